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

/// Where there is no way, the packets of a try are repeated ever more seldom; and what is asked for by `Knocking` waits
/// for them too, since a browser gives a new request the connection that an older one began. Only a new socket asks at
/// once. Now and then one is given longer, for a way that is there and slow. Chromium holds back a page that has opened
/// some twenty in vain.
const EAGER_TRY_MS = 2500;
const SLOW_TRY_MS = 5000;
const SLOW_EACH = 4;

export function eagerTryMs(failures: number, random: number): number {
  return (failures % SLOW_EACH === 0 ? SLOW_TRY_MS : EAGER_TRY_MS) + Math.floor(random * 500);
}

/// A first join that gets no answer is given up after so many tries (about 17 s): the person is looking at it.
export const JOIN_TRIES = 6;
/// Someone who had a seat is brought back for so long without being asked.
export const RETURN_FOR_MS = 10 * 60_000;

/// How long an answer to a ping may take where there is reason for doubt. Shorter takes a lost packet for a dead
/// socket; longer, and the person talks to a picture.
const SHORTEST_PROBE_MS = 600;
const LONGEST_PROBE_MS = 3000;

/// `rttMs`: what the last answer took; null: none yet.
export function probeForMs(rttMs: number | null): number {
  return rttMs === null ? LONGEST_PROBE_MS / 2 : Math.min(LONGEST_PROBE_MS, Math.max(SHORTEST_PROBE_MS, 300 + 4 * rttMs));
}

/// Whether there is a way to the server again. A socket that is being opened while there is none asks ever more
/// seldom, and browsers hold back pages that open many; so something small is asked for each second. Where there is
/// no way this burdens nobody; where there is one, the first answer ends it. No clock: times are arguments.
export interface Knocking {
  begin(nowMs: number): void;
  end(): void;
  /// True when one is to be sent now; the next is then due a second later.
  isDue(nowMs: number): boolean;
  /// False: nobody was waiting for it any more.
  onAnswer(): boolean;
  /// There was a way a moment ago, and it may be back any moment.
  isEager(nowMs: number): boolean;
  deadlineMs(): number;
}

const KNOCK_EACH_MS = 800;
/// The seat is not kept much longer, and nobody looks at the page so closely any more.
const EAGER_FOR_MS = 90_000;
const LATER_EACH_MS = 5000;

export function createKnocking(): Knocking {
  let sinceMs: number | null = null;
  let dueMs = Number.POSITIVE_INFINITY;

  function end(): void {
    sinceMs = null;
    dueMs = Number.POSITIVE_INFINITY;
  }

  return {
    begin: (nowMs) => {
      if (sinceMs === null) {
        sinceMs = nowMs;
        dueMs = nowMs + KNOCK_EACH_MS;
      }
    },
    end,
    isDue: (nowMs) => {
      if (sinceMs === null || nowMs < dueMs) {
        return false;
      }
      dueMs = nowMs + (nowMs - sinceMs < EAGER_FOR_MS ? KNOCK_EACH_MS : LATER_EACH_MS);
      return true;
    },
    isEager: (nowMs) => sinceMs !== null && nowMs - sinceMs < EAGER_FOR_MS,
    onAnswer: () => {
      const waited = sinceMs !== null;
      end();
      return waited;
    },
    deadlineMs: () => dueMs,
  };
}
