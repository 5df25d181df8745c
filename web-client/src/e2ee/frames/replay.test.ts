import { describe, expect, it } from "vitest";
import { createReplayWindow, createStrictOrder } from "./replay";

describe("the replay window", () => {
  it("takes every CTR once", () => {
    const seen = createReplayWindow();
    expect(seen.mark(0)).toBe(true);
    expect(seen.mayBeNew(0)).toBe(false);
    expect(seen.mark(0)).toBe(false);
  });

  it("lets frames overtake each other by 1023", () => {
    const seen = createReplayWindow();
    seen.mark(5000);
    expect(seen.mayBeNew(5000 - 1023)).toBe(true);
    expect(seen.mayBeNew(5000 - 1024)).toBe(false);
  });

  it("knows after a step what it knew before it", () => {
    const seen = createReplayWindow();
    [0, 2, 3, 31, 32, 1000].forEach((ctr) => seen.mark(ctr));
    expect([0, 1, 2, 3, 4, 31, 32, 33, 999, 1000, 1001].filter((ctr) => !seen.mayBeNew(ctr))).toEqual([
      0, 2, 3, 31, 32, 1000,
    ]);
  });

  it("forgets nothing within its width when it slides, and keeps nothing that lies a width back", () => {
    const seen = createReplayWindow();
    seen.mark(10);
    seen.mark(1033);
    expect(seen.mayBeNew(10)).toBe(false);
    expect(seen.mayBeNew(11)).toBe(true);
    seen.mark(1034);
    expect(seen.mayBeNew(10)).toBe(false);
    expect(seen.mayBeNew(1034 + 10)).toBe(true);
  });

  it("bears a leap over many widths, up to the last CTR", () => {
    const seen = createReplayWindow();
    seen.mark(7);
    seen.mark(2 ** 32 - 1);
    expect(seen.mayBeNew(7)).toBe(false);
    expect(seen.mayBeNew(2 ** 32 - 1)).toBe(false);
    expect(seen.mayBeNew(2 ** 32 - 2)).toBe(true);
    expect(seen.mayBeNew(2 ** 32 - 1024)).toBe(true);
    expect(seen.mayBeNew(2 ** 32 - 1025)).toBe(false);
  });

  it("says the same as a list of all that was marked, over a random run", () => {
    let seed = 20_605;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    const seen = createReplayWindow();
    const marked = new Set<number>();
    let highest = -1;
    for (let step = 0; step < 20_000; step++) {
      const ctr = Math.max(0, highest - 1200 + random(1400) + (random(500) === 0 ? 3000 : 0));
      const isNew = !marked.has(ctr) && ctr > highest - 1024;
      expect(seen.mayBeNew(ctr), `seed 20605, step ${step}`).toBe(isNew);
      expect(seen.mark(ctr)).toBe(isNew);
      if (isNew) {
        marked.add(ctr);
        highest = Math.max(highest, ctr);
      }
    }
  });
});

describe("the strict order of messages", () => {
  it("goes upwards only and counts what was left out", () => {
    const order = createStrictOrder();
    expect(order.mark(0)).toBe(true);
    expect(order.missed).toBe(0);
    expect(order.mark(3)).toBe(true);
    expect(order.missed).toBe(2);
    expect(order.mayBeNew(2)).toBe(false);
    expect(order.mark(3)).toBe(false);
    expect(order.mark(4)).toBe(true);
    expect(order.missed).toBe(0);
  });
});
