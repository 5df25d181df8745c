import { describe, expect, it } from "vitest";
import { fromTheirs, newClock, NO_CLOCK, onAnswer, onAsk } from "./clock";

const T = 1_700_000_000_000;

describe("VM-02: the other page's clock", () => {
  it("is known best by the quickest answer", () => {
    let clock = newClock(T);
    clock = onAnswer(clock, T, T + 5000 + 400, T + 500);
    clock = onAnswer(clock, T + 600, T + 600 + 5000 + 10, T + 620);
    clock = onAnswer(clock, T + 700, T + 700 + 5000 + 290, T + 1000);
    expect(clock.aheadMs).toBe(5000);
    expect(fromTheirs(clock, T + 6000, T + 6000, T + 1300)).toBe(T + 1000);
  });

  it("is asked for quickly at first and seldom later", () => {
    const asked: number[] = [];
    let clock = newClock(T);
    for (let i = 0; i < 6 && clock.askMs !== null; i++) {
      asked.push(clock.askMs - T);
      clock = onAsk(clock, clock.askMs);
    }
    expect(asked).toEqual([50, 300, 800, 1800, 31_800, 61_800]);
  });

  it("is not told by an answer to a question that was never or too long ago asked", () => {
    expect(onAnswer(NO_CLOCK, T + 1, T, T)).toBe(NO_CLOCK);
    expect(onAnswer(NO_CLOCK, T, T, T + 10_001)).toBe(NO_CLOCK);
  });
});
