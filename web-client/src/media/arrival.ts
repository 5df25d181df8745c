/// Whether anything arrives from the other one, looked at several times a second: where there is a microphone, muted or
/// not, fifty packets a second come. Sooner than ICE and the socket know, this tells that the network is gone, on either
/// side. Pure; `listening.ts` reads the numbers.
export interface Arrival {
  /// `packets`: all that arrived so far. What has changed, else null.
  onSample(packets: number, nowMs: number): "quiet" | "heard" | null;
}

/// Shorter hiccups are everyday on Wi-Fi; longer costs as much when somebody changes the network.
const QUIET_AFTER_MS = 700;
/// A page whose timers were held back has not looked, so it has not seen that nothing came.
const LOOKED_WITHIN_MS = 600;

export function createArrival(): Arrival {
  let before = 0;
  let quietSinceMs: number | null = null;
  let lookedMs = Number.NEGATIVE_INFINITY;
  let quiet = false;

  return {
    onSample: (packets, nowMs) => {
      const slept = nowMs - lookedMs > LOOKED_WITHIN_MS;
      lookedMs = nowMs;
      if (packets !== before) {
        before = packets;
        quietSinceMs = nowMs;
        const was = quiet;
        quiet = false;
        return was ? "heard" : null;
      }
      if (quietSinceMs === null || quiet) {
        return null;
      }
      if (slept) {
        quietSinceMs = nowMs;
        return null;
      }
      quiet = nowMs - quietSinceMs >= QUIET_AFTER_MS;
      return quiet ? "quiet" : null;
    },
  };
}
