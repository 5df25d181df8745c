import type { Measured, Quality, Reception } from "../call/types";

/// What the statistics say of the line: how good it is, what comes of the other one, how much room there is. Pure;
/// `stats.ts` reads the numbers once a second.
export interface Reading {
  readonly connected: boolean;
  /// By which way packets go: another has another round trip.
  readonly path: string;
  /// Of everything that comes in.
  readonly packetsReceived: number;
  readonly packetsLost: number;
  /// What the other side says it misses of ours, 0 to 1.
  readonly fractionLost: number;
  /// To the other one and back.
  readonly rttMs: number;
  /// To the media server (or the relay) and back: the own line alone.
  readonly serverRttMs: number;
  /// Connectivity checks to it, and how many were answered.
  readonly checksSent: number;
  readonly checksAnswered: number;
  readonly soundPackets: number;
  /// Samples of sound that were played, and those of them that had to be made up.
  readonly samples: number;
  readonly madeUp: number;
  readonly framesDecoded: number;
  /// Bits a second for everything that is sent, as the browser believes; null where it does not say.
  readonly roomBps: number | null;
  readonly camera: CameraReading;
}

export interface CameraReading {
  /// Without repeats of what got lost: on a full line they are most of what is sent.
  readonly bytesSent: number;
  readonly framesPerSecond: number;
  /// As it is sent, and as it would be: what the camera gives, less what this page itself asks to be left out.
  readonly width: number;
  readonly capturedWidth: number;
}

export interface LineMeter {
  /// What is measured when it has changed, else null; and the room for what is sent, where something limits it. `calm`: nothing waits
  /// in a queue, and next to nothing is lost; `lossy`: nothing waits, but much is lost, and that hardly for want of room.
  onReading(reading: Reading): { readonly measured: Measured | null; readonly roomBps: number | null; readonly calm: boolean; readonly lossy: boolean };
}

/// One bad second is no news; this many are.
const LASTS = 2;
/// Over so many readings sound and pictures are judged, and checks (of which there is one in two to five seconds).
const HEARD_OVER = 5;
const CHECKED_OVER = 25;
const MANY_CHECKS = 6;

export function createLineMeter(): LineMeter {
  const past: Reading[] = [];
  let shown: Measured = { quality: 4, link: 4, hears: "yes", sees: "yes" };
  let candidate: Measured = shown;
  let inARow = 0;
  let bestRttMs = Infinity;
  let tooMuchBps = Infinity;
  let unsent = 0;
  return {
    onReading: (reading) => {
      const before = past.at(-1) ?? reading;
      unsent = reading.camera.bytesSent > before.camera.bytesSent ? 0 : unsent + 1;
      if (reading.path !== before.path || unsent >= QUEUE_IS_GONE) {
        bestRttMs = Infinity;
      }
      bestRttMs = reading.rttMs > 0 ? Math.min(bestRttMs + BEST_GROWS_MS, reading.rttMs) : bestRttMs;
      const waitsMs = Math.max(0, reading.rttMs - bestRttMs);
      past.push(reading);
      if (past.length > CHECKED_OVER) {
        past.shift();
      }
      const measured = judge(past, before, reading);
      inARow = isSame(measured, candidate) ? inARow + 1 : 1;
      candidate = measured;
      const isNews = !isSame(measured, shown) && (inARow >= LASTS || measured.quality === 0);
      if (isNews) {
        shown = measured;
      }
      const waits = waitsMs >= CALM_MS;
      tooMuchBps = waitsMs > WAITS_MS ? Math.min(tooMuchBps, sentBps(before, reading)) * (waitsMs > WAITS_LONG_MS ? MUCH_LESS : LESS) : Infinity;
      const lost = lostLately(past);
      return {
        measured: isNews ? measured : null,
        roomBps: reading.roomBps ?? (Number.isFinite(tooMuchBps) ? tooMuchBps : roomOf(before, reading)),
        calm: !waits && reading.fractionLost < CALM_LOSS,
        lossy: !waits && lost >= CALM_LOSS && lost < MOST_LOSS,
      };
    },
  };
}

function isSame(a: Measured, b: Measured): boolean {
  return a.quality === b.quality && a.link === b.link && a.hears === b.hears && a.sees === b.sees;
}

function judge(past: readonly Reading[], before: Reading, now: Reading): Measured {
  if (!now.connected) {
    return { quality: 0, link: 0, hears: "no", sees: "no" };
  }
  const earlier = past.at(-1 - HEARD_OVER) ?? null;
  return { quality: between(before, now), link: own(past, now), hears: hears(earlier, now), sees: sees(earlier, now) };
}

/// The whole way between the two, in both directions.
function between(before: Reading, now: Reading): Quality {
  const received = now.packetsReceived - before.packetsReceived;
  const lost = Math.max(0, now.packetsLost - before.packetsLost);
  const expected = received + lost;
  const loss = Math.max(expected > 0 ? lost / expected : 0, now.fractionLost);
  return levelOf(loss, [0.15, 0.07, 0.02], now.rttMs, [1000, 500, 250]);
}

/// The own line alone. Packets are no help: what the media server did not get and what it did not get through look
/// alike. Checks go to it and back.
function own(past: readonly Reading[], now: Reading): Quality {
  const first = past[0] ?? now;
  const sent = now.checksSent - first.checksSent;
  // The last one may still be on its way.
  const missing = sent - (now.checksAnswered - first.checksAnswered) - 1;
  const loss = sent >= MANY_CHECKS ? Math.max(0, missing) / sent : 0;
  return levelOf(loss, [0.25, 0.12, 0.05], now.serverRttMs, [600, 300, 150]);
}

/// Above which loss and which round trip a line is no better than 1, 2 and 3.
type Limits = readonly [poor: number, weak: number, fair: number];

function levelOf(loss: number, losses: Limits, rttMs: number, rtts: Limits): Quality {
  if (loss > losses[0] || rttMs > rtts[0]) {
    return 1;
  }
  if (loss > losses[1] || rttMs > rtts[1]) {
    return 2;
  }
  return loss > losses[2] || rttMs > rtts[2] ? 3 : 4;
}

function hears(earlier: Reading | null, now: Reading): Reception {
  if (!earlier) {
    return "yes";
  }
  if (now.soundPackets === earlier.soundPackets) {
    return "no";
  }
  const samples = now.samples - earlier.samples;
  return samples > 0 && (now.madeUp - earlier.madeUp) / samples > 0.1 ? "trouble" : "yes";
}

/// Fewer pictures than this a second look broken.
const SMOOTH_FPS = 7;

function sees(earlier: Reading | null, now: Reading): Reception {
  if (!earlier) {
    return "yes";
  }
  const frames = now.framesDecoded - earlier.framesDecoded;
  if (frames === 0) {
    return "no";
  }
  return frames < SMOOTH_FPS * HEARD_OVER ? "trouble" : "yes";
}

/// What else goes along with the camera's pictures: the voice.
const VOICE_BPS = 70_000;
/// A camera whose picture was made so small, and takes so little, has no more room.
const SQUEEZED_TO = 0.5;
const SQUEEZED_BPS = 150_000;
/// So much longer than at its best a packet takes: it waits in a queue that what is sent has filled. Then there is less
/// room than that, and less again while it goes on: Firefox sent 200 kbit/s of pictures, and up to 3 Mbit/s of repeats,
/// into a line of 100 for as long as the line was short, and believed in all of it.
const WAITS_MS = 150;
const LESS = 0.75;
const WAITS_LONG_MS = 400;
const MUCH_LESS = 0.5;
const CALM_MS = 100;
const CALM_LOSS = 0.05;
/// A line on which more is lost, though nothing waits, has a limit that throws away what is too much.
const MOST_LOSS = 0.35;
/// The best is forgotten so slowly, a reading, that minutes of a full queue don't pass for a good line.
const BEST_GROWS_MS = 1;
/// So many seconds after the last picture nothing of them waits any more: the way itself takes that long now.
const QUEUE_IS_GONE = 5;
const BROKEN_FPS = 5;

/// Of the few packets of a second a share by chance gets lost.
function lostLately(past: readonly Reading[]): number {
  const lately = past.slice(-HEARD_OVER);
  return lately.reduce((sum, { fractionLost }) => sum + fractionLost, 0) / lately.length;
}

/// What gets through tells how much room there is where the browser does not say what it believes, once the encoder is
/// plainly held back.
function roomOf(before: Reading, now: Reading): number | null {
  const { camera } = now;
  const bps = sentBps(before, now);
  const isSqueezed = camera.capturedWidth > 0 && camera.width <= SQUEEZED_TO * camera.capturedWidth && bps < SQUEEZED_BPS + VOICE_BPS;
  const isBroken = camera.width > 0 && camera.framesPerSecond < BROKEN_FPS;
  return isSqueezed || isBroken ? bps : null;
}

function sentBps(before: Reading, { camera }: Reading): number {
  return Math.max(0, camera.bytesSent - before.camera.bytesSent) * 8 + VOICE_BPS;
}
