import { assertNever } from "./assertNever";
import { giveUp, onConfirmed } from "./chat";
import type { ControlMessage, Shown } from "./control";
import type { Presence } from "./ports";
import { announce, type Command, type Seated, type State, type Step, to, toPhase } from "./state";
import { together } from "./togetherStep";
import { type CallEvent, DEFAULT_MODE, type Seat, type StopReason } from "./types";

/// The rules about the other one: coming, getting lost, coming back, and what they say of themselves.

/// Until the other one says how it is: they can be heard, and their picture is not shown.
export const UNKNOWN: Shown = {
  mic: true,
  camera: false,
  paused: false,
  screen: false,
  quality: 4,
  measured: null,
  mode: DEFAULT_MODE,
  choice: 0,
};

const HIDE: readonly Command[] = [
  { kind: "otherCamera", on: false },
  { kind: "otherScreen", on: false },
];

/// How long the other one may take longer than we did to find the node where the meeting goes on.
const AWAITED_MS = 10_000;

/// We were let in anew. A node that has just taken the meeting over knows nobody but those who have come.
export function awaitOther(state: State, phase: Seated, presence: Presence, nowMs: number): Step {
  const { other } = phase;
  const untilMs = nowMs + AWAITED_MS;
  if (presence.kind !== "absent" || other.kind === "absent") {
    const moved: Seated = { ...phase, moved: { untilMs, isOtherAwaited: false } };
    return withPresence({ ...state, phase: moved }, moved, presence, nowMs, false);
  }
  const after: Seated = {
    ...phase,
    other: { kind: "lost", conn: other.conn, sinceMs: nowMs, until: untilMs },
    moved: { untilMs, isOtherAwaited: true },
  };
  return toPhase(state, after);
}

/// Null: there is nothing to give up now. Who was awaited for long enough is not there.
export function givenUp(state: State, phase: Seated, nowMs: number): Step | null {
  if (phase.moved === null || nowMs < phase.moved.untilMs) {
    return null;
  }
  const settled: Seated = { ...phase, moved: null };
  return phase.moved.isOtherAwaited
    ? withPresence(state, settled, { kind: "absent" }, nowMs, false)
    : toPhase(state, settled);
}

/// The other one came, got lost, came back or stayed away. `quiet`: we have just come ourselves, so that what
/// we find is no news.
export function withPresence(state: State, phase: Seated, presence: Presence, nowMs: number, quiet: boolean): Step {
  const before = phase.other;
  const say = (event: CallEvent): readonly Command[] => (quiet ? [] : [announce(event)]);
  switch (presence.kind) {
    case "absent": {
      const wasHere = before.kind !== "absent" || before.wasHere;
      const after: Seated = { ...phase, other: { kind: "absent", wasHere }, theirs: UNKNOWN, moved: null };
      const news = before.kind === "absent" ? [] : say({ kind: "otherGone", other: phase.person });
      return toPhase(state, after, ...news, ...HIDE, pair(after));
    }
    case "lost": {
      const until = nowMs + presence.graceEndsInMs;
      const sinceMs = before.kind === "lost" ? before.sinceMs : nowMs;
      return toPhase(state, { ...phase, other: { kind: "lost", conn: presence.conn, sinceMs, until }, metMs: phase.metMs ?? nowMs });
    }
    case "present": {
      if (before.kind === "present" && before.conn === presence.conn) {
        return to(state);
      }
      // Who comes after us to another node is who they were: what came of them goes on, sealed by keys that only the two
      // have, until there are new ones.
      const same = (before.kind === "lost" && before.conn === presence.conn) || (phase.moved !== null && before.kind !== "absent");
      const after: Seated = {
        ...phase,
        other: { kind: "present", conn: presence.conn },
        metMs: phase.metMs ?? nowMs,
        theirs: same ? phase.theirs : UNKNOWN,
        moved: phase.moved && { ...phase.moved, isOtherAwaited: false },
      };
      const news = before.kind === "absent" ? say({ kind: "otherJoined", other: phase.person }) : [];
      return toPhase(state, after, ...news, ...(same ? [] : HIDE), pair(after));
    }
    default:
      return assertNever(presence);
  }
}

/// Keys are agreed on between two connections; the other's that is lost keeps them for when it is back.
export function pair(phase: Seated): Command {
  return { kind: "pair", own: phase.conn, other: phase.other.kind === "absent" ? null : phase.other.conn };
}

export function control(state: State, phase: Seated, message: ControlMessage, nowMs: number): Step {
  switch (message.kind) {
    case "state":
      return shown(state, phase, message.shown);
    case "got":
      return to({ ...state, chat: onConfirmed(state.chat, message.id) });
    case "stopped":
      return stop(state, phase, message.codesDiffer ? "otherSawCodesDiffer" : "otherStopped");
    case "together":
    case "clock":
    case "clockIs":
    case "program":
      return together(state, message, nowMs);
    default:
      return assertNever(message);
  }
}

function shown(state: State, phase: Seated, theirs: Shown): Step {
  const { mic, camera, paused, screen } = theirs;
  const commands: Command[] = [];
  if (mic !== phase.theirs.mic) {
    commands.push(announce({ kind: "otherMic", on: mic }));
  }
  if (camera !== phase.theirs.camera || paused !== phase.theirs.paused) {
    commands.push({ kind: "otherCamera", on: camera });
    commands.push(announce({ kind: "otherCamera", on: camera, paused: camera ? phase.theirs.paused : paused }));
  }
  if (screen !== phase.theirs.screen) {
    commands.push({ kind: "otherScreen", on: screen }, announce({ kind: "otherScreen", on: screen }));
  }
  const after = toPhase(state, { ...phase, theirs }, ...commands);
  return isLater(theirs, state.mine, phase.you.seat) ? follow(after, theirs) : after;
}

/// Both may have chosen at once: then the instructor's choice holds at both.
function isLater(theirs: Shown, mine: Shown, seat: Seat): boolean {
  return theirs.choice > mine.choice || (theirs.choice === mine.choice && theirs.mode !== mine.mode && seat === "invitee");
}

function follow({ state, commands }: Step, { mode, choice }: Shown): Step {
  const news: readonly Command[] = mode === state.mine.mode ? [] : [{ kind: "useMode", mode }, announce({ kind: "mode", mode })];
  return { state: { ...state, mine: { ...state.mine, mode, choice } }, commands: [...commands, ...news] };
}

/// It is not safe to go on. The other one is told while there are keys to tell it with; then everything stops, and
/// only the socket stays, so that the two can end the meeting.
export function stop(state: State, phase: Seated, reason: StopReason): Step {
  if (phase.stopped) {
    return to(state);
  }
  const commands: Command[] = [];
  if (phase.secured) {
    commands.push({ kind: "tell", message: { kind: "stopped", codesDiffer: reason === "codesDiffer" } });
  }
  commands.push({ kind: "halt", reason }, ...HIDE, announce({ kind: "stopped", reason }));
  const after: Seated = { ...phase, stopped: true, secured: false, undecodable: false, pcs: {}, carried: false, quiet: [], theirs: UNKNOWN };
  return { state: { ...state, phase: after, chat: giveUp(state.chat) }, commands };
}
