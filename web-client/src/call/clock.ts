/// How far the other page's clock is ahead of ours, found inside the call: a question and its answer tell it to half of
/// the way there and back. The quickest of the last answers is the best. Pure; times are arguments.
export interface Clock {
  /// Null: nothing is known yet.
  readonly aheadMs: number | null;
  readonly samples: readonly Sample[];
  /// When to ask again; null while nobody is there to answer.
  readonly askMs: number | null;
  readonly asked: number;
}

interface Sample {
  readonly aheadMs: number;
  readonly roundMs: number;
}

export const NO_CLOCK: Clock = { aheadMs: null, samples: [], askMs: null, asked: 0 };

/// The first questions find the quick way quickly; later ones follow a clock that is set or drifts.
const FIRST_MS = [50, 250, 500, 1000];
const LATER_MS = 30_000;
const MAX_SAMPLES = 8;
/// An answer that took longer says too little.
const MAX_ROUND_MS = 10_000;

/// There are keys with a page, perhaps another one than before.
export function newClock(nowMs: number): Clock {
  return { ...NO_CLOCK, askMs: nowMs + (FIRST_MS[0] ?? 0) };
}

export function onAsk(clock: Clock, nowMs: number): Clock {
  const wait = FIRST_MS[clock.asked + 1] ?? LATER_MS;
  return { ...clock, asked: clock.asked + 1, askMs: nowMs + wait };
}

export function onAnswer(clock: Clock, askedMs: number, theirsMs: number, nowMs: number): Clock {
  const roundMs = nowMs - askedMs;
  if (roundMs < 0 || roundMs > MAX_ROUND_MS) {
    return clock;
  }
  const sample: Sample = { aheadMs: theirsMs - (askedMs + nowMs) / 2, roundMs };
  const samples = [...clock.samples.slice(1 - MAX_SAMPLES), sample];
  const best = samples.reduce((one, other) => (other.roundMs <= one.roundMs ? other : one));
  return { ...clock, samples, aheadMs: best.aheadMs };
}

/// Their time in ours. `toldMs`: their clock when they said it, for a page that has no better way to tell.
export function fromTheirs(clock: Clock, theirsMs: number, toldMs: number, nowMs: number): number {
  return theirsMs - (clock.aheadMs ?? toldMs - nowMs);
}
