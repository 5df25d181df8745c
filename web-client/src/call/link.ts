import { flows } from "./media";
import { announce, type Command, type Phase, type Seated } from "./state";
import type { LinkState } from "./types";

/// Whether the two reach each other, and what is said when that changes.

const UP: LinkState = { kind: "up", mends: null };

export function link(phase: Seated): LinkState {
  const { lostSinceMs, other } = phase;
  const goesOn = other.kind !== "absent" && flows(phase);
  if (lostSinceMs !== null) {
    return goesOn ? { kind: "up", mends: { whose: "you", sinceMs: lostSinceMs } } : { kind: "youReconnecting", sinceMs: lostSinceMs };
  }
  if (other.kind === "lost") {
    return goesOn ? { kind: "up", mends: { whose: "other", sinceMs: other.sinceMs } } : { kind: "otherLost", until: other.until };
  }
  return UP;
}

/// Who comes, and who has gone for good, is said where that is decided.
export function linkNews(before: Phase, after: Phase): readonly Command[] {
  if (before === after || before.kind !== "seated" || after.kind !== "seated" || after.stopped) {
    return [];
  }
  const was = link(before).kind;
  const is = link(after).kind;
  const other = after.person;
  const isThere = before.other.kind !== "absent" && after.other.kind !== "absent";
  // A page that was loaded anew, or of another device.
  const isAnother = after.other.kind === "present" && connOf(before) !== connOf(after) && !after.moved;
  return [
    ...(was !== "youReconnecting" && is === "youReconnecting" ? [announce({ kind: "youLost" })] : []),
    ...(was === "youReconnecting" && is !== "youReconnecting" ? [announce({ kind: "youBack" })] : []),
    ...(was !== "otherLost" && is === "otherLost" && !after.moved?.isOtherAwaited ? [announce({ kind: "otherLost", other })] : []),
    ...(isThere && is === "up" && (was === "otherLost" || (was === "up" && isAnother)) ? [announce({ kind: "otherBack", other })] : []),
  ];
}

function connOf({ other }: Seated): string | null {
  return other.kind === "absent" ? null : other.conn;
}
