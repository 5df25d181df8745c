import type { Flow } from "./watchdog";

/// Whether anything still comes from the other one: their pictures would stand still, and nobody says so when it is
/// their way to the media server that broke. Pure; `leg.ts` reads the numbers once a second.
export interface Stall {
  /// True or false when it has changed, else null.
  onSample(flows: ReadonlyMap<string, Flow>): boolean | null;
}

/// Shorter hiccups mend themselves; longer, and one talks to a picture.
const SAMPLES = 3;

export function createStall(): Stall {
  let before = 0;
  let quiet = 0;
  let heard = false;
  let stalled = false;
  return {
    onSample: (flows) => {
      const incoming = [...flows].filter(([name]) => name.startsWith("in "));
      const now = incoming.reduce((sum, [, { passed }]) => sum + passed, 0);
      // A microphone sends all the time, muted or not. Where none ever sent, a screen may just not have changed.
      heard ||= (flows.get("in mic")?.passed ?? 0) > 0;
      quiet = now === before ? quiet + 1 : 0;
      before = now;
      const is = heard && quiet >= SAMPLES;
      if (is === stalled) {
        return null;
      }
      stalled = is;
      return stalled;
    },
  };
}
