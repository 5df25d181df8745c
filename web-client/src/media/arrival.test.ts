import { describe, expect, it } from "vitest";
import { createArrival } from "./arrival";

/// Looks each 200 ms at what has arrived by then; answers when what was told.
function look(packetsAt: (nowMs: number) => number, fromMs: number, toMs: number, arrival = createArrival()) {
  const news: (readonly [number, string])[] = [];
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += 200) {
    const what = arrival.onSample(packetsAt(nowMs), nowMs);
    if (what !== null) {
      news.push([nowMs, what]);
    }
  }
  return news;
}

describe("what arrives", () => {
  it("is told to be quiet once when nothing came for 700 ms, and heard with the next packet", () => {
    const packetsAt = (nowMs: number) => (nowMs < 1000 || nowMs >= 5000 ? nowMs / 20 + 1 : 50);
    expect(look(packetsAt, 0, 7000)).toEqual([
      [1800, "quiet"],
      [5000, "heard"],
    ]);
  });

  it("is not quiet before anything has ever come", () => {
    expect(look(() => 0, 0, 10_000)).toEqual([]);
  });

  it("is not quiet while one packet in thirty comes through", () => {
    expect(look((nowMs) => 1 + Math.floor(nowMs / 600), 0, 20_000)).toEqual([]);
  });

  it("is not quiet because nobody looked for a while", () => {
    const arrival = createArrival();
    expect(look((nowMs) => nowMs + 1, 0, 1000, arrival)).toEqual([]);
    expect(arrival.onSample(1001, 61_000)).toBe(null);
    expect(arrival.onSample(1001, 61_200)).toBe(null);
  });
});
