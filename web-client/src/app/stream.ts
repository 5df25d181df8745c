import type { ApiRefusal } from "../api";
import type { Timers } from "./announcer";

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 8000;
/// Core gives a sign of life every 5 s.
const SILENT_MS = 12_000;

export interface StreamNeeds {
  readonly timers: Timers;
  /// Reads until the stream ends; null: it stood.
  readonly read: (on: { readonly stop: AbortSignal; readonly onOpen: () => void; readonly onLife: () => void }) => Promise<ApiRefusal | null>;
  /// It stands.
  readonly onOpen: () => void;
  /// It ended, or could not be had, so many times in a row.
  readonly onDown: (refusal: ApiRefusal | null, failures: number) => void;
  /// After the pause and before the next attempt.
  readonly beforeRetry: () => Promise<void>;
  readonly isWanted: () => boolean;
}

export interface Stream {
  /// The network or the person is back: a stream that has been silent is given up, and a pause ends.
  readonly hurry: () => void;
}

/// Keeps a stream of events: whenever it ends or falls silent, it is had again, until `stop`.
export function keepStream(needs: StreamNeeds, stop: AbortSignal): Stream {
  const { timers } = needs;
  let hurry = (): void => undefined;

  async function follow(): Promise<void> {
    let failures = 0;
    while (!stop.aborted && needs.isWanted()) {
      const attempt = new AbortController();
      const close = (): void => attempt.abort();
      stop.addEventListener("abort", close, { once: true });
      let cancelSilence = timers.after(SILENT_MS, close);
      // What lives says so within its beat.
      hurry = () => {
        cancelSilence();
        cancelSilence = timers.after(SILENT_MS / 2, close);
      };
      const refusal = await needs.read({
        stop: attempt.signal,
        onOpen: () => {
          failures = 0;
          needs.onOpen();
        },
        onLife: () => {
          cancelSilence();
          cancelSilence = timers.after(SILENT_MS, close);
        },
      });
      cancelSilence();
      stop.removeEventListener("abort", close);
      attempt.abort();
      if (stop.aborted) return;
      failures++;
      needs.onDown(refusal, failures);
      await pause(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(10, failures - 1)));
      if (!stop.aborted) await needs.beforeRetry();
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        cancel();
        stop.removeEventListener("abort", over);
        resolve();
      };
      const cancel = timers.after(ms, over);
      hurry = over;
      stop.addEventListener("abort", over, { once: true });
    });
  }

  void follow();
  return { hurry: () => hurry() };
}
