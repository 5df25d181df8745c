/// When ICE is to be restarted (RFC 8445 section 2.4): at once when it has failed or the network changed, and when
/// it has been disconnected for a while. Not at once on `disconnected`: Wi-Fi that hiccups comes back by itself, and
/// some browsers say so during a negotiation. No clock: times are arguments.
export interface RestartRule {
  onConnectionState(state: RTCIceConnectionState, nowMs: number): void;
  onNetworkChanged(nowMs: number): void;
  /// Nothing comes any more, or something does again (`arrival.ts`).
  onQuiet(is: boolean, nowMs: number): void;
  /// A new offer is here: what was asked for has come.
  onOffer(): void;
  /// True, once, when a restart is to be asked for now.
  isDue(nowMs: number): boolean;
  deadlineMs(): number;
}

const DISCONNECTED_FOR_MS = 2500;
/// The way may be dead though ICE does not know it yet, as when a router has forgotten us; so once for each quiet. The
/// moment is for hiccups to pass, and for the socket to find out whether the whole network is gone.
const QUIET_FOR_MS = 800;
/// A restart that did not help is asked for again.
const AGAIN_AFTER_MS = 6000;
const NEVER = Number.POSITIVE_INFINITY;

export function createRestartRule(): RestartRule {
  let dueMs = NEVER;
  let askedMs = Number.NEGATIVE_INFINITY;
  let quietDueMs = NEVER;
  let wasConnected = false;
  let isUp = false;

  return {
    onConnectionState: (state, nowMs) => {
      isUp = state === "connected" || state === "completed";
      wasConnected ||= isUp;
      if (isUp || state === "closed") {
        dueMs = NEVER;
      } else if (state === "failed") {
        dueMs = Math.min(dueMs, Math.max(nowMs, askedMs + AGAIN_AFTER_MS));
      } else if (state === "disconnected") {
        dueMs = Math.min(dueMs, Math.max(nowMs + DISCONNECTED_FOR_MS, askedMs + AGAIN_AFTER_MS));
      }
    },
    onNetworkChanged: (nowMs) => {
      // Before the first connection the checks that run already find the new way.
      if (wasConnected) {
        dueMs = Math.min(dueMs, Math.max(nowMs, askedMs + DISCONNECTED_FOR_MS));
      }
    },
    onQuiet: (is, nowMs) => {
      quietDueMs = is && wasConnected ? nowMs + QUIET_FOR_MS : NEVER;
    },
    onOffer: () => {
      askedMs = Number.NEGATIVE_INFINITY;
    },
    isDue: (nowMs) => {
      if (nowMs < Math.min(dueMs, quietDueMs)) {
        return false;
      }
      askedMs = nowMs;
      quietDueMs = NEVER;
      dueMs = isUp ? NEVER : nowMs + AGAIN_AFTER_MS;
      return true;
    },
    deadlineMs: () => Math.min(dueMs, quietDueMs),
  };
}
