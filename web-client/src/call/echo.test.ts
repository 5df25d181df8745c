import { describe, expect, it } from "vitest";
import { deadlineMs } from "./deadline";
import { isEchoDue, NO_ECHO, onEchoAnswer, onEchoAsked, wantEcho } from "./echo";
import { type Command, type Input, START, type State } from "./state";
import { step } from "./step";
import { ABSENT, inCall, join, joined, met, secured } from "./testStory";

const T = 1_700_000_000_000;

describe("R-17: how long a message takes to the other page and back", () => {
  it("is asked at once, and again a little after each answer", () => {
    const asked = onEchoAsked(wantEcho(T), T);
    expect(asked.roundMs).toBe(null);
    const answered = onEchoAnswer(asked.echo, T, T + 40);
    expect(answered.roundMs).toBe(40);
    expect(isEchoDue(answered.echo, T + 100)).toBe(false);
    expect(isEchoDue(answered.echo, T + 240)).toBe(true);
  });

  it("has one question on its way; without an answer within a second it took that long at least", () => {
    const { echo } = onEchoAsked(wantEcho(T), T);
    expect(isEchoDue(echo, T + 999)).toBe(false);
    const again = onEchoAsked(echo, T + 1000);
    expect(again.roundMs).toBe(1000);
    expect(onEchoAnswer(again.echo, T, T + 1100)).toEqual({ echo: again.echo, roundMs: null });
  });

  it("is not known of a clock that was set back meanwhile", () => {
    expect(onEchoAnswer(onEchoAsked(wantEcho(T), T).echo, T, T - 5000).roundMs).toBe(null);
  });

  it("is nobody's question when nobody wants to know", () => {
    expect(isEchoDue(NO_ECHO, T)).toBe(false);
    expect(onEchoAnswer(NO_ECHO, T, T + 40).roundMs).toBe(null);
  });
});

describe("R-17: a paused camera that is tried out", () => {
  const TRYING: Input = { kind: "trying", is: true };
  const TIME: Input = { kind: "time" };
  /// The first questions about the clock are over.
  const settled = [...inCall, TIME, TIME, TIME, TIME, TIME, TIME];

  it("asks the other page while it lasts, and hears each answer; the clock is not judged by those", () => {
    const call = play(...settled, TRYING);
    const before = call.state().together.clock.samples;
    expect(call.at(10_000, TIME)).toEqual([{ kind: "tell", message: { kind: "clock", atMs: 10_000 } }]);
    expect(call.at(10_060, clockIs(10_000))).toEqual([{ kind: "echoed", roundMs: 60 }]);
    expect(call.at(10_100, TIME)).toEqual([]);
    expect(call.at(10_260, TIME)).toEqual([{ kind: "tell", message: { kind: "clock", atMs: 10_260 } }]);
    expect(call.state().together.clock.samples).toEqual(before);

    call.at(10_300, { kind: "trying", is: false });
    expect(call.at(10_350, clockIs(10_260))).toEqual([]);
    expect(call.at(12_000, TIME)).toEqual([]);
  });

  it("asks nothing where there are no keys to ask with", () => {
    expect(play(...met, TRYING).at(10_000, TIME)).toEqual([]);
    const call = play(...settled, TRYING, { kind: "unsecured" });
    expect(call.at(10_000, TIME)).toEqual([]);
  });
});

describe("a page that waits for nothing", () => {
  /// A moment in the past that `time` does not do away with would come again at once, for ever.
  const restsAt = (nowMs: number, call: ReturnType<typeof play>) => {
    for (let i = 0; i < 5; i++) call.at(nowMs, { kind: "time" });
    const atMs = deadlineMs(call.state());
    return atMs === null || atMs > nowMs;
  };

  it("sleeps after the meeting has ended, or gone on elsewhere", () => {
    expect(restsAt(1e9, play(...inCall, { kind: "meetingEnded", reason: "ended", by: "host" }))).toBe(true);
    expect(restsAt(1e9, play(...inCall, { kind: "signalingFailed", reason: "replaced" }))).toBe(true);
  });

  it("sleeps while it comes back from elsewhere, and until there are keys again", () => {
    const elsewhere: Input = { kind: "signalingFailed", reason: "replaced" };
    expect(restsAt(1e9, play(...inCall, elsewhere, join))).toBe(true);
    expect(restsAt(1e9, play(...inCall, elsewhere, join, joined(ABSENT)))).toBe(true);
    expect(restsAt(1e9, play(...inCall, { kind: "trying", is: true }, { kind: "unsecured" }))).toBe(true);
  });

  it("wakes in a call for what is due", () => {
    expect(deadlineMs(play(...met, secured).state())).not.toBe(null);
  });
});

function clockIs(atMs: number): Input {
  return { kind: "control", message: { kind: "clockIs", atMs, theirsMs: atMs } };
}

/// What came so far, a second apart; `at` says what the next one makes the page do.
function play(...inputs: readonly Input[]) {
  let state: State = START;
  inputs.forEach((input, index) => {
    state = step(state, input, index * 1000).state;
  });
  return {
    state: () => state,
    at: (nowMs: number, input: Input): readonly Command[] => {
      const { state: after, commands } = step(state, input, nowMs);
      state = after;
      return commands;
    },
  };
}
