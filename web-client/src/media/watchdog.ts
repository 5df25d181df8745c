/// Compares what left and reached the browser with what the worker saw: what goes round the worker would be
/// unencrypted. Pure; `leg.ts` reads the numbers once a second.

export interface Flow {
  /// What the browser's statistics count of one half of a transceiver.
  readonly unit: "frames" | "packets";
  readonly passed: number;
  /// Frames that the worker saw there.
  readonly seen: number;
}

export interface Watchdog {
  /// True when something flowed round the worker.
  onSample(flows: ReadonlyMap<string, Flow>): boolean;
}

/// One sample may catch the two counts at different moments; this many in a row may not. A bypass is found within as
/// many seconds and a little more.
const SAMPLES = 2;
/// Fewer packets than that in a second may be leftovers, padding or probes, which the worker never sees.
const MIN_PACKETS = 5;
/// Frames are counted one for one on both sides, but for those on their way between the two.
const MIN_FRAMES = 3;

interface Watched {
  readonly passed: number;
  readonly seen: number;
  readonly inARow: number;
}

/// A peer connection begins with nothing passed and nothing seen.
const NOTHING: Watched = { passed: 0, seen: 0, inARow: 0 };

export function createWatchdog(): Watchdog {
  const watched = new Map<string, Watched>();
  return {
    onSample: (flows) => {
      let unsafe = false;
      for (const [name, flow] of flows) {
        const after = look(watched.get(name) ?? NOTHING, flow);
        watched.set(name, after);
        unsafe ||= after.inARow >= SAMPLES;
      }
      return unsafe;
    },
  };
}

function look(before: Watched, { unit, passed, seen }: Flow): Watched {
  const more = passed - before.passed;
  if (seen > before.seen || more < 0) {
    return { passed, seen, inARow: 0 };
  }
  if (unit === "packets") {
    return { passed, seen, inARow: more >= MIN_PACKETS ? before.inARow + 1 : 0 };
  }
  // A screen that hardly moves gives a frame now and then: they are added up until the worker has seen one as well.
  return more < MIN_FRAMES ? before : { passed: before.passed, seen, inARow: before.inARow + 1 };
}
