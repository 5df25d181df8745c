import { describe, expect, it } from "vitest";
import { lineOf } from "./line";
import type { Measured } from "./types";

const good: Measured = { quality: 4, link: 4, hears: "yes", sees: "yes" };
const bad: Measured = { ...good, quality: 1 };

describe("whose network is weak", () => {
  it.each<[string, Measured, number, Measured | null, object]>([
    ["nobody's, while it is fair", { ...good, quality: 3 }, 4, good, { you: 3, other: 4, weak: null }],
    ["one's own, when only the own way to the server is bad", { ...bad, link: 2 }, 1, bad, { you: 1, other: 3, weak: "you" }],
    ["the other's, when only theirs is", bad, 1, { ...bad, link: 1 }, { you: 3, other: 1, weak: "other" }],
    ["not to be told, when both ways are alike", bad, 1, bad, { you: 1, other: 1, weak: "between" }],
    ["not to be told, when both ways are bad alike", { ...bad, link: 1 }, 1, { ...bad, link: 1 }, { weak: "between" }],
    ["the worse one's", { ...bad, link: 1 }, 1, { ...bad, link: 2 }, { weak: "you" }],
    ["also told when only the other page suffers", { ...good, link: 2 }, 2, { ...good, quality: 2 }, { you: 2, other: 3, weak: "you" }],
    ["one's own, when nothing gets through", { ...good, quality: 0, link: 0 }, 4, good, { you: 0, weak: "you" }],
    ["not blamed on a page that tells nothing", bad, 1, null, { weak: "between", theyHear: null, theySee: null }],
  ])("is %s", (_, mine, theirQuality, theirs, expected) => {
    expect(lineOf(mine, theirQuality as Measured["quality"], theirs)).toMatchObject(expected);
  });

  it("goes with what the other hears and sees of us", () => {
    expect(lineOf(good, 4, { ...good, hears: "trouble", sees: "no" })).toMatchObject({ theyHear: "trouble", theySee: "no" });
  });
});
