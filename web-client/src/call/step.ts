import { assertNever } from "./assertNever";
import type { ControlMessage } from "./control";
import type { Candidate, Description, IceServer, MediaEvent, Outgoing, Presence, SignalingEvent } from "./ports";
import type { CallEvent, CallState, EndReason, FailReason, LinkState, MediaState, Person, Quality, Seat } from "./types";

/// What happens in a call. Every rule about joining, waiting, getting lost, coming back and ending is in this
/// file; it has no clock, no socket and no device. `controller.ts` runs the commands.

export type Other =
  | { readonly kind: "absent"; readonly wasHere: boolean }
  | { readonly kind: "present"; readonly conn: string }
  | { readonly kind: "lost"; readonly conn: string; readonly until: number };

export interface Shown {
  readonly mic: boolean;
  readonly camera: boolean;
  readonly quality: Quality;
}

export interface Seated {
  readonly kind: "seated";
  readonly you: Person;
  readonly person: Person;
  readonly other: Other;
  readonly metMs: number | null;
  readonly lostSinceMs: number | null;
  /// Peer connections by name: up or not.
  readonly pcs: Readonly<Record<string, boolean>>;
  readonly wasUp: boolean;
  readonly theirs: Shown;
}

export type Phase =
  | { readonly kind: "idle" }
  | { readonly kind: "joining"; readonly attempt: number }
  | Seated
  | { readonly kind: "ended"; readonly reason: EndReason; readonly by: Seat | "server" | null }
  | { readonly kind: "failed"; readonly reason: FailReason };

export interface State {
  readonly phase: Phase;
  /// What the other one should know about us.
  readonly mine: Shown;
}

export type Input =
  /// `able`: this browser can do what the encryption needs.
  | { readonly kind: "join"; readonly able: boolean }
  | { readonly kind: "end" }
  | { readonly kind: "control"; readonly from: string; readonly message: ControlMessage }
  | SignalingEvent
  | MediaEvent;

export type Command =
  | { readonly kind: "connect" }
  /// Sockets, peer connections and devices: everything goes.
  | { readonly kind: "close" }
  | { readonly kind: "send"; readonly message: Outgoing }
  | { readonly kind: "tell"; readonly to: string; readonly message: ControlMessage }
  | { readonly kind: "open"; readonly from: string; readonly data: Uint8Array }
  | { readonly kind: "useIceServers"; readonly servers: readonly IceServer[] }
  | { readonly kind: "describe"; readonly description: Description }
  | { readonly kind: "addCandidate"; readonly candidate: Candidate }
  | { readonly kind: "makeOffer"; readonly pc: string }
  | { readonly kind: "dropPc"; readonly pc: string }
  | { readonly kind: "dropAllPcs" }
  | { readonly kind: "otherCamera"; readonly on: boolean }
  | { readonly kind: "announce"; readonly event: CallEvent };

export interface Step {
  readonly state: State;
  readonly commands: readonly Command[];
}

/// Until the other one says how it is: they can be heard, and their picture is not shown.
const UNKNOWN: Shown = { mic: true, camera: false, quality: 4 };

export const START: State = { phase: { kind: "idle" }, mine: { mic: false, camera: false, quality: 4 } };

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
      return input.code === "not-allowed" ? to(state, announce({ kind: "endNotAllowed" })) : to(state);
    case "sealed":
      return to(state, { kind: "open", from: input.from, data: input.data });
    case "control":
      return control(state, phase, input);
    default:
      return media(state, phase, input);
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

/// The other one came, got lost, came back or stayed away. `quiet`: we have just come ourselves, so that what
/// we find is no news.
function withPresence(state: State, phase: Seated, presence: Presence, nowMs: number, quiet: boolean): Step {
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
function control(state: State, phase: Seated, input: Extract<Input, { kind: "control" }>): Step {
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

type MediaInput = Exclude<
  PhaseInput,
  {
    kind:
      | "join"
      | "end"
      | "connecting"
      | "joined"
      | "linkLost"
      | "linkBack"
      | "presence"
      | "meetingEnded"
      | "signalingFailed"
      | "serverError"
      | "sealed"
      | "control";
  }
>;

function media(state: State, phase: Seated, input: MediaInput): Step {
  switch (input.kind) {
    case "description": {
      const { pc } = input.description;
      return toPhase(state, withPc(phase, pc, phase.pcs[pc] ?? false), {
        kind: "describe",
        description: input.description,
      });
    }
    case "candidate":
      return to(state, { kind: "addCandidate", candidate: input.candidate });
    case "offerWanted":
      return toPhase(state, withPc(phase, input.pc, false), { kind: "makeOffer", pc: input.pc });
    case "dropPc": {
      const pcs = Object.fromEntries(Object.entries(phase.pcs).filter(([pc]) => pc !== input.pc));
      return toPhase(state, { ...phase, pcs }, { kind: "dropPc", pc: input.pc });
    }
    case "described":
      return known(phase, input.description.pc)
        ? to(state, { kind: "send", message: { kind: "description", description: input.description } })
        : to(state);
    case "gathered":
      return known(phase, input.candidate.pc)
        ? to(state, { kind: "send", message: { kind: "candidate", candidate: input.candidate } })
        : to(state);
    case "pcUp":
      return withMedia(state, phase, input.pc, true);
    case "pcDown":
      return withMedia(state, phase, input.pc, false);
    case "serverMedia":
      // The page sees for itself when its media is up; the server may see sooner that it is down.
      return input.up ? to(state) : withMedia(state, phase, input.pc, false);
    case "restartWanted": {
      const after = withMedia(state, phase, input.pc, false);
      // While we are lost ourselves it would only wait; `linkBack` asks.
      return known(phase, input.pc) && phase.lostSinceMs === null
        ? { state: after.state, commands: [...after.commands, restartIce(input.pc)] }
        : after;
    }
    default:
      return assertNever(input);
  }
}

function known(phase: Seated, pc: string): boolean {
  return Object.hasOwn(phase.pcs, pc);
}

function withPc(phase: Seated, pc: string, up: boolean): Seated {
  return { ...phase, pcs: { ...phase.pcs, [pc]: up } };
}

function withMedia(state: State, phase: Seated, pc: string, up: boolean): Step {
  if (!known(phase, pc) || phase.pcs[pc] === up) {
    return to(state);
  }
  const before = mediaState(phase);
  const changed = withPc(phase, pc, up);
  const after: Seated = { ...changed, wasUp: phase.wasUp || mediaState(changed) === "up" };
  const now = mediaState(after);
  if (now === before || now === "connecting") {
    return toPhase(state, after);
  }
  return toPhase(state, after, announce({ kind: now === "up" ? "mediaUp" : "mediaRestarting" }));
}

function withMine(state: State, mine: Shown): Step {
  const { phase } = state;
  const same = mine.mic === state.mine.mic && mine.camera === state.mine.camera && mine.quality === state.mine.quality;
  if (same || phase.kind !== "seated" || phase.other.kind !== "present") {
    return to({ ...state, mine });
  }
  return to({ ...state, mine }, tell(phase.other.conn, mine));
}

export function mediaState(phase: Seated): MediaState {
  const all = Object.values(phase.pcs);
  if (all.length > 0 && all.every((up) => up)) {
    return "up";
  }
  return phase.wasUp ? "restarting" : "connecting";
}

/// What the views see of it.
export function view(state: State): CallState {
  const { phase } = state;
  if (phase.kind !== "seated") {
    return phase;
  }
  const { you, person: other } = phase;
  if (phase.other.kind === "absent") {
    return { kind: "waiting", you, other, otherWasHere: phase.other.wasHere, link: link(phase) };
  }
  return {
    kind: "inCall",
    you,
    other,
    sinceMs: phase.metMs ?? 0,
    link: link(phase),
    media: mediaState(phase),
    otherMic: phase.theirs.mic,
    otherCamera: phase.theirs.camera,
  };
}

function link(phase: Seated): LinkState {
  if (phase.lostSinceMs !== null) {
    return { kind: "youReconnecting", sinceMs: phase.lostSinceMs };
  }
  return phase.other.kind === "lost" ? { kind: "otherLost", until: phase.other.until } : { kind: "up" };
}

function isOver(phase: Phase): boolean {
  return phase.kind === "ended" || phase.kind === "failed";
}

function announce(event: CallEvent): Command {
  return { kind: "announce", event };
}

function restartIce(pc: string): Command {
  return { kind: "send", message: { kind: "restartIce", pc } };
}

function tell(to: string, mine: Shown): Command {
  return { kind: "tell", to, message: { kind: "state", ...mine } };
}

function to(state: State, ...commands: readonly Command[]): Step {
  return { state, commands };
}

function toPhase(state: State, phase: Phase, ...commands: readonly Command[]): Step {
  return { state: { ...state, phase }, commands };
}
