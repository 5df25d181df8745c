import type { Measured, Reception } from "../call/types";

/// What several peer connections measure, as one: a line is no better than its worst part, and the other one is heard on
/// whichever carries them. Pure.

/// Of a peer connection that has said nothing yet.
export const GOOD: Measured = { quality: 4, link: 4, hears: "yes", sees: "yes" };

const RECEPTIONS: readonly Reception[] = ["yes", "trouble", "no"];

export function together(parts: readonly Measured[]): Measured {
  const worst = (one: "quality" | "link") =>
    parts.reduce((least, part) => (part[one] < least ? part[one] : least), GOOD[one]);
  const best = (one: "hears" | "sees") => RECEPTIONS.find((it) => parts.some((part) => part[one] === it)) ?? "no";
  return { quality: worst("quality"), link: worst("link"), hears: best("hears"), sees: best("sees") };
}
