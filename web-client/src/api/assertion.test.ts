import { describe, expect, it } from "vitest";
import { askAssertion } from "./assertion";
import type { Fetch } from "./http";

const tokens = { accessToken: () => Promise.resolve("token") };
const JKT = "a".repeat(43);

function ask(status: number, body: unknown, headers: Record<string, string> = {}) {
  const asked: unknown[] = [];
  const fetch: Fetch = (input, init) => {
    asked.push([input, JSON.parse(init.body as string)]);
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
  };
  return { asked, answer: askAssertion(tokens, "m1", JKT, fetch) };
}

describe("the identity assertion", () => {
  it("is asked for the page's key in one meeting", async () => {
    const { asked, answer } = ask(200, { assertion: "a.b.c", expiresInMs: 600_000 });
    expect(await answer).toEqual({ kind: "ok", jwt: "a.b.c" });
    expect(asked).toEqual([["/oidc/meeting-assertion", { meetingId: "m1", jkt: JKT }]]);
  });

  it.each([400, 403])("is refused for good with status %i", async (status) => {
    expect(await ask(status, { code: "bad-request" }).answer).toEqual({ kind: "refused" });
  });

  it("of a meeting that is not open yet is asked for again", async () => {
    expect(await ask(404, { code: "meeting-not-open" }).answer).toEqual({ kind: "unavailable", retryAfterMs: 5000 });
  });

  it("is asked for again when the server says so", async () => {
    const { answer } = ask(429, { code: "slow-down" }, { "Retry-After": "7" });
    expect(await answer).toEqual({ kind: "unavailable", retryAfterMs: 7000 });
  });

  it("is asked for again when the server is in trouble", async () => {
    expect(await ask(503, null).answer).toMatchObject({ kind: "unavailable" });
  });
});
