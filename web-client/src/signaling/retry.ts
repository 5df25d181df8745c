/// Waits between tries (docs/protocol.md 5): the first at once, so that a moved or restarted server costs
/// nothing; then slower, so that many pages do not storm a server that is just coming back.
const WAITS_MS = [0, 300, 1200, 2700, 4800, 7000] as const;
const LONGEST_MS = 7000;
const SPREAD_MS = 1000;

/// `random` is 0 to 1.
export function waitMs(failures: number, random: number): number {
  const wait = WAITS_MS[failures] ?? LONGEST_MS;
  return wait === 0 ? 0 : wait + Math.floor(random * SPREAD_MS);
}

/// A first join that gets no answer is given up after so many tries (about 17 s): the person is looking at it.
export const JOIN_TRIES = 6;
/// Someone who had a seat is brought back for so long without being asked.
export const RETURN_FOR_MS = 10 * 60_000;
