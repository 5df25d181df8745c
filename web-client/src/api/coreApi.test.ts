import { describe, expect, it } from "vitest";
import { createCoreApi } from "./coreApi";

type Answer = { status: number; body: unknown; retryAfter?: string } | "offline";

function core(...answers: Answer[]) {
  const asked: { method: string; path: string; token: string; body: unknown }[] = [];
  let tokensGiven = 0;
  const api = createCoreApi(
    { accessToken: (options) => Promise.resolve(`at-${options?.renew ? ++tokensGiven : tokensGiven}`) },
    (path, init) => {
      const token = new Headers(init.headers).get("Authorization") ?? "";
      asked.push({ method: init.method ?? "", path, token, body: init.body });
      const answer = answers.shift();
      if (!answer || answer === "offline") {
        return Promise.reject(new TypeError("offline"));
      }
      const headers: Record<string, string> = answer.retryAfter ? { "Retry-After": answer.retryAfter } : {};
      const body = answer.body === undefined ? null : JSON.stringify(answer.body);
      return Promise.resolve(new Response(body, { status: answer.status, headers }));
    },
  );
  return { api, asked };
}

describe("the core API", () => {
  it("parses what it gets: dates are dates, absent is null, unknown names are left out", async () => {
    const { api } = core({
      status: 200,
      body: {
        invitations: [
          {
            meetingId: "m-1",
            from: { name: "Ingrid Berg", title: "physiotherapist" },
            organisation: { name: "Fjellvik" },
            createdAt: "2026-11-21T10:00:00Z",
            notBefore: "2026-11-21T10:00:00Z",
            notAfter: "2026-11-22T10:00:00Z",
            state: "open",
            hostWaiting: true,
            hostBusy: false,
            later: "addition",
          },
        ],
      },
    });
    const answer = await api.invitations();
    expect(answer).toMatchObject({ kind: "ok", value: [{ meetingId: "m-1", hostWaiting: true }] });
    expect(answer.kind === "ok" && answer.value[0]?.createdAt).toEqual(new Date("2026-11-21T10:00:00Z"));
    expect(answer.kind === "ok" && Object.keys(answer.value[0] ?? {})).not.toContain("later");
  });

  it("refuses an answer of another shape instead of believing it", async () => {
    const { api } = core({ status: 200, body: { contacts: [{ id: 7 }] } });
    expect(await api.contacts()).toEqual({ kind: "refused", refusal: { code: "bad-answer", status: 0 } });
  });

  it("says why core refused, and when to come back", async () => {
    const { api } = core(
      { status: 409, body: { code: "contact-under-16" } },
      { status: 429, body: { code: "slow-down" }, retryAfter: "3" },
    );
    expect(await api.startMeeting("c-1")).toEqual({ kind: "refused", refusal: { code: "contact-under-16", status: 409 } });
    expect(await api.startMeeting("c-1")).toEqual({
      kind: "refused",
      refusal: { code: "slow-down", status: 429, retryAfterMs: 3000 },
    });
  });

  it("answers with a refusal when there is no network", async () => {
    expect(await core("offline").api.me()).toEqual({ kind: "refused", refusal: { code: "network", status: 0 } });
  });

  it("renews a token that core does not take, once", async () => {
    const { api, asked } = core({ status: 401, body: { code: "token-invalid" } }, { status: 204, body: undefined });
    expect(await api.decline("m 1")).toEqual({ kind: "ok", value: null });
    expect(asked.map(({ token }) => token)).toEqual(["Bearer at-0", "Bearer at-1"]);
    expect(asked[1]?.path).toBe("/core/v1/invitations/m%201/decline");
  });
});
