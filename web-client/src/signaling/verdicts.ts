import type { FailReason } from "../call/types";

/// What the page makes of a close code and of a refused ticket (docs/protocol.md 2 and 8). Pure.

export type Verdict =
  /// Come back over another socket, not sooner than this.
  | { readonly kind: "again"; readonly atLeastMs: number }
  /// The server lacks something that may be back any moment, and says when it wants to be asked: neither sooner nor
  /// much later, however long it has been away.
  | { readonly kind: "asTold"; readonly inMs: number }
  /// Another ticket, once.
  | { readonly kind: "newTicket" }
  | { readonly kind: "over" }
  | { readonly kind: "failed"; readonly reason: FailReason };

/// The wait after "too busy" (1013), at least.
const BUSY_MS = 1200;
/// A slow-down that is longer than this is told to the person who is joining.
const PATIENCE_MS = 15_000;

const failed = (reason: FailReason): Verdict => ({ kind: "failed", reason });
const again = (atLeastMs = 0): Verdict => ({ kind: "again", atLeastMs });

export function onClosed(code: number, byeDelayMs: number | null): Verdict {
  switch (code) {
    case 1009:
    case 4000:
      return failed("protocol");
    case 1012:
      return again(byeDelayMs ?? 0);
    case 1013:
      return again(BUSY_MS);
    case 4001:
      return { kind: "newTicket" };
    case 4003:
    case 4004:
      return failed("notOpen");
    case 4009:
      return failed("replaced");
    case 4010:
      return { kind: "over" };
    case 4029:
      return failed("slowDown");
    default:
      return again();
  }
}

/// `lastTry`: someone who joins for the first time has been kept waiting long enough.
export function onTicketRefused(code: string, retryAfterMs: number, joins: boolean, lastTry: boolean): Verdict {
  switch (code) {
    case "meeting-not-open":
      return failed("notOpen");
    case "token-invalid":
    case "signed-out":
      return failed("signedOut");
    case "slow-down":
      return joins && retryAfterMs > PATIENCE_MS ? failed("slowDown") : again(retryAfterMs);
    case "try-again":
      if (joins && lastTry) {
        return failed("busy");
      }
      return retryAfterMs > 0 ? { kind: "asTold", inMs: retryAfterMs } : again();
    case "network":
      return again();
    default:
      return failed("protocol");
  }
}
