import { describe, expect, it, vi } from "vitest";
import type { Me } from "../api";
import { takeRestarted } from "./restarted";
import { fromBase64Url, sha256Base64Url, toBase64Url } from "../json/base64url";
import { type AuthSurroundings, createAuth } from "./auth";
import { createKeyBox, type KeyBox, publicJwk, thumbprint } from "./key";

const ORIGIN = "https://meet.example";
const ME: Me = {
  sub: "s-1",
  name: "Ingrid Berg",
  title: "physiotherapist",
  roles: ["instructor"],
  language: "nb",
  organisation: { id: "o-1", name: "Fjellvik fysioterapi", pds: null, modules: { video: true }, appearance: null },
};

function memoryStorage(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    clear: () => values.clear(),
    getItem: (key) => values.get(key) ?? null,
    key: (index) => [...values.keys()][index] ?? null,
    removeItem: (key) => void values.delete(key),
    setItem: (key, value) => void values.set(key, value),
  };
}

/// A browser whose keys stay, as IndexedDB does it.
function lastingKeys() {
  const inMemory = createKeyBox(undefined);
  return { get: async () => ({ ...(await inMemory.get()), lasts: true }), drop: () => inMemory.drop() };
}

const KEYS = lastingKeys();

function idToken(claims: Record<string, unknown>): string {
  const part = (value: unknown) => toBase64Url(new TextEncoder().encode(JSON.stringify(value)));
  return `${part({ alg: "ES256" })}.${part(claims)}.AAAA`;
}

type TokenAnswer = { status: number; body: unknown; nonce?: string } | "offline";

/// A browser with one tab and a server that answers what the test says.
function browser(address: string, storage = memoryStorage(), lasting = memoryStorage(), keys: KeyBox = KEYS) {
  const left: string[] = [];
  const forms: URLSearchParams[] = [];
  const proofs: string[] = [];
  const tokenAnswers: TokenAnswer[] = [];
  let nowMs = 1_000_000;
  const answers: { login: { status: number; body: unknown; retryAfter?: string } } = {
    login: { status: 500, body: {} },
  };
  const others: Record<string, { status: number; body: unknown }> = {};
  const asked: string[] = [];
  const around: AuthSurroundings = {
    origin: ORIGIN,
    path: () => new URL(address, ORIGIN),
    leave: (url) => left.push(url),
    storage,
    lasting,
    nowMs: () => nowMs,
    fetch: (input, init) => {
      if (input.endsWith("/oidc/login")) {
        const { status, body, retryAfter } = answers.login;
        const headers: Record<string, string> = retryAfter ? { "Retry-After": retryAfter } : {};
        return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
      }
      const other = others[new URL(input).pathname];
      if (other) {
        asked.push(input);
        return Promise.resolve(new Response(other.body === null ? null : JSON.stringify(other.body), { status: other.status }));
      }
      if (typeof init.body === "string") {
        forms.push(new URLSearchParams(init.body));
        proofs.push((init.headers as Record<string, string>)["DPoP"] ?? "");
      }
      const answer = tokenAnswers.shift();
      if (!answer || answer === "offline") {
        return Promise.reject(new TypeError("offline"));
      }
      const headers: Record<string, string> = answer.nonce === undefined ? {} : { "DPoP-Nonce": answer.nonce };
      return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status, headers }));
    },
    keys,
    loadMe: () => Promise.resolve({ kind: "ok", value: ME }),
  };
  return {
    auth: createAuth(around),
    storage,
    left,
    forms,
    proofs,
    tokenAnswers,
    answers,
    others,
    requests: asked,
    lasting,
    pass: (ms: number) => {
      nowMs += ms;
    },
    asked: () => new URL(left.at(-1) ?? "about:blank"),
  };
}

const GOOD = { status: 200, body: { access_token: "at-1", token_type: "Bearer", expires_in: 600, refresh_token: "rt-1" } };

/// A tab that was sent to the provider and comes back with its answer.
async function returned(change: (answer: URLSearchParams) => void = () => undefined, wanted = "/contacts/7") {
  const before = browser(wanted);
  await before.auth.start();
  const asked = before.asked().searchParams;
  const answer = new URLSearchParams({ code: "c-1", state: asked.get("state") ?? "", iss: ORIGIN });
  change(answer);
  return { asked, tab: browser(`/callback?${answer.toString()}`, before.storage) };
}

describe("signing in", () => {
  it("asks the provider with PKCE S256, state and nonce when the page is opened", async () => {
    const tab = browser("/contacts/7");
    expect(await tab.auth.start()).toEqual({ kind: "redirecting" });
    const { pathname, searchParams: asked } = tab.asked();
    expect(pathname).toBe("/oidc/authorize");
    expect(asked.get("client_id")).toBe("exorlive-web");
    expect(asked.get("redirect_uri")).toBe(`${ORIGIN}/callback`);
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    expect(asked.get("state")).toMatch(/^[\w-]{32}$/);
    expect(asked.get("nonce")).toMatch(/^[\w-]{32}$/);
  });

  it("exchanges the code and goes back to what was wanted", async () => {
    const { tab } = await returned();
    tab.tokenAnswers.push(GOOD);
    expect(await tab.auth.start()).toEqual({ kind: "signedIn", returnTo: "/contacts/7" });
    expect(tab.auth.state.value).toEqual({ kind: "signedIn", me: ME });
    expect(tab.forms[0]?.get("code")).toBe("c-1");
    expect(tab.forms[0]?.get("code_verifier")).toMatch(/^[\w-]{43}$/);
  });

  it("leaves nothing in the storage once the callback has been used", async () => {
    const { tab } = await returned();
    tab.tokenAnswers.push(GOOD);
    await tab.auth.start();
    expect(tab.storage.length).toBe(0);
  });

  it("refuses an answer without the right issuer", async () => {
    for (const iss of [null, "https://evil.example", `${ORIGIN}/`]) {
      const { tab } = await returned((answer) => (iss === null ? answer.delete("iss") : answer.set("iss", iss)));
      expect(await tab.auth.start()).toEqual({ kind: "signedOut", problem: "refused" });
      expect(tab.forms).toEqual([]);
    }
  });

  it("does not use a code that came with another state, but asks anew", async () => {
    const { tab } = await returned((answer) => answer.set("state", "x".repeat(32)));
    expect(await tab.auth.start()).toEqual({ kind: "redirecting" });
    expect(tab.forms).toEqual([]);
  });

  it("refuses an ID token with another nonce, audience or issuer", async () => {
    const claims = { iss: ORIGIN, aud: "exorlive-web", exp: 1_000_000, nonce: "?" };
    for (const wrong of [{ nonce: "other" }, { aud: "other" }, { iss: "https://evil.example" }, { exp: 1 }]) {
      const { tab, asked } = await returned();
      const token = idToken({ ...claims, nonce: asked.get("nonce"), ...wrong });
      tab.tokenAnswers.push({ status: 200, body: { ...GOOD.body, id_token: token } });
      expect(await tab.auth.start()).not.toMatchObject({ kind: "signedIn" });
    }
    const { tab, asked } = await returned();
    tab.tokenAnswers.push({
      status: 200,
      body: { ...GOOD.body, id_token: idToken({ ...claims, nonce: asked.get("nonce") }) },
    });
    expect(await tab.auth.start()).toMatchObject({ kind: "signedIn" });
  });

  it("never redirects for ever", async () => {
    const storage = memoryStorage();
    const results: string[] = [];
    for (let load = 0; load < 6; load++) {
      results.push((await browser("/contacts", storage).auth.start()).kind);
    }
    expect(results).toContain("signedOut");
    expect(results.indexOf("signedOut")).toBeLessThan(6);
  });

  it("rests on the sign-in page, with its transaction, and starts over without one", async () => {
    const before = browser("/inbox");
    await before.auth.start();
    expect(await browser("/sign-in?tx=t-1", before.storage).auth.start()).toEqual({ kind: "signedOut", problem: null });
    expect(await browser("/sign-in?tx=t-1").auth.start()).toEqual({ kind: "redirecting" });
  });

  it("tells that it starts over after an answer that belongs to no sign-in, once, and not to who is signed in", async () => {
    const late = browser("/sign-in?problem=login-expired");
    expect(await late.auth.start()).toEqual({ kind: "redirecting" });
    expect(takeRestarted(late.storage)).toBe(true);

    const again = browser("/sign-in?problem=login-expired");
    await again.auth.start();
    const state = again.asked().searchParams.get("state") ?? "";
    const tab = browser(`/callback?code=c&state=${state}&iss=${ORIGIN}`, again.storage);
    tab.tokenAnswers.push(GOOD);
    await tab.auth.start();
    expect(takeRestarted(again.storage)).toBe(false);
  });

  it("comes back to paths of this site only", async () => {
    for (const path of ["/sign-in?tx=1", "/callback?code=1", "//evil.example/x", "/\\evil.example"]) {
      const before = browser("/");
      before.auth.signIn(path);
      await vi.waitFor(() => expect(before.left).toHaveLength(1));
      const state = before.asked().searchParams.get("state") ?? "";
      const tab = browser(`/callback?code=c&state=${state}&iss=${ORIGIN}`, before.storage);
      tab.tokenAnswers.push(GOOD);
      expect(await tab.auth.start()).toEqual({ kind: "signedIn", returnTo: "/" });
    }
  });
});

describe("the sign-in page's form", () => {
  it.each([
    [401, { kind: "credentialsWrong" }],
    [410, { kind: "expired" }],
    [429, { kind: "slowDown", retryAfterMs: 7000 }],
    [503, { kind: "network" }],
  ])("answers %i with a reason", async (status, expected) => {
    const tab = browser("/sign-in?tx=t-1");
    tab.answers.login = { status, body: {}, retryAfter: "7" };
    expect(await tab.auth.login("t-1", "ingrid", "wrong")).toEqual(expected);
  });

  it("goes to our own callback and nowhere else", async () => {
    const tab = browser("/sign-in?tx=t-1");
    tab.answers.login = { status: 200, body: { redirect: "https://evil.example/callback?code=1" } };
    expect(await tab.auth.login("t-1", "ingrid", "right")).toEqual({ kind: "expired" });
    expect(tab.left).toEqual([]);
    tab.answers.login = { status: 200, body: { redirect: `${ORIGIN}/callback?code=1&state=2` } };
    expect(await tab.auth.login("t-1", "ingrid", "right")).toEqual({ kind: "redirecting" });
    expect(tab.left).toEqual([`${ORIGIN}/callback?code=1&state=2`]);
  });
});

describe("the access token", () => {
  async function signedIn() {
    const { tab } = await returned();
    tab.tokenAnswers.push(GOOD);
    await tab.auth.start();
    return tab;
  }

  it("is used until less than a minute is left, then renewed with the refresh token", async () => {
    const tab = await signedIn();
    tab.pass(539_000);
    expect(await tab.auth.accessToken()).toBe("at-1");
    tab.pass(2000);
    tab.tokenAnswers.push({ status: 200, body: { ...GOOD.body, access_token: "at-2", refresh_token: "rt-2" } });
    expect(await tab.auth.accessToken()).toBe("at-2");
    expect(tab.forms.at(-1)?.get("refresh_token")).toBe("rt-1");
  });

  it("is renewed once when many ask at the same time, since a refresh token is good once", async () => {
    const tab = await signedIn();
    tab.pass(590_000);
    tab.tokenAnswers.push({ status: 200, body: { ...GOOD.body, access_token: "at-2", refresh_token: "rt-2" } });
    const all = await Promise.all([tab.auth.accessToken(), tab.auth.accessToken({ renew: true }), tab.auth.accessToken()]);
    expect(all).toEqual(["at-2", "at-2", "at-2"]);
    expect(tab.forms).toHaveLength(2);
  });

  it("for signaling is one that core does not take, and core's own is never shown to signaling", async () => {
    const tab = await signedIn();
    tab.tokenAnswers.push({ status: 200, body: { ...GOOD.body, access_token: "for-signaling", refresh_token: "rt-2" } });
    expect(await tab.auth.accessToken({ for: "signaling" })).toBe("for-signaling");
    expect(tab.forms.at(-1)?.get("scope")).toBe("meeting");
    expect(await tab.auth.accessToken({ for: "signaling" })).toBe("for-signaling");
    expect(await tab.auth.accessToken()).toBe("at-1");
    expect(tab.forms).toHaveLength(2);
  });

  it("for core alone is one that signaling does not take", async () => {
    const tab = await signedIn();
    tab.tokenAnswers.push({ status: 200, body: { ...GOOD.body, access_token: "for-core", refresh_token: "rt-2" } });
    expect(await tab.auth.accessToken({ for: "coreAlone" })).toBe("for-core");
    expect(tab.forms.at(-1)?.get("scope")).toBe("openid profile core");
    expect(await tab.auth.accessToken()).toBe("for-core");
  });

  it("for two at the same time is renewed one after the other, since a refresh token is good once", async () => {
    const tab = await signedIn();
    tab.tokenAnswers.push(
      { status: 200, body: { ...GOOD.body, access_token: "for-signaling", refresh_token: "rt-2" } },
      { status: 200, body: { ...GOOD.body, access_token: "for-core", refresh_token: "rt-3" } },
    );
    const both = await Promise.all([
      tab.auth.accessToken({ for: "signaling" }),
      tab.auth.accessToken({ for: "coreAlone" }),
    ]);
    expect(both).toEqual(["for-signaling", "for-core"]);
    expect(tab.forms.slice(1).map((form) => form.get("refresh_token"))).toEqual(["rt-1", "rt-2"]);
  });

  it("is not brought back by a renewal that was on its way when the person signed out", async () => {
    const tab = await signedIn();
    tab.tokenAnswers.push({ status: 200, body: { ...GOOD.body, access_token: "at-2", refresh_token: "rt-2" } });
    const late = tab.auth.accessToken({ renew: true });
    await tab.auth.signOut();
    await late.catch(() => undefined);
    await expect(tab.auth.accessToken()).rejects.toMatchObject({ reason: "signedOut" });
  });

  it("survives a lost network, but not a refused refresh token", async () => {
    const tab = await signedIn();
    tab.pass(590_000);
    tab.tokenAnswers.push("offline");
    await expect(tab.auth.accessToken()).rejects.toMatchObject({ reason: "network" });
    expect(tab.auth.state.value.kind).toBe("signedIn");
    tab.tokenAnswers.push({ status: 400, body: { error: "invalid_grant" } });
    await expect(tab.auth.accessToken()).rejects.toMatchObject({ reason: "signedOut" });
    expect(tab.auth.state.value.kind).toBe("ended");
  });

  it("is forgotten on signing out", async () => {
    const tab = await signedIn();
    await tab.auth.signOut();
    await expect(tab.auth.accessToken()).rejects.toMatchObject({ reason: "signedOut" });
  });
});

describe("the organisation's own identity providers", () => {
  const PROVIDERS = "/oidc/providers";
  const SIGN_IN = "/oidc/provider-sign-in";
  const bankId = { id: "idp-1", name: "BankID", kind: "eid" };

  it("are those of the organisation that the address names, and that signed in here last", async () => {
    const tab = browser("/at/o-7");
    expect(await tab.auth.start()).toEqual({ kind: "redirecting" });
    tab.others[PROVIDERS] = { status: 200, body: { organisation: "Fjellvik", providers: [bankId] } };
    expect(await tab.auth.providers()).toEqual([bankId]);
    expect(tab.requests).toEqual([`${ORIGIN}${PROVIDERS}?organisation=o-7`]);
    const { tab: back } = await returned();
    back.tokenAnswers.push(GOOD);
    await back.auth.start();
    expect(back.lasting.getItem("exorlive.organisation")).toBe("o-1");
  });

  it("are none where the answer is none", async () => {
    const tab = browser("/sign-in?tx=t-1");
    for (const answer of [{ status: 500, body: {} }, { status: 200, body: { providers: [{ id: 1 }] } }]) {
      tab.others[PROVIDERS] = answer;
      expect(await tab.auth.providers()).toEqual([]);
    }
    tab.lasting.setItem("exorlive.organisation", "../evil?x");
    await tab.auth.providers();
    expect(tab.requests.at(-1)).toBe(ORIGIN + PROVIDERS);
  });

  it("are gone to, wherever on the web they are, and nowhere else", async () => {
    const tab = browser("/sign-in?tx=t-1");
    tab.others[SIGN_IN] = { status: 200, body: { redirect: "javascript:alert(1)" } };
    expect(await tab.auth.signInAt("t-1", "idp-1")).toEqual({ kind: "unavailable" });
    expect(tab.left).toEqual([]);
    tab.others[SIGN_IN] = { status: 200, body: { redirect: "https://bankid.example/authorize?x=1" } };
    expect(await tab.auth.signInAt("t-1", "idp-1")).toEqual({ kind: "redirecting" });
    expect(tab.left).toEqual(["https://bankid.example/authorize?x=1"]);
  });

  it.each([
    [410, { kind: "expired" }],
    [503, { kind: "unavailable" }],
    [404, { kind: "expired" }],
    [502, { kind: "network" }],
  ])("answer %i with a reason", async (status, expected) => {
    const tab = browser("/sign-in?tx=t-1");
    tab.others[SIGN_IN] = { status, body: {} };
    expect(await tab.auth.signInAt("t-1", "idp-1")).toEqual(expected);
  });

  it("are signed out of too where the server says so", async () => {
    const { tab } = await returned();
    tab.tokenAnswers.push(GOOD);
    await tab.auth.start();
    tab.others["/oidc/logout"] = { status: 204, body: null };
    expect(await tab.auth.signOut()).toBe(false);
    tab.others["/oidc/logout"] = { status: 200, body: { redirect: "https://bankid.example/end" } };
    expect(await tab.auth.signOut()).toBe(true);
    expect(tab.left.at(-1)).toBe("https://bankid.example/end");
  });
});

describe("S-07: the key that the tokens are bound to", () => {
  const claimsOf = (proof: string) => JSON.parse(new TextDecoder().decode(fromBase64Url(proof.split(".")[1] ?? ""))) as Record<string, unknown>;
  const headerOf = (proof: string) => JSON.parse(new TextDecoder().decode(fromBase64Url(proof.split(".")[0] ?? ""))) as { typ: string; alg: string; jwk: Record<string, string> };

  async function verifies(proof: string): Promise<boolean> {
    const [header = "", payload = "", signature = ""] = proof.split(".");
    const key = await crypto.subtle.importKey("jwk", headerOf(proof).jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64Url(signature), new TextEncoder().encode(`${header}.${payload}`));
  }

  it("can't be taken out of the browser", async () => {
    const { pair } = await createKeyBox(undefined).get();
    expect(pair.privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("jwk", pair.privateKey)).rejects.toThrow();
    await expect(crypto.subtle.exportKey("pkcs8", pair.privateKey)).rejects.toThrow();
  });

  it("is named when the code is asked for, and proven when it is exchanged", async () => {
    const { asked, tab } = await returned();
    expect(asked.get("dpop_jkt")).toBe(await thumbprint(await publicJwk(await KEYS.get())));
    tab.tokenAnswers.push(GOOD);
    await tab.auth.start();
    const proof = tab.proofs[0] ?? "";
    expect(await verifies(proof)).toBe(true);
    expect(headerOf(proof)).toMatchObject({ typ: "dpop+jwt", alg: "ES256" });
    expect(headerOf(proof).jwk).not.toHaveProperty("d");
    expect(claimsOf(proof)).toMatchObject({ htm: "POST", htu: `${ORIGIN}/oidc/token`, iat: 1000 });
  });

  it("is not named where the page that comes back would have another", async () => {
    const tab = browser("/", memoryStorage(), memoryStorage(), createKeyBox(undefined));
    await tab.auth.start();
    expect(tab.asked().searchParams.has("dpop_jkt")).toBe(false);
  });

  it("is proven anew with the nonce of a server whose clock is another, and the nonce is kept", async () => {
    const { tab } = await returned();
    tab.tokenAnswers.push({ status: 400, body: { error: "use_dpop_nonce" }, nonce: "n-1" }, GOOD);
    expect(await tab.auth.start()).toMatchObject({ kind: "signedIn" });
    expect(tab.proofs.map((proof) => claimsOf(proof)["nonce"])).toEqual([undefined, "n-1"]);
    expect(new Set(tab.proofs.map((proof) => claimsOf(proof)["jti"])).size).toBe(2);
    expect(tab.forms[1]?.get("code")).toBe("c-1");
  });

  it("is not asked for twice with the same nonce", async () => {
    const { tab } = await returned();
    const refusal = { status: 400, body: { error: "use_dpop_nonce" }, nonce: "n-1" };
    tab.tokenAnswers.push(refusal, refusal, GOOD);
    expect(await tab.auth.start()).toEqual({ kind: "redirecting" });
    expect(tab.proofs).toHaveLength(2);
  });

  it("proves a bound token, for that token and that address alone; a bearer's token needs no proof", async () => {
    const { tab } = await returned();
    tab.tokenAnswers.push({ status: 200, body: { ...GOOD.body, token_type: "DPoP" } });
    await tab.auth.start();
    const proof = (await tab.auth.proofs?.of("POST", "/api/meetings/m/ticket?a=b", "at-1")) ?? "";
    expect(await verifies(proof)).toBe(true);
    expect(claimsOf(proof)).toMatchObject({
      htm: "POST",
      htu: `${ORIGIN}/api/meetings/m/ticket`,
      ath: await sha256Base64Url("at-1"),
    });
    expect(await tab.auth.proofs?.of("POST", "/x", "of-somebody-else")).toBeNull();
    const { tab: bearer } = await returned();
    bearer.tokenAnswers.push(GOOD);
    await bearer.auth.start();
    expect(await bearer.auth.proofs?.of("POST", "/x", "at-1")).toBeNull();
  });
});
