import { describe, expect, it } from "vitest";
import { createStall } from "./stall";
import type { Flow } from "./watchdog";

const flows = (mic: number, screen: number): ReadonlyMap<string, Flow> =>
  new Map([
    ["in mic", { unit: "packets", passed: mic, seen: mic }],
    ["in screen", { unit: "frames", passed: screen, seen: screen }],
    ["out mic", { unit: "packets", passed: 7, seen: 7 }],
  ]);

describe("what comes from the other", () => {
  it("has stalled when there was sound and nothing has come for three seconds, and goes on with the next packet", () => {
    const stall = createStall();
    expect(stall.onSample(flows(50, 0))).toBe(null);
    expect([1, 2].map(() => stall.onSample(flows(50, 0)))).toEqual([null, null]);
    expect(stall.onSample(flows(50, 0))).toBe(true);
    expect(stall.onSample(flows(50, 0))).toBe(null);
    expect(stall.onSample(flows(51, 0))).toBe(false);
  });

  it("has not stalled while a screen alone moves", () => {
    const stall = createStall();
    stall.onSample(flows(50, 0));
    for (let second = 1; second < 20; second++) {
      expect(stall.onSample(flows(50, second))).toBe(null);
    }
  });

  it("has not stalled before anything came, nor when a silent screen does not change", () => {
    const stall = createStall();
    for (let second = 0; second < 20; second++) {
      expect(stall.onSample(flows(0, second < 3 ? second : 3))).toBe(null);
    }
  });
});
