import { assertNever } from "./assertNever";
import * as chat from "./chat";
import type { ChatStep } from "./chat";
import type { Shown } from "./control";
import { NO_ECHO, wantEcho } from "./echo";
import { linkNews } from "./link";
import { flows, media } from "./media";
import type { Presence, SignalingEvent } from "./ports";
import { awaitOther, control, givenUp, pair, stop, UNKNOWN, withPresence } from "./presence";
import {
  announce,
  type Command,
  type Input,
  type Phase,
  restartIce,
  type Seated,
  type State,
  type Step,
  tell,
  to,
  toPhase,
} from "./state";
import { askClock, askEcho, doTogether, tellAgain } from "./togetherStep";
import { type FailReason, MAX_CHAT_CHARACTERS, type Seat, type StopReason, type VideoMode } from "./types";

/// What happens in a call: every rule about joining, waiting, getting lost, coming back and ending starts here. No
/// clock, no socket and no device; `controller.ts` runs the commands.

export function step(state: State, input: Input, nowMs: number): Step {
  const after = decide(state, input, nowMs);
  return { state: after.state, commands: [...after.commands, ...linkNews(state.phase, after.state.phase)] };
}

function decide(state: State, input: Input, nowMs: number): Step {
  switch (input.kind) {
    case "localChanged":
      return local(state, { ...state.mine, mic: input.mic, camera: input.camera, screen: input.screen, paused: input.paused });
    case "measured":
      return withMine(state, { ...state.mine, quality: input.measured.quality, measured: input.measured });
    case "chooseMode":
      return chooseMode(state, input.mode);
    case "violated":
      return violated(state, input.reason);
    case "deviceLost":
    case "deviceBack":
    case "screenRefused":
      return to(state, announce(input));
    default:
      return inPhase(state, input, nowMs);
  }
}

type PhaseInput = Exclude<
  Input,
  {
    kind: "localChanged" | "measured" | "chooseMode" | "violated" | "deviceLost" | "deviceBack" | "screenRefused";
  }
>;

/// In a meeting the two see what happened; before it there is nothing to stay for.
function violated(state: State, reason: StopReason): Step {
  const { phase } = state;
  if (phase.kind === "seated") {
    return stop(state, phase, reason);
  }
  return isOver(phase) ? to(state) : toPhase(state, { kind: "failed", reason: "unsafe" }, { kind: "close" });
}

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
    conn: joined.conn,
    other: before?.other ?? { kind: "absent", wasHere: false },
    metMs: before?.metMs ?? null,
    lostSinceMs: null,
    pcs: {},
    quiet: [],
    wasUp: before?.wasUp ?? false,
    carried: before !== null && flows(before),
    theirs: before?.theirs ?? UNKNOWN,
    moved: null,
    secured: before?.secured ?? false,
    undecodable: false,
    stopped: before?.stopped ?? false,
  };
  const after = before
    ? awaitOther({ ...state, phase: fresh }, fresh, joined.other, nowMs)
    : withPresence({ ...state, phase: fresh }, fresh, joined.other, nowMs, true);
  const commands: Command[] = [];
  if (before) {
    commands.push({ kind: "retirePcs" });
  }
  commands.push({ kind: "useIce", ways: joined.ice });
  // The own connection is another one now, so that keys are agreed on anew also with those who are who they were. With
  // one who is not there yet there is nobody to agree with: until then the keys of before hold.
  const isLater = after.state.phase.kind === "seated" && (after.state.phase.moved?.isOtherAwaited ?? false);
  const found = isLater || after.commands.some(({ kind }) => kind === "pair") ? [] : [pair(fresh)];
  return { state: after.state, commands: [...commands, ...after.commands, ...found] };
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
      return phase.lostSinceMs === null ? toPhase(state, { ...phase, lostSinceMs: nowMs }) : to(state);
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
    case "descriptionRefused":
      return misunderstood(state);
    case "sealed":
      return to(state, { kind: "receive", from: input.from, data: input.data });
    case "secured":
      return secured(state, phase, input, nowMs);
    case "unsecured":
      return { state: withoutKeys(state, phase), commands: [] };
    case "undecodable":
      return toPhase(state, { ...phase, undecodable: input.on }, announce(input));
    case "control":
      return phase.secured ? control(state, phase, input.message, nowMs) : to(state);
    case "act":
      return doTogether(state, phase, input.press, nowMs);
    case "tellProgram":
      return phase.secured ? to(state, { kind: "tell", message: { kind: "program", id: input.id, version: input.version } }) : to(state);
    case "chat":
    case "chatMissed":
    case "say":
    case "sayAgain":
    case "time":
      return talk(state, phase, input, nowMs);
    case "trying":
      return to({ ...state, echo: input.is && phase.secured ? wantEcho(nowMs) : NO_ECHO });
    case "compared":
      return input.match ? to(state, { kind: "compared", digits: input.digits }) : stop(state, phase, "codesDiffer");
    default:
      return phase.stopped ? to(state) : media(state, phase, input);
  }
}

/// From here on the two can talk: each says how it is, and what waited is written.
function secured(state: State, phase: Seated, { newDevice, name }: Extract<Input, { kind: "secured" }>, nowMs: number): Step {
  // What the other one is called is for their issuer to say; the server's word counted only until now.
  const after: Seated = { ...phase, person: { ...phase.person, name }, secured: true };
  const waiting = chat.onKeys(state.chat, nowMs);
  const { state: retold, commands } = tellAgain({ ...state, phase: after, chat: waiting.chat }, nowMs);
  return {
    state: retold,
    commands: [tell(state.mine), ...commands, ...written(waiting), announce({ kind: "secured", newDevice })],
  };
}

function withoutKeys(state: State, phase: Seated): State {
  const together = { ...state.together, clock: { ...state.together.clock, askMs: null } };
  return { ...state, phase: { ...phase, secured: false, undecodable: false }, chat: chat.onNoKeys(state.chat), together, echo: NO_ECHO };
}

function talk(state: State, phase: Seated, input: Extract<Input, { kind: "chat" | "chatMissed" | "say" | "sayAgain" | "time" }>, nowMs: number): Step {
  switch (input.kind) {
    case "say": {
      const text = input.text.trim().slice(0, MAX_CHAT_CHARACTERS);
      if (text === "" || phase.stopped) {
        return to(state);
      }
      return saying(state, chat.write(state.chat, { id: input.id, atMs: nowMs, text }, phase.secured, nowMs));
    }
    case "sayAgain":
      return phase.stopped ? to(state) : saying(state, chat.writeAgain(state.chat, input.id, phase.secured, nowMs));
    case "time": {
      const waited = givenUp(state, phase, nowMs);
      if (waited) {
        return waited;
      }
      const clock = askClock(state, phase, nowMs);
      const echo = askEcho(clock.state, phase, nowMs);
      const said = saying(echo.state, chat.onTime(state.chat, nowMs));
      return { state: said.state, commands: [...clock.commands, ...echo.commands, ...said.commands] };
    }
    case "chatMissed":
      return to({ ...state, chat: chat.onMissed(state.chat, input.count, nowMs) });
    case "chat": {
      const { message } = input;
      const { chat: after, isNew } = chat.onMessage(state.chat, message);
      const got: Command = { kind: "tell", message: { kind: "got", id: message.id } };
      return to({ ...state, chat: after }, got, ...(isNew ? [announce({ kind: "chat", text: message.text })] : []));
    }
    default:
      return assertNever(input);
  }
}

function saying(state: State, said: ChatStep): Step {
  return to({ ...state, chat: said.chat }, ...written(said));
}

function written({ send }: ChatStep): readonly Command[] {
  return send.map((message) => ({ kind: "write", message }));
}

/// `media-unavailable` and `peer-gone` mend themselves; what remains is a page and a server that misunderstand each
/// other in something that the person does not see.
function whenServerErred(state: State, code: string): Step {
  switch (code) {
    case "not-allowed":
      return to(state, announce({ kind: "endNotAllowed" }));
    case "description-refused":
      return misunderstood(state);
    default:
      return to(state);
  }
}

function misunderstood(state: State): Step {
  return toPhase(state, { kind: "failed", reason: "protocol" }, { kind: "close" });
}

/// Who had a seat and finds the meeting closed was away while it ended.
function whyFailed(reason: FailReason): Phase {
  return reason === "notOpen" ? { kind: "ended", reason: "other", by: null } : { kind: "failed", reason };
}

function linkBack(state: State, phase: Seated, other: Presence, nowMs: number): Step {
  const back: Seated = { ...phase, lostSinceMs: null, quiet: [] };
  const after = withPresence({ ...state, phase: back }, back, other, nowMs, false);
  if (phase.lostSinceMs === null) {
    return after;
  }
  // What lost the socket has often changed the way for media as well: what is down or quiet is not waited for.
  const restarts = Object.keys(phase.pcs).filter(
    (pc) => phase.wasUp && (phase.pcs[pc] !== "up" || phase.quiet.includes(pc)),
  );
  return {
    state: after.state,
    commands: [...after.commands, ...restarts.map(restartIce)],
  };
}

/// What the person switched on or off, with a word about the screen, which can stop by itself.
function local(state: State, mine: Shown): Step {
  const { state: after, commands } = withMine(state, mine);
  const news: Command[] = [];
  if (mine.screen !== state.mine.screen) {
    news.push(announce({ kind: "yourScreen", on: mine.screen }));
  }
  // A camera that was switched off while it paused is not back.
  if (mine.paused !== state.mine.paused && (mine.paused || mine.camera)) {
    news.push(announce({ kind: "cameraPaused", on: mine.paused }));
  }
  return { state: after, commands: [...commands, ...news] };
}

function chooseMode(state: State, mode: VideoMode): Step {
  if (mode === state.mine.mode) {
    return to(state);
  }
  const { phase } = state;
  const theirs = phase.kind === "seated" ? phase.theirs.choice : 0;
  const { state: after, commands } = withMine(state, { ...state.mine, mode, choice: Math.max(state.mine.choice, theirs) + 1 });
  return { state: after, commands: [{ kind: "useMode", mode }, ...commands] };
}

function withMine(state: State, mine: Shown): Step {
  const { phase } = state;
  const before = state.mine;
  const names = Object.keys(mine) as (keyof Shown)[];
  const same = names.every((name) => mine[name] === before[name]);
  if (same || phase.kind !== "seated" || !phase.secured) {
    return to({ ...state, mine });
  }
  return to({ ...state, mine }, tell(mine));
}

function isOver(phase: Phase): boolean {
  return phase.kind === "ended" || phase.kind === "failed";
}

