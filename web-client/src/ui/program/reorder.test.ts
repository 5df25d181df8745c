import { describe, expect, it } from "vitest";
import { afterAt, shift, targetIndex } from "./reorder";

describe("a dragged exercise", () => {
  const heights = [60, 80, 60, 60];

  it("takes the place of each whose middle it has passed", () => {
    expect(targetIndex(heights, 0, 39)).toBe(0);
    expect(targetIndex(heights, 0, 40)).toBe(1);
    expect(targetIndex(heights, 0, 110)).toBe(2);
    expect(targetIndex(heights, 3, -91)).toBe(2);
    expect(targetIndex(heights, 3, -100)).toBe(1);
  });

  it("stays within the list, however far it is dragged", () => {
    expect(targetIndex(heights, 1, 5000)).toBe(3);
    expect(targetIndex(heights, 1, -5000)).toBe(0);
    expect(targetIndex([60], 0, 500)).toBe(0);
  });

  it("is saved as lying after the one above it", () => {
    const ids = ["a", "b", "c", "d"];
    expect(afterAt(ids, 0, 2)).toBe("c");
    expect(afterAt(ids, 3, 0)).toBeNull();
    expect(afterAt(ids, 3, 1)).toBe("a");
  });

  it("has those between its old and its new place make way, and no others", () => {
    expect([0, 1, 2, 3].map((index) => shift(index, 0, 2, 60))).toEqual([0, -60, -60, 0]);
    expect([0, 1, 2, 3].map((index) => shift(index, 3, 1, 60))).toEqual([0, 60, 60, 0]);
  });
});
