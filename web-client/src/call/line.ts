import type { State } from "./state";
import type { Line, Measured, Quality } from "./types";

/// Whose network is weak. The media server passes the browsers' reports on as they are, so that loss on the one's way
/// up looks like loss on the other's way down: what tells them apart is how each reaches the server, and that each
/// page says itself.

const WEAK: Quality = 2;
/// What is shown at the end whose own line is good.
const FAIR: Quality = 3;
/// A line to the server that is better than this is not to blame.
const BLAMELESS: Quality = 4;

const GOOD: Measured = { quality: 4, link: 4, hears: "yes", sees: "yes" };

export function line({ phase, mine }: State): Line {
  const theirs = phase.kind === "seated" ? phase.theirs : null;
  return lineOf(mine.measured ?? { ...GOOD, quality: mine.quality }, theirs?.quality ?? 4, theirs?.measured ?? null);
}

/// `theirs` is null with a page that only tells the quality.
export function lineOf(mine: Measured, theirQuality: Quality, theirs: Measured | null): Line {
  const heard = { theyHear: theirs?.hears ?? null, theySee: theirs?.sees ?? null };
  const way = Math.min(mine.quality, theirQuality) as Quality;
  if (way > WEAK) {
    return { you: mine.quality, other: theirQuality, weak: null, ...heard };
  }
  const weak = blame(mine, theirs);
  return {
    you: weak === "other" ? FAIR : way,
    other: weak === "you" ? FAIR : way,
    weak,
    ...heard,
  };
}

function blame(mine: Measured, theirs: Measured | null): "you" | "other" | "between" {
  if (mine.quality === 0) {
    return "you";
  }
  if (!theirs) {
    return mine.link <= WEAK ? "you" : "between";
  }
  if (mine.link < theirs.link && mine.link < BLAMELESS) {
    return "you";
  }
  return theirs.link < mine.link && theirs.link < BLAMELESS ? "other" : "between";
}
