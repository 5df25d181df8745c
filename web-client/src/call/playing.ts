/// Doing an exercise together: what the figure and the count show at a moment. Everything follows from the dose and the
/// time since the start, so two pages that agree on these two show the same picture.

export interface PlayDose {
  readonly sets: number;
  readonly reps: number;
  readonly holdSeconds: number;
  readonly restSeconds: number;
  /// Nothing moves within a repetition: a stand or a plank is only held.
  readonly still: boolean;
}

export type Position =
  /// Counting down, so that both are ready.
  | { readonly kind: "ready"; readonly leftMs: number }
  /// `count`: the repetition that is being done, from 1. `phase`: 0 at its start pose, 1 at its end pose.
  | { readonly kind: "rep"; readonly set: number; readonly count: number; readonly phase: number; readonly heldMs: number | null }
  /// `set`: the one that is done.
  | { readonly kind: "rest"; readonly set: number; readonly leftMs: number }
  | { readonly kind: "done" };

/// Long enough to arrive at the other and to be read.
export const LEAD_MS = 3000;
const OUT_MS = 1300;
const BACK_MS = 1700;
/// Where the program says nothing of a rest.
const REST_S = 30;

interface Dosed {
  readonly sets: number | null;
  readonly reps: number | null;
  readonly holdSeconds: number | null;
  readonly restSeconds: number | null;
  readonly perSide: boolean | null;
}

const within = (value: number | null, otherwise: number, max: number): number =>
  Math.min(max, Math.max(1, Math.round(value === null || value === 0 ? otherwise : value)));

export function playDose({ sets, reps, holdSeconds, restSeconds, perSide }: Dosed): PlayDose {
  const sides = perSide === true ? 2 : 1;
  const still = reps === null && holdSeconds !== null;
  return {
    sets: within(sets, 1, 99),
    reps: Math.min(999, within(reps, still ? 1 : 10, 499) * sides),
    holdSeconds: Math.max(0, Math.min(3600, Math.round(holdSeconds ?? 0))),
    restSeconds: Math.max(0, Math.min(3600, Math.round(restSeconds ?? REST_S))),
    still,
  };
}

function repMs(dose: PlayDose): number {
  const hold = dose.holdSeconds * 1000;
  return dose.still ? Math.max(1000, hold) : OUT_MS + hold + BACK_MS;
}

const setMs = (dose: PlayDose): number => dose.reps * repMs(dose);
const restMs = (dose: PlayDose): number => dose.restSeconds * 1000;

export function positionAt(dose: PlayDose, elapsedMs: number): Position {
  if (elapsedMs < 0) {
    return { kind: "ready", leftMs: -elapsedMs };
  }
  const round = setMs(dose) + restMs(dose);
  const done = Math.floor(elapsedMs / round);
  const within = elapsedMs - done * round;
  // There is no rest after the last set.
  if (done >= dose.sets || (done === dose.sets - 1 && within >= setMs(dose))) {
    return { kind: "done" };
  }
  if (within >= setMs(dose)) {
    return { kind: "rest", set: done + 1, leftMs: round - within };
  }
  const count = Math.floor(within / repMs(dose));
  const inRep = within - count * repMs(dose);
  return { kind: "rep", set: done + 1, count: count + 1, phase: phaseAt(dose, inRep), heldMs: heldAt(dose, inRep) };
}

/// Where the next part begins: after a set its rest, after a rest the next set.
export function skipped(dose: PlayDose, elapsedMs: number): number {
  const position = positionAt(dose, elapsedMs);
  const round = setMs(dose) + restMs(dose);
  switch (position.kind) {
    case "ready":
      return 0;
    case "rep":
      return (position.set - 1) * round + setMs(dose);
    case "rest":
      return position.set * round;
    case "done":
      return elapsedMs;
  }
}

function phaseAt(dose: PlayDose, inRepMs: number): number {
  if (dose.still) {
    return 1;
  }
  const hold = dose.holdSeconds * 1000;
  if (inRepMs < OUT_MS) {
    return eased(inRepMs / OUT_MS);
  }
  return inRepMs < OUT_MS + hold ? 1 : eased(1 - (inRepMs - OUT_MS - hold) / BACK_MS);
}

/// For how long the pose has been held; null outside of it.
function heldAt(dose: PlayDose, inRepMs: number): number | null {
  const from = dose.still ? 0 : OUT_MS;
  const hold = dose.holdSeconds * 1000;
  return hold > 0 && inRepMs >= from && inRepMs < from + hold ? inRepMs - from : null;
}

/// Slow at both ends, as a body moves.
function eased(part: number): number {
  const bounded = Math.max(0, Math.min(1, part));
  return bounded * bounded * (3 - 2 * bounded);
}
