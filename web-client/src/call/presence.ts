import { assertNever } from "./assertNever";
import type { Presence } from "./ports";
import { announce, type Command, type Input, type Seated, type Shown, type State, type Step, tell, to, toPhase } from "./state";
import type { CallEvent } from "./types";

/// The rules about the other one: coming, getting lost, coming back, and what they say of themselves.

/// Until the other one says how it is: they can be heard, and their picture is not shown.
export const UNKNOWN: Shown = { mic: true, camera: false, quality: 4 };

/// The other one came, got lost, came back or stayed away. `quiet`: we have just come ourselves, so that what
/// we find is no news.
export function withPresence(state: State, phase: Seated, presence: Presence, nowMs: number, quiet: boolean): Step {
  const before = phase.other;
  const say = (event: CallEvent): readonly Command[] => (quiet ? [] : [announce(event)]);
  switch (presence.kind) {
    case "absent": {
      const wasHere = before.kind !== "absent" || before.wasHere;
      const after: Seated = { ...phase, other: { kind: "absent", wasHere }, theirs: UNKNOWN };
      const news = before.kind === "absent" ? [] : say({ kind: "otherGone", other: phase.person });
      return toPhase(state, after, ...news, { kind: "otherCamera", on: false });
    }
    case "lost": {
      const until = nowMs + presence.graceEndsInMs;
      const after: Seated = { ...phase, other: { kind: "lost", conn: presence.conn, until }, metMs: phase.metMs ?? nowMs };
      const news = before.kind === "lost" ? [] : say({ kind: "otherLost", other: phase.person });
      return toPhase(state, after, ...news);
    }
    case "present": {
      if (before.kind === "present" && before.conn === presence.conn) {
        return to(state);
      }
      const same = before.kind === "lost" && before.conn === presence.conn;
      const after: Seated = {
        ...phase,
        other: { kind: "present", conn: presence.conn },
        metMs: phase.metMs ?? nowMs,
        theirs: same ? phase.theirs : UNKNOWN,
      };
      const back = before.kind !== "absent";
      const news = say({ kind: back ? "otherBack" : "otherJoined", other: phase.person });
      const reset: readonly Command[] = same ? [] : [{ kind: "otherCamera", on: false }];
      return toPhase(state, after, ...news, ...reset, tell(presence.conn, state.mine));
    }
    default:
      return assertNever(presence);
  }
}

/// Only what came from the connection that the other one has now.
export function control(state: State, phase: Seated, input: Extract<Input, { kind: "control" }>): Step {
  if (phase.other.kind === "absent" || phase.other.conn !== input.from) {
    return to(state);
  }
  const { mic, camera, quality } = input.message;
  const commands: Command[] = [];
  if (mic !== phase.theirs.mic) {
    commands.push(announce({ kind: "otherMic", on: mic }));
  }
  if (camera !== phase.theirs.camera) {
    commands.push({ kind: "otherCamera", on: camera }, announce({ kind: "otherCamera", on: camera }));
  }
  return toPhase(state, { ...phase, theirs: { mic, camera, quality } }, ...commands);
}

