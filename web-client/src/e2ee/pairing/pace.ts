/// How often a page pairs. Somebody in between who breaks pairings off after seeing a nonce gets this many tries at
/// the code, and no more.

export const STEP_MS = 5000;
export const MAX_PAIRINGS = 10;
export const WINDOW_MS = 10 * 60_000;
/// So many hellos in a row that nobody answers: longer than a seat is kept for someone who is away.
export const MAX_UNANSWERED = 12;
/// Proves nothing, so a stranger could send one with each message.
export const AGAIN_MS = 20_000;

const RETRY_MS = [1000, 2000, 4000, 8000] as const;
const LONGEST_RETRY_MS = 8000;

export const retryMs = (failures: number): number => RETRY_MS[failures] ?? LONGEST_RETRY_MS;

/// Counts pairings in which own nonces may become known.
export function createAllowance() {
  let taken: readonly number[] = [];
  const recent = (nowMs: number) => taken.filter((at) => nowMs - at < WINDOW_MS);
  return {
    isLeft: (nowMs: number): boolean => recent(nowMs).length < MAX_PAIRINGS,
    take: (nowMs: number): boolean => {
      taken = recent(nowMs);
      if (taken.length >= MAX_PAIRINGS) {
        return false;
      }
      taken = [...taken, nowMs];
      return true;
    },
  };
}

const MAX_SEEN = 256;

/// Remembers what was there before: the newest of it, so that it can't grow.
export function createOnce() {
  const seen = new Set<string>();
  return {
    isNew: (name: string): boolean => {
      if (seen.has(name)) {
        return false;
      }
      seen.add(name);
      if (seen.size > MAX_SEEN) {
        seen.delete([...seen][0] ?? "");
      }
      return true;
    },
  };
}

const GENERATIONS = 16;

/// Does not always begin with 0: a page that comes back should not begin with the number that its last page used.
export function createGenerations(random: (bytes: Uint8Array<ArrayBuffer>) => void) {
  const bytes = new Uint8Array(1);
  random(bytes);
  let generation = (bytes[0] ?? 0) % GENERATIONS;
  return { next: (): number => (generation = (generation + 1) % GENERATIONS) };
}
