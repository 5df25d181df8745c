import { describe, expect, it } from "vitest";
import { createHeld } from "./held";

describe("what is held", () => {
  it("is let go in the order in which it came", async () => {
    const held = createHeld();
    const order: string[] = [];
    const all = (["camera", "mic", "camera again"] as const).map((name, ctx) =>
      held.hold(ctx as 0 | 1 | 2, 0).then((confirmed) => order.push(`${name} ${confirmed}`)),
    );
    held.release(true);
    await Promise.all(all);
    expect(order).toEqual(["camera true", "mic true", "camera again true"]);
  });

  it("has a deadline as long as there is something", async () => {
    const held = createHeld();
    expect(held.deadlineMs()).toBe(Infinity);
    const first = held.hold(0, 500);
    void held.hold(0, 900);
    expect(held.deadlineMs()).toBe(1500);
    held.onTimeout(1499);
    expect(held.deadlineMs()).toBe(1500);
    held.onTimeout(1500);
    expect(await first).toBe(false);
    expect(held.deadlineMs()).toBe(Infinity);
  });

  it("is nothing any more once the time is over, so a late confirmation costs no more memory", async () => {
    const held = createHeld();
    void held.hold(0, 0);
    expect(await held.hold(0, 1000)).toBe(false);
    expect(await held.hold(1, 1001)).toBe(false);
  });
});
