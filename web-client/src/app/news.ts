import type { ApiRefusal } from "../api";
import type { Timers } from "./announcer";
import { keepStream, type Stream } from "./stream";

/// Who hears at once that something about one's meetings is new: somebody waits, an invitation came or changed.
export interface News {
  /// Calls `onNews` until `stop`.
  listen(onNews: () => void, stop: AbortSignal): void;
}

export interface NewsNeeds {
  /// Reads core's stream until it ends.
  readonly read: (on: {
    readonly stop: AbortSignal;
    readonly onOpen: () => void;
    readonly onLife: () => void;
    readonly onNews: () => void;
  }) => Promise<ApiRefusal | null>;
  readonly timers: Timers;
  readonly isVisible: () => boolean;
  /// Calls when the page comes into sight or goes out of it, and when the network is back.
  readonly onLook: (look: () => void) => void;
}

/// From one page to the next the stream stays; and a glance at another tab does not end it.
const LINGER_MS = 5000;

/// One stream for all who listen, while there are any and somebody looks at the page: browsers have few connections to
/// one server, and tabs that nobody looks at would take them all.
export function createNews(needs: NewsNeeds): News {
  const { timers } = needs;
  const listeners = new Set<() => void>();
  let open: { readonly stream: Stream; readonly close: AbortController } | null = null;
  let cancelLinger = (): void => undefined;

  const isWanted = (): boolean => listeners.size > 0 && needs.isVisible();
  const tell = (): void => listeners.forEach((listener) => listener());

  function start(): void {
    const close = new AbortController();
    const stream = keepStream(
      {
        timers,
        read: (on) => needs.read({ ...on, onNews: tell }),
        onOpen: () => undefined,
        onDown: () => undefined,
        beforeRetry: () => Promise.resolve(),
        isWanted: () => true,
      },
      close.signal,
    );
    open = { stream, close };
  }

  function look(): void {
    cancelLinger();
    if (isWanted()) {
      if (open) open.stream.hurry();
      else start();
    } else if (open) {
      cancelLinger = timers.after(LINGER_MS, () => {
        open?.close.abort();
        open = null;
      });
    }
  }

  needs.onLook(look);
  return {
    listen: (onNews, stop) => {
      if (stop.aborted) return;
      listeners.add(onNews);
      stop.addEventListener(
        "abort",
        () => {
          listeners.delete(onNews);
          look();
        },
        { once: true },
      );
      if (!open) look();
      else cancelLinger();
    },
  };
}
