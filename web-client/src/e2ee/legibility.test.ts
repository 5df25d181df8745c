import { describe, expect, it } from "vitest";
import { createLegibility } from "./legibility";

const GOOD = { opened: 30, failed: 0 };
const BAD = { opened: 0, failed: 30 };
const MIXED = { opened: 1, failed: 29 };
const NOTHING = { opened: 0, failed: 0 };

function run(...seconds: readonly (readonly { readonly opened: number; readonly failed: number }[])[]) {
  const legibility = createLegibility();
  return seconds.map((tracks) => legibility.onSecond(tracks));
}
const times = <T>(n: number, value: T): readonly T[] => Array.from({ length: n }, () => value);

describe("what arrives and can't be opened", () => {
  it("is told after more than two seconds, and no more once a frame opens", () => {
    const told = run(...times(3, [BAD]), [MIXED]).map(({ undecodable }) => undecodable);
    expect(told).toEqual([false, false, true, false]);
  });

  it("on one track is told though another one opens", () => {
    expect(run(...times(3, [GOOD, BAD])).at(-1)).toEqual({ undecodable: true, repair: false });
  });

  it("needs other keys after ten seconds in which nothing at all opened, and again ten seconds later", () => {
    const asked = run(...times(22, [BAD, NOTHING])).map(({ repair }) => repair);
    expect(asked.flatMap((repair, at) => (repair ? [at + 1] : []))).toEqual([11, 22]);
  });

  it("is no matter where other tracks open: a junk track must not end the call", () => {
    expect(run(...times(30, [GOOD, BAD])).some(({ repair }) => repair)).toBe(false);
  });

  it("is forgotten when nothing has come on that track for five seconds", () => {
    const told = run(...times(3, [GOOD, BAD]), ...times(5, [GOOD, NOTHING])).map(({ undecodable }) => undecodable);
    expect(told).toEqual([false, false, true, true, true, true, true, false]);
  });

  it("is not counted while nothing comes", () => {
    expect(run([BAD], [BAD], ...times(4, [NOTHING]), [BAD]).at(-1)?.undecodable).toBe(true);
    expect(run(...times(30, [NOTHING])).some(({ undecodable }) => undecodable)).toBe(false);
  });
});
