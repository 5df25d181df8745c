import { beforeEach, describe, expect, it } from "vitest";
import { createIssuerKeys } from "./issuerKeys";
import { JWKS_URI } from "./testIssuer";

const MINUTE = 60_000;
const ISSUER_MS = Date.UTC(2026, 10, 22, 10);
const PHONE_IS_BEHIND_MS = 26 * 60 * MINUTE;

interface Answer {
  readonly body?: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
}

let elapsed: number;
let asked: RequestInit[];
let answer: Answer | Error;

const jwksOf = (...kids: string[]) => JSON.stringify({ keys: kids.map((kid) => ({ kid, kty: "EC" })) });

function create() {
  return createIssuerKeys({
    jwksUri: JWKS_URI,
    fetch: (uri, init) => {
      expect(uri).toBe(JWKS_URI);
      asked.push(init);
      if (answer instanceof Error) {
        return Promise.reject(answer);
      }
      const date = new Date(ISSUER_MS + elapsed).toUTCString();
      const { body = jwksOf("k1"), status = 200, headers = { date } } = answer;
      return Promise.resolve(new Response(body, { status, headers }));
    },
    elapsedMs: () => elapsed,
    wallMs: () => ISSUER_MS + elapsed - PHONE_IS_BEHIND_MS,
  });
}

beforeEach(() => {
  elapsed = 10_000;
  asked = [];
  answer = {};
});

describe("the issuer's keys", () => {
  it("are fetched from the issuer without cookies, redirects or caches", async () => {
    expect(await create().find("k1")).toEqual({ kind: "key", jwk: { kid: "k1", kty: "EC" } });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ credentials: "omit", redirect: "error", cache: "no-store" });
  });

  it("are kept for an hour", async () => {
    const keys = create();
    await keys.find("k1");
    elapsed += 59 * MINUTE;
    await keys.find("k1");
    expect(asked).toHaveLength(1);
    elapsed += MINUTE;
    await keys.find("k1");
    expect(asked).toHaveLength(2);
  });

  it("are fetched once for two who ask at the same time", async () => {
    const keys = create();
    keys.prefetch();
    await Promise.all([keys.find("k1"), keys.find("k1")]);
    expect(asked).toHaveLength(1);
  });

  it("are looked at once more for a key that is not among them", async () => {
    const keys = create();
    await keys.find("k1");
    elapsed += MINUTE;
    answer = { body: jwksOf("k1", "k2") };
    expect((await keys.find("k2")).kind).toBe("key");
    expect(asked).toHaveLength(2);
  });

  it("are not fetched for every unknown key", async () => {
    const keys = create();
    await keys.find("k1");
    elapsed += MINUTE;
    for (let i = 0; i < 20; i++) {
      expect(await keys.find(`made-up-${i}`)).toEqual({ kind: "unknown" });
      elapsed += 100;
    }
    expect(asked).toHaveLength(2);
  });

  it.each<[string, Answer | Error]>([
    ["no network", new TypeError("failed to fetch")],
    ["an error", { status: 503 }],
    ["no JSON", { body: "<html>" }],
    ["another shape", { body: '{"keys":{}}' }],
    ["too much", { body: JSON.stringify({ keys: [], padding: "x".repeat(70_000) }) }],
  ])("are unavailable, and nobody is blamed, after %s", async (_, wrong) => {
    answer = wrong;
    const keys = create();
    expect(await keys.find("k1")).toEqual({ kind: "unavailable" });
    answer = {};
    elapsed += 1000;
    expect((await keys.find("k1")).kind).toBe("key");
  });

  it("are not fetched again in the same moment after a failure", async () => {
    answer = new TypeError("failed to fetch");
    const keys = create();
    for (let i = 0; i < 10; i++) {
      await keys.find("k1");
    }
    expect(asked).toHaveLength(1);
  });

  it("are unavailable, not stale, once the hour is over and the issuer is gone", async () => {
    const keys = create();
    await keys.find("k1");
    elapsed += 61 * MINUTE;
    answer = new TypeError("failed to fetch");
    expect(await keys.find("k1")).toEqual({ kind: "unavailable" });
  });

  it("come with the issuer's time, which goes on by the monotonic clock", async () => {
    const keys = create();
    await keys.find("k1");
    const then = keys.nowMs();
    expect(Math.abs(then - (ISSUER_MS + elapsed))).toBeLessThan(1000);
    elapsed += 5000;
    expect(keys.nowMs() - then).toBe(5000);
  });

  it("come with the page's time where the issuer's can't be read", async () => {
    answer = { headers: {} };
    const keys = create();
    await keys.find("k1");
    expect(keys.nowMs()).toBe(ISSUER_MS + elapsed - PHONE_IS_BEHIND_MS);
  });
});
