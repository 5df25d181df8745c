import type { Share } from "./encodingRule";

/// What the camera may take while the line is short: the voice goes first. It gives way step by step, pauses the
/// camera when there is no room for both, and comes back by itself: whether it may is tried out unseen, so that nobody sees
/// a camera that comes and goes. Pure; `leg.ts` reads the numbers each second.
export interface LineSample {
  /// The camera is on, and there is somebody to send to.
  readonly sending: boolean;
  /// The connection is up, and something comes from the other one: only then do the figures tell anything. What a dead
  /// line leaves unanswered, theirs as well as ours, says nothing of how much goes through.
  readonly heard: boolean;
  readonly sharing: boolean;
  /// Bits a second that there is room for; null where nothing tells of a limit.
  readonly roomBps: number | null;
  /// Packets neither wait nor get lost.
  readonly calm: boolean;
  /// Packets get lost, but none waits: the line is hardly full.
  readonly lossy: boolean;
}

export interface Shortage {
  /// The new share when it has changed, else null.
  onSample(sample: LineSample, nowMs: number): Share | null;
  /// A message took so long to the other page and back while a paused camera was tried out. What waits in a queue shows
  /// here at once, seconds before the peer connection's own reports.
  onEcho(roundMs: number, nowMs: number): Share | null;
  /// The person wants to be seen all the same: no pause until the line has been good once.
  insist(nowMs: number): Share | null;
}

/// Steps from the most to the least, with the room below which each is left for the next, and from which it is
/// taken again. The voice alone takes some 70 kbit/s. Of a camera that may not send more, the browser can't learn
/// that there is much more room: what it must believe for the way up is only a little above what it sends.
const STEPS: readonly { readonly share: Share; readonly leaveBelow: number; readonly enterFrom: number }[] = [
  { share: "full", leaveBelow: 350_000, enterFrom: 330_000 },
  { share: "half", leaveBelow: 200_000, enterFrom: 150_000 },
  { share: "small", leaveBelow: 110_000, enterFrom: 0 },
  { share: "none", leaveBelow: 0, enterFrom: 0 },
];
const PAUSED = STEPS.length - 1;
const SMALL = PAUSED - 1;
/// Beside a screen the face is the first to go.
const PAUSED_BELOW_WHILE_SHARING = 250_000;

/// Of what a line loses the browser hears by reports of which it loses as many: it takes less than two thirds of what it
/// sends for delivered, where a fifth gets lost, and believes in no more than it sends. A line that loses without being
/// full gives a voice no more room when the camera pauses, and only what is sent can show that the line is wide.
const BELIEVED_WHEN_LOSSY = 0.6;

/// The estimate of a new connection climbs for some seconds.
const SETTLES_MS = 8000;
/// So does that of a connection of which nothing was heard for so long. Not sooner: a line that is full is silent for a
/// second now and then, and a camera that took all of it again for that would keep it full.
const UNHEARD_MS = 3000;
/// One bad second is no news.
const SHORT_SAMPLES = 3;
const GOOD_SAMPLES = 4;
/// A way up that is given up within this has failed.
const TRIAL_MS = 8000;
/// The next try waits twice as long, up to this.
const LONGEST_WAIT_SAMPLES = 32;
/// A paused camera is tried out after so long and again and again: with the trial less than the ten seconds within which
/// it is to be back. One that came back too soon, for all to see, waits twice as long each time.
const FIRST_PAUSE_MS = 4000;
const LONGEST_PAUSE_MS = 24_000;
const TRY_FOR_MS = 3000;
const TRY_AT_MOST_MS = 5000;
/// Two messages one after the other that waited so long together: the trial fills the line, and ends before the voice
/// is late. A key frame that keeps one of them waiting, or a browser that is busy, is none.
const FULL_MS = 200;
/// A browser that sends little believes in little more: its estimate can't tell in a trial, nor for a while after it.
const BELIEVES_AFTER_MS = 10_000;
/// After so long without a shortage, what failed before is forgotten.
const FORGETS_MS = 60_000;

export function createShortage(): Shortage {
  let at = 0;
  let sendingSinceMs: number | null = null;
  let unheardSinceMs: number | null = null;
  let changedMs = 0;
  let climbed = false;
  let short = 0;
  let good = 0;
  let wait = GOOD_SAMPLES;
  let pauseMs = FIRST_PAUSE_MS;
  let insists = false;
  let tryingSinceMs: number | null = null;
  let cameBackMs = Number.NEGATIVE_INFINITY;
  let quickestEchoMs = Infinity;
  let echoWaitedMs = 0;
  let losesPackets = false;

  function go(to: number, nowMs: number): Share {
    climbed = to < at;
    at = to;
    tryingSinceMs = null;
    changedMs = nowMs;
    short = 0;
    good = 0;
    if (at === 0) {
      insists = false;
    }
    return share();
  }

  function share(): Share {
    return STEPS[at]?.share ?? "none";
  }

  /// What there is no room for either is left out, but for the smallest picture.
  function down(room: number, nowMs: number): Share | null {
    const fitting = STEPS.findIndex(({ leaveBelow }, index) => index > at && room >= leaveBelow);
    const to = at < SMALL || insists ? Math.min(fitting, SMALL) : PAUSED;
    if (to === at) {
      return null;
    }
    if (to === PAUSED) {
      pauseMs = nowMs - cameBackMs < FORGETS_MS ? Math.min(2 * pauseMs, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
    } else if (climbed && nowMs - changedMs < TRIAL_MS) {
      wait = Math.min(2 * wait, LONGEST_WAIT_SAMPLES);
    }
    return go(to, nowMs);
  }

  function whenPaused(fits: boolean, nowMs: number): Share | null {
    if (tryingSinceMs === null) {
      if (nowMs - changedMs < pauseMs) {
        return null;
      }
      tryingSinceMs = nowMs;
      good = 0;
      quickestEchoMs = Infinity;
      echoWaitedMs = 0;
      return "trial";
    }
    const triedMs = nowMs - tryingSinceMs;
    good = fits ? good + 1 : 0;
    if (triedMs >= TRY_FOR_MS && good > 1) {
      cameBackMs = nowMs;
      return go(SMALL, nowMs);
    }
    return triedMs >= TRY_AT_MOST_MS ? go(PAUSED, nowMs) : null;
  }

  function unheard(nowMs: number): Share | null {
    unheardSinceMs ??= nowMs;
    short = 0;
    good = 0;
    return tryingSinceMs === null ? null : go(PAUSED, nowMs);
  }

  function reset(): Share | null {
    const before = share();
    at = 0;
    sendingSinceMs = null;
    unheardSinceMs = null;
    climbed = false;
    short = 0;
    good = 0;
    wait = GOOD_SAMPLES;
    pauseMs = FIRST_PAUSE_MS;
    insists = false;
    tryingSinceMs = null;
    return before === "full" ? null : "full";
  }

  return {
    onSample: ({ sending, heard, sharing, roomBps, calm, lossy }, nowMs) => {
      if (!sending) {
        return reset();
      }
      sendingSinceMs ??= nowMs;
      if (!heard) {
        return unheard(nowMs);
      }
      if (unheardSinceMs !== null) {
        sendingSinceMs = nowMs - unheardSinceMs >= UNHEARD_MS ? nowMs : sendingSinceMs;
        unheardSinceMs = null;
      }
      if (nowMs - sendingSinceMs < SETTLES_MS) {
        return null;
      }
      losesPackets = lossy;
      if (nowMs - changedMs > FORGETS_MS) {
        wait = GOOD_SAMPLES;
      }
      const room = roomBps ?? Infinity;
      const fits = calm || lossy;
      if (at === PAUSED) {
        return whenPaused(fits, nowMs);
      }
      const pausesBelow = sharing && !insists ? PAUSED_BELOW_WHILE_SHARING : 0;
      const isTrusted = fits && nowMs - cameBackMs < BELIEVES_AFTER_MS;
      const believed = lossy ? BELIEVED_WHEN_LOSSY : 1;
      const leaveBelow = lossy && at === SMALL ? 0 : believed * (STEPS[at]?.leaveBelow ?? 0);
      const isShort = !isTrusted && room < Math.max(leaveBelow, pausesBelow);
      short = isShort ? short + 1 : 0;
      good = !isShort && at > 0 && room >= believed * (STEPS[at - 1]?.enterFrom ?? 0) ? good + 1 : 0;
      if (short >= SHORT_SAMPLES) {
        return sharing && room < pausesBelow ? go(PAUSED, nowMs) : down(room / believed, nowMs);
      }
      return good >= wait ? go(at - 1, nowMs) : null;
    },
    onEcho: (roundMs, nowMs) => {
      // A message that got lost comes late too, and says nothing of a queue.
      if (tryingSinceMs === null || losesPackets) {
        return null;
      }
      quickestEchoMs = Math.min(quickestEchoMs, roundMs);
      const before = echoWaitedMs;
      echoWaitedMs = roundMs - quickestEchoMs;
      return before + echoWaitedMs >= FULL_MS ? go(PAUSED, nowMs) : null;
    },
    insist: (nowMs) => {
      insists = true;
      return at === PAUSED ? go(SMALL, nowMs) : null;
    },
  };
}
