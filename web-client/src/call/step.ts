import { assertNever } from "./assertNever";
import { media } from "./media";
import type { Presence, SignalingEvent } from "./ports";
import { control, UNKNOWN, withPresence } from "./presence";
import {
  announce,
  type Command,
  type Input,
  type Phase,
  restartIce,
  type Seated,
  type Shown,
  type State,
  type Step,
  tell,
  to,
  toPhase,
} from "./state";
import type { FailReason, Seat } from "./types";

/// What happens in a call: every rule about joining, waiting, getting lost, coming back and ending starts here. No
/// clock, no socket and no device; `controller.ts` runs the commands.

export function step(state: State, input: Input, nowMs: number): Step {
  switch (input.kind) {
    case "localChanged":
      return withMine(state, { ...state.mine, mic: input.mic, camera: input.camera });
    case "quality":
      return withMine(state, { ...state.mine, quality: input.quality });
    case "unsafe":
      return isOver(state.phase) ? to(state) : toPhase(state, { kind: "failed", reason: "unsafe" }, { kind: "close" });
    case "deviceLost":
    case "deviceBack":
      return to(state, announce(input));
    default:
      return inPhase(state, input, nowMs);
  }
}

type PhaseInput = Exclude<
  Input,
  { kind: "localChanged" } | { kind: "quality" } | { kind: "unsafe" } | { kind: "deviceLost" } | { kind: "deviceBack" }
>;

function inPhase(state: State, input: PhaseInput, nowMs: number): Step {
  const { phase } = state;
  switch (phase.kind) {
    case "idle":
    case "failed":
      return input.kind === "join" ? join(state, input.able) : to(state);
    case "joining":
      return whenJoining(state, input, nowMs);
    case "seated":
      return whenSeated(state, phase, input, nowMs);
    case "ended":
      return to(state);
    default:
      return assertNever(phase);
  }
}

/// There is no unencrypted mode to fall back to. "Use here" after being replaced is a join like any other: the
/// person asked for it.
function join(state: State, able: boolean): Step {
  return able
    ? toPhase(state, { kind: "joining", attempt: 1 }, { kind: "connect" })
    : toPhase(state, { kind: "failed", reason: "browserTooOld" });
}

function whenJoining(state: State, input: PhaseInput, nowMs: number): Step {
  switch (input.kind) {
    case "connecting":
      return toPhase(state, { kind: "joining", attempt: input.attempt });
    case "joined":
      return seat(state, input, null, nowMs);
    case "meetingEnded":
      return toPhase(state, { kind: "ended", reason: input.reason, by: input.by }, { kind: "close" });
    case "signalingFailed":
      return toPhase(state, { kind: "failed", reason: input.reason }, { kind: "close" });
    default:
      return to(state);
  }
}

/// A new connection of this page: the first one, or one after the server had forgotten the old.
function seat(
  state: State,
  joined: Extract<SignalingEvent, { kind: "joined" }>,
  before: Seated | null,
  nowMs: number,
): Step {
  const otherSeat: Seat = joined.seat === "host" ? "invitee" : "host";
  const fresh: Seated = {
    kind: "seated",
    you: joined.people[joined.seat],
    person: joined.people[otherSeat],
    other: before?.other ?? { kind: "absent", wasHere: false },
    metMs: before?.metMs ?? null,
    lostSinceMs: null,
    pcs: {},
    wasUp: before?.wasUp ?? false,
    theirs: before?.theirs ?? UNKNOWN,
  };
  const after = withPresence({ ...state, phase: fresh }, fresh, joined.other, nowMs, before === null);
  const commands: Command[] = [];
  if (before) {
    commands.push({ kind: "dropAllPcs" });
  }
  commands.push({ kind: "useIceServers", servers: joined.iceServers });
  if ((before?.lostSinceMs ?? null) !== null) {
    commands.push(announce({ kind: "youBack" }));
  }
  // They know us by a new name now and have heard nothing from it: say how we are, also if they are who they were.
  if (joined.other.kind === "present" && before?.other.kind === "present" && before.other.conn === joined.other.conn) {
    commands.push(tell(joined.other.conn, state.mine));
  }
  return { state: after.state, commands: [...commands, ...after.commands] };
}

function whenSeated(state: State, phase: Seated, input: PhaseInput, nowMs: number): Step {
  switch (input.kind) {
    case "join":
    case "connecting":
      return to(state);
    case "end":
      return to(state, { kind: "send", message: { kind: "end" } });
    case "joined":
      return seat(state, input, phase, nowMs);
    case "linkLost":
      return phase.lostSinceMs !== null
        ? to(state)
        : toPhase(state, { ...phase, lostSinceMs: nowMs }, announce({ kind: "youLost" }));
    case "linkBack":
      return linkBack(state, phase, input.other, nowMs);
    case "presence":
      return withPresence(state, phase, input.other, nowMs, false);
    case "meetingEnded":
      return toPhase(state, { kind: "ended", reason: input.reason, by: input.by }, { kind: "close" });
    case "signalingFailed":
      return toPhase(state, whyFailed(input.reason), { kind: "close" });
    case "serverError":
      return whenServerErred(state, input.code);
    case "sealed":
      return to(state, { kind: "open", from: input.from, data: input.data });
    case "control":
      return control(state, phase, input);
    default:
      return media(state, phase, input);
  }
}

/// `media-unavailable` and `peer-gone` mend themselves; what remains is a page and a server that misunderstand each
/// other in something that the person does not see.
function whenServerErred(state: State, code: string): Step {
  switch (code) {
    case "not-allowed":
      return to(state, announce({ kind: "endNotAllowed" }));
    case "description-refused":
      return toPhase(state, { kind: "failed", reason: "protocol" }, { kind: "close" });
    default:
      return to(state);
  }
}

/// Who had a seat and finds the meeting closed was away while it ended.
function whyFailed(reason: FailReason): Phase {
  return reason === "notOpen" ? { kind: "ended", reason: "other", by: null } : { kind: "failed", reason };
}

function linkBack(state: State, phase: Seated, other: Presence, nowMs: number): Step {
  const back: Seated = { ...phase, lostSinceMs: null };
  const after = withPresence({ ...state, phase: back }, back, other, nowMs, false);
  if (phase.lostSinceMs === null) {
    return after;
  }
  // What lost the socket has often changed the way for media as well: what is down is not waited for.
  const restarts = Object.keys(phase.pcs).filter((pc) => phase.wasUp && phase.pcs[pc] === false);
  return {
    state: after.state,
    commands: [announce({ kind: "youBack" }), ...after.commands, ...restarts.map(restartIce)],
  };
}

function withMine(state: State, mine: Shown): Step {
  const { phase } = state;
  const same = mine.mic === state.mine.mic && mine.camera === state.mine.camera && mine.quality === state.mine.quality;
  if (same || phase.kind !== "seated" || phase.other.kind !== "present") {
    return to({ ...state, mine });
  }
  return to({ ...state, mine }, tell(phase.other.conn, mine));
}

function isOver(phase: Phase): boolean {
  return phase.kind === "ended" || phase.kind === "failed";
}

