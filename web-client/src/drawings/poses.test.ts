import { describe, expect, it } from "vitest";
import { DRAWINGS } from "./library";
import { between, type Chain } from "./poses";

const length = (chain: Chain, at: number): number => {
  const [x0, y0] = chain[at - 1] ?? [0, 0];
  const [x1, y1] = chain[at] ?? [0, 0];
  return Math.hypot(x1 - x0, y1 - y0);
};

describe("the exercise drawings", () => {
  it("are enough to make a program of", () => {
    expect(Object.keys(DRAWINGS).length).toBeGreaterThanOrEqual(25);
  });

  it.each(Object.entries(DRAWINGS))("%s stays in its picture and keeps its bones through the movement", (_, { start, end }) => {
    for (let part = 0; part <= 1; part += 0.1) {
      const pose = between(start, end, part);
      const chains = [pose.nearLeg, pose.farLeg, pose.nearArm, pose.farArm, pose.torso];
      for (const [x, y] of [...chains.flat(), pose.head]) {
        expect(x).toBeGreaterThan(4);
        expect(x).toBeLessThan(156);
        expect(y).toBeGreaterThan(2);
        expect(y).toBeLessThan(113);
      }
      for (const [index, chain] of chains.entries()) {
        for (let at = 1; at < chain.length; at++) {
          const ends = [start, end].map((one) => length([one.nearLeg, one.farLeg, one.nearArm, one.farArm, one.torso][index] ?? [], at));
          expect(length(chain, at)).toBeGreaterThan(Math.min(...ends) - 0.5);
        }
      }
    }
  });
});
