import { signal, type ReadonlySignal } from "@preact/signals";
import type { ApiRefusal, Result } from "../api";

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
  /// Calls every so many milliseconds while someone looks at the page, until `stop` is aborted.
  whileVisible(everyMs: number, tick: () => void, stop: AbortSignal): void;
}

/// A person waiting should be seen within a few seconds; more often costs the server for nothing.
export const POLL_MS = 4000;

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

  async function load(): Promise<void> {
    if (asking || stop.aborted) return;
    asking = true;
    const answer = await ask(stop);
    asking = false;
    if (stop.aborted) return;
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

export function createTicking(document: Document): Ticking {
  return {
    whileVisible: (everyMs, tick, stop) => {
      const tickIfSeen = (): void => {
        if (document.visibilityState === "visible") tick();
      };
      const timer = setInterval(tickIfSeen, everyMs);
      document.addEventListener("visibilitychange", tickIfSeen, { signal: stop });
      stop.addEventListener("abort", () => clearInterval(timer), { once: true });
    },
  };
}
