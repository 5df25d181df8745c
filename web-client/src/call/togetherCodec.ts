import { boolean, integer, nullable, object, oneOf, type Parsed, string } from "../json/parse";
import type { PlayDose } from "./playing";
import { MAX_WRITES, type Play, type Told } from "./together";

/// How `Told` is written (docs/e2ee.md, section 9).

const exerciseId = string({ pattern: /^[\w-]{1,64}$/ });
const writes = integer(0, MAX_WRITES);
const by = oneOf("host", "invitee");
/// Milliseconds since 1970, or of a play; before its start they are negative.
const ms = integer(-1_000_000_000, 10_000_000_000_000);

const playShape = object({
  exercise: exerciseId,
  sets: integer(1, 99),
  reps: integer(1, 999),
  hold: integer(0, 3600),
  rest: integer(0, 3600),
  still: boolean,
  since: nullable(ms),
  elapsed: nullable(ms),
});

const shape = object({
  at: ms,
  now: object({ n: writes, by, value: nullable(exerciseId) }),
  play: object({ n: writes, by, value: nullable(playShape) }),
  distance: object({ n: writes, by, value: oneOf("off", "asked", "on") }),
});

export function writeTogether({ atMs, now, play, distance }: Told): object {
  return { at: Math.round(atMs), now, play: { ...play, value: play.value && writePlay(play.value) }, distance };
}

export function readTogether(value: unknown): Told {
  const { at, now, play, distance } = shape(value, "$");
  return { atMs: at, now, play: { ...play, value: play.value && readPlay(play.value) }, distance };
}

function writePlay({ exercise, dose, run }: Play): object {
  const { sets, reps, holdSeconds: hold, restSeconds: rest, still } = dose;
  const when = run.kind === "running" ? { since: Math.round(run.sinceMs) } : { elapsed: Math.round(run.elapsedMs) };
  return { exercise, sets, reps, hold, rest, still, ...when };
}

function readPlay({ exercise, sets, reps, hold, rest, still, since, elapsed }: Parsed<typeof playShape>): Play {
  const dose: PlayDose = { sets, reps, holdSeconds: hold, restSeconds: rest, still };
  const run = since === null ? ({ kind: "paused", elapsedMs: elapsed ?? 0 } as const) : ({ kind: "running", sinceMs: since } as const);
  return { exercise, dose, run };
}
