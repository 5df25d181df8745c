import { assertNever } from "./assertNever";
import { type Clock, fromTheirs, NO_CLOCK } from "./clock";
import { LEAD_MS, type PlayDose, skipped } from "./playing";
import type { Seat } from "./types";

/// What the two look at and do together: the exercise that one points at, an exercise that plays at both, and whether
/// the client stands back. Each is a register that says how it is, not what changed: the later write holds at both, of
/// two at once the instructor's. So it does not matter which message comes first, and who comes late is told again.
/// Pure; times are arguments.

export interface Register<T> {
  /// How many times it was written.
  readonly n: number;
  readonly by: Seat;
  readonly value: T;
}

export type Run = { readonly kind: "running"; readonly sinceMs: number } | { readonly kind: "paused"; readonly elapsedMs: number };

export interface Play {
  readonly exercise: string;
  readonly dose: PlayDose;
  readonly run: Run;
}

/// `asked`: the instructor suggests it, and the client has not answered.
export type Distance = "off" | "asked" | "on";

/// As it travels: times by the clock of who says it, `atMs` being when.
export interface Told {
  readonly atMs: number;
  readonly now: Register<string | null>;
  readonly play: Register<Play | null>;
  readonly distance: Register<Distance>;
}

export interface Together {
  readonly now: Register<string | null>;
  readonly play: Register<Play | null>;
  /// Set while `play` counts in the other's time: it follows what becomes known of their clock.
  readonly playTheirs: { readonly sinceMs: number; readonly toldMs: number; readonly heardMs: number } | null;
  readonly distance: Register<Distance>;
  readonly clock: Clock;
}

export type TogetherAct =
  | { readonly kind: "point"; readonly exercise: string | null }
  | { readonly kind: "play"; readonly exercise: string; readonly dose: PlayDose }
  | { readonly kind: "pause" }
  | { readonly kind: "resume" }
  /// To the rest after this set, or to the next set.
  | { readonly kind: "skip" }
  | { readonly kind: "stopPlay" }
  /// The instructor suggests it; the client's own wish needs no more.
  | { readonly kind: "standBack" }
  /// The client's answer, or the end of it by either.
  | { readonly kind: "distanceYes" }
  | { readonly kind: "closeUp" };

const unwritten = <T>(value: T): Register<T> => ({ n: 0, by: "invitee", value });

export const NOT_TOGETHER: Together = {
  now: unwritten(null),
  play: unwritten(null),
  playTheirs: null,
  distance: unwritten("off"),
  clock: NO_CLOCK,
};

/// Nobody presses so often; a number near the largest could not be outdone.
export const MAX_WRITES = 1_000_000;

export function runElapsedMs(run: Run, nowMs: number): number {
  return run.kind === "running" ? nowMs - run.sinceMs : run.elapsedMs;
}

export function act(together: Together, press: TogetherAct, by: Seat, nowMs: number): Together {
  switch (press.kind) {
    case "point":
      return together.now.value === press.exercise ? together : { ...together, now: written(together.now, press.exercise, by) };
    case "play":
      return playing(
        { ...together, now: together.now.value === press.exercise ? together.now : written(together.now, press.exercise, by) },
        { exercise: press.exercise, dose: press.dose, run: { kind: "running", sinceMs: nowMs + LEAD_MS } },
        by,
      );
    case "pause":
      return changed(together, by, (play) =>
        play.run.kind === "paused" ? play : { ...play, run: { kind: "paused", elapsedMs: runElapsedMs(play.run, nowMs) } },
      );
    case "resume":
      return changed(together, by, (play) =>
        play.run.kind === "running" ? play : { ...play, run: { kind: "running", sinceMs: nowMs - play.run.elapsedMs } },
      );
    case "skip":
      return changed(together, by, (play) => skip(play, nowMs));
    case "stopPlay":
      return together.play.value === null ? together : playing(together, null, by);
    case "standBack":
      return together.distance.value === "on" ? together : standing(together, by === "host" ? "asked" : "on", by);
    case "distanceYes":
      // Nobody but the client says yes.
      return by === "invitee" && together.distance.value !== "on" ? standing(together, "on", by) : together;
    case "closeUp":
      return together.distance.value === "off" ? together : standing(together, "off", by);
    default:
      return assertNever(press);
  }
}

function skip(play: Play, nowMs: number): Play {
  const elapsed = runElapsedMs(play.run, nowMs);
  const to = skipped(play.dose, elapsed);
  if (to === elapsed) {
    return play;
  }
  const run: Run = play.run.kind === "paused" ? { kind: "paused", elapsedMs: to } : { kind: "running", sinceMs: nowMs - to };
  return { ...play, run };
}

/// What the other page says: each register by itself, so that pressing on different things at once loses nothing.
export function onTold(together: Together, told: Told, nowMs: number): Together {
  const now = later(together.now, told.now);
  const distance = isSaidByWhoMay(told.distance) ? later(together.distance, told.distance) : together.distance;
  if (later(together.play, told.play) === together.play) {
    return { ...together, now, distance };
  }
  const run = told.play.value?.run;
  const playTheirs = run?.kind === "running" ? { sinceMs: run.sinceMs, toldMs: told.atMs, heardMs: nowMs } : null;
  return inOwnTime({ ...together, now, distance, play: told.play, playTheirs });
}

/// The clocks are better known now.
export function withClock(together: Together, clock: Clock): Together {
  return inOwnTime({ ...together, clock });
}

/// Another page of theirs may be there now, with another clock: what counts is kept in ours.
export function withNewClock(together: Together, clock: Clock): Together {
  return { ...together, playTheirs: null, clock };
}

export function tellTogether({ now, play, distance }: Together, nowMs: number): Told {
  return { atMs: nowMs, now, play, distance };
}

export function isUntouched({ now, play, distance }: Together): boolean {
  return now.n === 0 && play.n === 0 && distance.n === 0;
}

function isSaidByWhoMay({ by, value }: Register<Distance>): boolean {
  return value !== "on" || by === "invitee";
}

function inOwnTime(together: Together): Together {
  const { play, playTheirs } = together;
  if (playTheirs === null || play.value?.run.kind !== "running") {
    return together;
  }
  const sinceMs = Math.round(fromTheirs(together.clock, playTheirs.sinceMs, playTheirs.toldMs, playTheirs.heardMs));
  return { ...together, play: { ...play, value: { ...play.value, run: { kind: "running", sinceMs } } } };
}

function changed(together: Together, by: Seat, change: (play: Play) => Play): Together {
  const { value } = together.play;
  const after = value && change(value);
  return after === null || after === value ? together : playing(together, after, by);
}

function playing(together: Together, play: Play | null, by: Seat): Together {
  return { ...together, play: written(together.play, play, by), playTheirs: null };
}

function standing(together: Together, distance: Distance, by: Seat): Together {
  return { ...together, distance: written(together.distance, distance, by) };
}

function written<T>(before: Register<T>, value: T, by: Seat): Register<T> {
  return { n: Math.min(MAX_WRITES, before.n + 1), by, value };
}

function later<T>(own: Register<T>, told: Register<T>): Register<T> {
  return told.n > own.n || (told.n === own.n && told.by === "host" && own.by === "invitee" && own.n > 0) ? told : own;
}
