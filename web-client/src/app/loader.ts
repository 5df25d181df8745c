import { signal, type ReadonlySignal } from "@preact/signals";
import type { ApiRefusal, Result } from "../api";
import type { News } from "./news";

/// Something a page shows that comes from the server, and may be asked for again and again.

export type Loaded<T> =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly value: T }
  | { readonly kind: "refused"; readonly refusal: ApiRefusal };

export interface Loader<T> {
  readonly state: ReadonlySignal<Loaded<T>>;
  /// Asks now. What is shown stays until the answer is there.
  readonly refresh: () => void;
}

export interface Ticking {
  /// Calls when there is news, and every so many milliseconds besides, while someone looks at the page, until `stop` is
  /// aborted.
  whileVisible(everyMs: number, tick: () => void, stop: AbortSignal): void;
}

/// News come by themselves. This is for time that passes (a planned meeting opens), and for networks that hold streams
/// of events back.
export const POLL_MS = 30_000;

const GONE: readonly number[] = [403, 404];

/// Asks at once and, if `pollMs` is given, again and again until `stop` is aborted.
/// A failed poll leaves what is shown; what is gone, or open no longer, goes.
export function createLoader<T>(
  ask: (signal: AbortSignal) => Promise<Result<T, ApiRefusal>>,
  stop: AbortSignal,
  polling?: { readonly ticking: Ticking; readonly everyMs: number },
): Loader<T> {
  const state = signal<Loaded<T>>({ kind: "loading" });
  let asking = false;
  let again = false;

  async function load(): Promise<void> {
    if (stop.aborted) return;
    if (asking) {
      // What is on its way may be older than what this is asked for.
      again = true;
      return;
    }
    asking = true;
    const answer = await ask(stop);
    asking = false;
    if (stop.aborted) return;
    take(answer);
    if (again) {
      again = false;
      void load();
    }
  }

  function take(answer: Result<T, ApiRefusal>): void {
    if (answer.kind === "ok") {
      state.value = { kind: "ready", value: answer.value };
    } else if (state.value.kind !== "ready" || GONE.includes(answer.refusal.status)) {
      state.value = { kind: "refused", refusal: answer.refusal };
    }
  }

  const refresh = (): void => void load();
  polling?.ticking.whileVisible(polling.everyMs, refresh, stop);
  refresh();
  return { state, refresh };
}

export function createTicking(document: Document, news: News): Ticking {
  return {
    whileVisible: (everyMs, tick, stop) => {
      const tickIfSeen = (): void => {
        if (document.visibilityState === "visible") tick();
      };
      news.listen(tickIfSeen, stop);
      const timer = setInterval(tickIfSeen, everyMs);
      document.addEventListener("visibilitychange", tickIfSeen, { signal: stop });
      stop.addEventListener("abort", () => clearInterval(timer), { once: true });
    },
  };
}
