import type { MediaCtx } from "./kid";

/// How one track fares. "Cannot be decrypted" is what people are told when much fails and nothing is opened.
export interface Tally {
  readonly opened: number;
  readonly failed: number;
}

export interface Tallies {
  count(ctx: MediaCtx, what: keyof Tally): void;
  /// Since it was last asked.
  take(): Readonly<Record<MediaCtx, Tally>>;
}

export function createTallies(): Tallies {
  let now = fresh();
  return {
    count: (ctx, what) => {
      now[ctx][what]++;
    },
    take: () => {
      const taken = now;
      now = fresh();
      return taken;
    },
  };
}

function fresh(): Record<MediaCtx, { opened: number; failed: number }> {
  const none = () => ({ opened: 0, failed: 0 });
  return { 0: none(), 1: none(), 2: none(), 3: none() };
}
