/// How long a message takes to the other page and back, asked again and again while somebody wants to know: one question
/// on its way at a time. Pure; times are arguments.
export interface Echo {
  /// When to ask again; null while nobody wants to know.
  readonly askMs: number | null;
  /// The question that is on its way.
  readonly askedMs: number | null;
}

export interface Echoed {
  readonly echo: Echo;
  /// What is known now; null: nothing new. Of a question without an answer, how long it has been waited for.
  readonly roundMs: number | null;
}

export const NO_ECHO: Echo = { askMs: null, askedMs: null };

/// Often enough to hear of a queue before it is long, and too seldom to be one.
const PAUSE_MS = 200;
/// No answer by then is as bad as any.
const WAITS_MS = 1000;

export function wantEcho(nowMs: number): Echo {
  return { askMs: nowMs, askedMs: null };
}

export function isEchoDue({ askMs }: Echo, nowMs: number): boolean {
  return askMs !== null && nowMs >= askMs;
}

export function onEchoAsked({ askedMs }: Echo, nowMs: number): Echoed {
  return { echo: { askMs: nowMs + WAITS_MS, askedMs: nowMs }, roundMs: askedMs === null ? null : passed(askedMs, nowMs) };
}

/// `askedMs`: which question it answers. One that is no longer waited for says nothing.
export function onEchoAnswer(echo: Echo, askedMs: number, nowMs: number): Echoed {
  return echo.askedMs === askedMs
    ? { echo: { askMs: nowMs + PAUSE_MS, askedMs: null }, roundMs: passed(askedMs, nowMs) }
    : { echo, roundMs: null };
}

/// Null: the computer's clock was set meanwhile.
function passed(fromMs: number, toMs: number): number | null {
  return toMs < fromMs ? null : toMs - fromMs;
}
