import { array, isObject, object, parseJson, string } from "../../json/parse";
import type { PublicJwk } from "./algorithms";
import type { Fetch } from "./types";
import type { IssuerKeys, KeyLookup } from "./verify";

/// The pinned issuer's keys (RFC 7517), fetched by this page itself and never taken from the meeting server.
/// Confined to the worker.

const CACHE_MS = 60 * 60_000;
/// An unknown key is worth a look once in a while: keys rotate. More often would let a stranger make us fetch.
const LOOK_AGAIN_MS = 5000;
/// After a failed fetch the next try waits for so long.
const RETRY_MS = 500;
const TIMEOUT_MS = 4000;
const MAX_BYTES = 65_536;

const jwks = object({ keys: array((value) => value, 50) });
const kidOf = object({ kid: string({ min: 1, max: 200 }) });

export interface IssuerKeysDeps {
  readonly jwksUri: string;
  readonly fetch: Fetch;
  readonly elapsedMs: () => number;
  readonly wallMs: () => number;
}

interface Fetched {
  readonly keys: ReadonlyMap<string, PublicJwk>;
  readonly atMs: number;
}

export function createIssuerKeys(deps: IssuerKeysDeps): IssuerKeys & { prefetch(): void } {
  let fetched: Fetched | null = null;
  let fetching: Promise<void> | null = null;
  let triedAtMs = -Infinity;
  /// The issuer's time when our monotonic clock showed zero: phones are often hours wrong.
  let issuerZeroMs: number | null = null;

  async function load(): Promise<void> {
    const askedAtMs = deps.elapsedMs();
    triedAtMs = askedAtMs;
    try {
      const response = await deps.fetch(deps.jwksUri, {
        // Nobody in between may answer, no cookie goes out, and `Date` must be of now.
        credentials: "omit",
        redirect: "error",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) {
        return;
      }
      const date = Date.parse(response.headers.get("date") ?? "");
      const keys = readKeys(await readLimited(response));
      fetched = { keys, atMs: deps.elapsedMs() };
      issuerZeroMs = Number.isNaN(date) ? null : date - fetched.atMs;
    } catch {
      // Nothing was fetched: `find` says so.
    }
  }

  function refresh(): Promise<void> {
    fetching ??= load().finally(() => (fetching = null));
    return fetching;
  }

  const isFresh = () => fetched !== null && deps.elapsedMs() - fetched.atMs < CACHE_MS;
  const mayTry = () => fetching !== null || deps.elapsedMs() - triedAtMs >= RETRY_MS;

  async function find(kid: string): Promise<KeyLookup> {
    if (!isFresh() && mayTry()) {
      await refresh();
    }
    const known = isFresh() ? fetched?.keys.get(kid) : undefined;
    if (known) {
      return { kind: "key", jwk: known };
    }
    if (isFresh() && deps.elapsedMs() - triedAtMs >= LOOK_AGAIN_MS) {
      await refresh();
    }
    if (!isFresh()) {
      return { kind: "unavailable" };
    }
    const jwk = fetched?.keys.get(kid);
    return jwk ? { kind: "key", jwk } : { kind: "unknown" };
  }

  return {
    find,
    nowMs: () => (issuerZeroMs === null ? deps.wallMs() : issuerZeroMs + deps.elapsedMs()),
    prefetch: () => void refresh(),
  };
}

/// Keys without a name can't be asked for, so they are left out.
function readKeys(text: string): ReadonlyMap<string, PublicJwk> {
  const keys = new Map<string, PublicJwk>();
  for (const jwk of jwks(parseJson(text), "jwks").keys) {
    if (isObject(jwk) && typeof jwk["kid"] === "string") {
      keys.set(kidOf(jwk, "jwk").kid, jwk);
    }
  }
  return keys;
}

async function readLimited(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) {
      return text + decoder.decode();
    }
    length += chunk.value.byteLength;
    if (length > MAX_BYTES) {
      await reader?.cancel();
      throw new Error("too long");
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
}
