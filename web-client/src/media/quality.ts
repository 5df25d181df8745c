import type { Quality } from "../call/types";

/// How good the connection of this side is, in five steps. Pure; `stats.ts` reads the numbers.
export interface Sample {
  readonly connected: boolean;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  /// What the other side says it misses of ours, 0 to 1.
  readonly fractionLost: number;
  readonly rttMs: number;
}

/// One bad second is no news; this many are.
const SAMPLES = 2;

export interface QualityMeter {
  /// The quality when it has changed, else null.
  onSample(sample: Sample): Quality | null;
}

export function createQualityMeter(): QualityMeter {
  let before: Sample | null = null;
  let shown: Quality = 4;
  let candidate: Quality = 4;
  let inARow = 0;
  return {
    onSample: (sample) => {
      const quality = judge(before, sample);
      before = sample;
      inARow = quality === candidate ? inARow + 1 : 1;
      candidate = quality;
      if (quality === shown || (inARow < SAMPLES && quality !== 0)) {
        return null;
      }
      shown = quality;
      return quality;
    },
  };
}

function judge(before: Sample | null, now: Sample): Quality {
  if (!now.connected) {
    return 0;
  }
  const received = now.packetsReceived - (before?.packetsReceived ?? now.packetsReceived);
  const lost = Math.max(0, now.packetsLost - (before?.packetsLost ?? now.packetsLost));
  const expected = received + lost;
  const loss = Math.max(expected > 0 ? lost / expected : 0, now.fractionLost);
  if (loss > 0.15 || now.rttMs > 1000) {
    return 1;
  }
  if (loss > 0.07 || now.rttMs > 500) {
    return 2;
  }
  return loss > 0.02 || now.rttMs > 250 ? 3 : 4;
}
