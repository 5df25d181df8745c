import { integer, object, parseJson, string } from "../json/parse";

/// What a sign-in on its way has to remember across the redirect: in sessionStorage, for this tab alone,
/// until `/callback` has used it. No token is ever stored.
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

const PENDING_KEY = "exorlive.signIn";
const TRIES_KEY = "exorlive.signInTries";
/// So many redirects in so short a time mean that we are sent in a circle.
const MAX_TRIES = 4;
const TRIES_WINDOW_MS = 60_000;
/// A record system's statement may stand in the fragment.
const LONGEST_PATH = 5000;

const pendingShape = object({
  state: string({ min: 20, max: 100 }),
  nonce: string({ min: 20, max: 100 }),
  verifier: string({ min: 43, max: 128 }),
  returnTo: string({ max: LONGEST_PATH }),
});
const triesShape = object({ count: integer(0, 1000), sinceMs: integer() });

export interface PendingStore {
  save(pending: PendingSignIn): void;
  /// Looks without using up.
  peek(): PendingSignIn | null;
  /// Good once.
  take(): PendingSignIn | null;
  /// False when we have redirected too often of late.
  mayRedirect(nowMs: number): boolean;
  /// Somewhere was reached (a page of ours, or the sign-in page): the next redirect starts counting anew.
  arrived(): void;
}

export function createPendingStore(storage: Storage): PendingStore {
  const peek = () => read(storage, PENDING_KEY, pendingShape);
  return {
    save: (pending) => storage.setItem(PENDING_KEY, JSON.stringify(pending)),
    peek,
    take: () => {
      const pending = peek();
      storage.removeItem(PENDING_KEY);
      return pending;
    },
    mayRedirect: (nowMs) => {
      const before = read(storage, TRIES_KEY, triesShape);
      const fresh = before && nowMs >= before.sinceMs && nowMs - before.sinceMs < TRIES_WINDOW_MS ? before : null;
      if (fresh && fresh.count >= MAX_TRIES) {
        storage.removeItem(TRIES_KEY);
        return false;
      }
      storage.setItem(
        TRIES_KEY,
        JSON.stringify({ count: (fresh?.count ?? 0) + 1, sinceMs: fresh?.sinceMs ?? nowMs }),
      );
      return true;
    },
    arrived: () => storage.removeItem(TRIES_KEY),
  };
}

function read<T>(storage: Storage, key: string, parse: (value: unknown, at: string) => T): T | null {
  const text = storage.getItem(key);
  if (text === null) {
    return null;
  }
  try {
    return parse(parseJson(text), "$");
  } catch {
    return null;
  }
}

/// A path of this site to come back to, whatever an address bar may hold.
export function safeReturnPath(path: string): string {
  const harmless = /^\/(?![/\\])[^\\\s]*$/.test(path) && path.length <= LONGEST_PATH;
  return harmless && !/^\/(callback|sign-in)([/?#]|$)/.test(path) ? path : "/";
}
