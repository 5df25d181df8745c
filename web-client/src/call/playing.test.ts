import { describe, expect, it } from "vitest";
import { playDose, positionAt, skipped } from "./playing";

const none = { sets: null, reps: null, holdSeconds: null, restSeconds: null, perSide: false };
const squat = playDose({ ...none, sets: 3, reps: 10, restSeconds: 60 });

describe("VM-02: what is shown of an exercise that is done together", () => {
  it("counts down, counts repetitions, rests between sets and is done after the last", () => {
    expect(positionAt(squat, -1500)).toEqual({ kind: "ready", leftMs: 1500 });
    expect(positionAt(squat, 0)).toEqual({ kind: "rep", set: 1, count: 1, phase: 0, heldMs: null });
    expect(positionAt(squat, 18_000)).toMatchObject({ kind: "rep", set: 1, count: 7 });
    expect(positionAt(squat, 30_000)).toEqual({ kind: "rest", set: 1, leftMs: 60_000 });
    expect(positionAt(squat, 90_000)).toMatchObject({ kind: "rep", set: 2, count: 1 });
    expect(positionAt(squat, 209_999)).toMatchObject({ kind: "rep", set: 3, count: 10 });
    expect(positionAt(squat, 210_000)).toEqual({ kind: "done" });
    expect(positionAt(squat, 1e9)).toEqual({ kind: "done" });
  });

  it("moves to the end pose, holds it as long as the dose says, and back", () => {
    const bridge = playDose({ ...none, sets: 1, reps: 2, holdSeconds: 3 });
    expect(positionAt(bridge, 650)).toMatchObject({ phase: 0.5, heldMs: null });
    expect(positionAt(bridge, 2300)).toMatchObject({ phase: 1, heldMs: 1000 });
    expect(positionAt(bridge, 4300)).toMatchObject({ phase: 1, heldMs: null });
    expect(positionAt(bridge, 6000)).toMatchObject({ count: 2, phase: 0 });
  });

  it("only holds what has no repetitions, each side in turn", () => {
    const stand = playDose({ ...none, sets: 2, holdSeconds: 30, perSide: true, restSeconds: 0 });
    expect(positionAt(stand, 31_000)).toMatchObject({ kind: "rep", set: 1, count: 2, phase: 1, heldMs: 1000 });
    expect(positionAt(stand, 60_000)).toMatchObject({ kind: "rep", set: 2, count: 1 });
  });

  it("does without a dose, and bounds one that is out of reach", () => {
    expect(playDose(none)).toEqual({ sets: 1, reps: 10, holdSeconds: 0, restSeconds: 30, still: false });
    expect(playDose({ ...none, sets: -3, reps: 100_000, perSide: true })).toMatchObject({ sets: 1, reps: 998 });
  });

  it("skips a set to its rest, a rest to the next set, and nothing once it is done", () => {
    expect(positionAt(squat, skipped(squat, 4000))).toMatchObject({ kind: "rest", set: 1 });
    expect(positionAt(squat, skipped(squat, 40_000))).toMatchObject({ kind: "rep", set: 2, count: 1 });
    expect(positionAt(squat, skipped(squat, 200_000))).toEqual({ kind: "done" });
    expect(skipped(squat, 500_000)).toBe(500_000);
  });
});
