import { describe, expect, it } from "vitest";
import { GOOD, together } from "./lines";

describe("the line of several peer connections", () => {
  it("is no better than its worst part", () => {
    expect(together([{ ...GOOD, quality: 2 }, { ...GOOD, link: 1 }])).toEqual({ quality: 2, link: 1, hears: "yes", sees: "yes" });
  });

  it("carries the other one on whichever receives", () => {
    const onlySends = { ...GOOD, hears: "no", sees: "no" } as const;
    expect(together([onlySends, { ...GOOD, sees: "trouble" }])).toEqual({ quality: 4, link: 4, hears: "yes", sees: "trouble" });
    expect(together([onlySends])).toEqual(onlySends);
  });
});
