/// Compares what left and reached the browser with what the worker saw: frames that go round the worker would be
/// unencrypted. Pure; `leg.ts` reads the numbers once a second.

export interface Flow {
  /// Of one half of a transceiver, as the browser's statistics have it.
  readonly packets: number;
  /// Frames that the worker saw there.
  readonly seen: number;
}

export interface Watchdog {
  /// True when packets flowed round the worker.
  onSample(flows: ReadonlyMap<string, Flow>): boolean;
}

/// One sample may catch packets and frames at different moments; this many in a row may not.
const SAMPLES = 3;
/// Fewer packets than that in a second may be leftovers, padding or probes.
const MIN_PACKETS = 5;

export function createWatchdog(): Watchdog {
  let before: ReadonlyMap<string, Flow> = new Map();
  const bad = new Map<string, number>();
  return {
    onSample: (flows) => {
      let unsafe = false;
      for (const [name, now] of flows) {
        const last = before.get(name) ?? { packets: now.packets, seen: now.seen };
        const bypassed = now.packets - last.packets >= MIN_PACKETS && now.seen <= last.seen;
        const inARow = bypassed ? (bad.get(name) ?? 0) + 1 : 0;
        bad.set(name, inARow);
        unsafe ||= inARow >= SAMPLES;
      }
      before = new Map(flows);
      return unsafe;
    },
  };
}
