import { beforeAll, describe, expect, it } from "vitest";
import { toBase64Url } from "../../json/base64url";
import { claimsFor, createTestIssuer, ISSUER, type Part, type TestIssuer } from "./testIssuer";
import type { Expected, Verdict } from "./types";
import { type IssuerKeys, type KeyLookup, verifyAssertion } from "./verify";

const NOW_MS = Date.UTC(2026, 10, 22, 10);
const NOW_S = NOW_MS / 1000;

const expected: Expected = {
  issuer: ISSUER,
  meetingId: "meeting-1",
  role: "instructor",
  otherThanSub: "ola",
  jkt: "A".repeat(43),
};

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await createTestIssuer();
});

function keysWith(lookup: KeyLookup | null = null): IssuerKeys {
  return {
    find: (kid) =>
      Promise.resolve(lookup ?? (kid === "key-1" ? { kind: "key", jwk: issuer.publicJwk } : { kind: "unknown" })),
    nowMs: () => NOW_MS,
  };
}

const verify = (text: string, overrides: Partial<Expected> = {}, keys = keysWith()): Promise<Verdict> =>
  verifyAssertion(text, { ...expected, ...overrides }, keys, crypto.subtle);

async function why(claims: Part, header: Part = {}, overrides: Partial<Expected> = {}): Promise<string> {
  const verdict = await verify(await issuer.sign(claimsFor(NOW_MS, claims), header), overrides);
  return verdict.kind === "refused" ? verdict.why : verdict.kind;
}

/// Put together again after changing one part, without the issuer's help.
const forge = (head: Part, claims: Part, signature: string) =>
  [head, claims].map((part) => toBase64Url(new TextEncoder().encode(JSON.stringify(part)))).join(".") + `.${signature}`;

describe("an identity assertion", () => {
  it("is accepted when every line fits, and says who it is", async () => {
    const verdict = await verify(await issuer.sign(claimsFor(NOW_MS)));
    expect(verdict).toEqual({
      kind: "verified",
      claims: {
        iss: ISSUER,
        sub: "kari",
        name: "Kari Nordmann",
        role: "instructor",
        mtg: "meeting-1",
        iat: NOW_S,
        exp: NOW_S + 600,
        jkt: "A".repeat(43),
        amr: ["pwd"],
        authTime: NOW_S - 100,
        idp: null,
        acr: null,
      },
    });
  });

  it("ID-03: may say which provider vouched for the person, and how surely", async () => {
    const verdict = await verify(await issuer.sign({ ...claimsFor(NOW_MS), idp: "BankID", acr: "high" }));
    expect(verdict).toMatchObject({ kind: "verified", claims: { idp: "BankID", acr: "high" } });
  });

  it("may leave out how and when the person signed in", async () => {
    expect(await why({ amr: undefined, auth_time: undefined })).toBe("verified");
  });

  it("tells a page its own role", async () => {
    expect(await why({ role: "participant" }, {}, { role: null, otherThanSub: null })).toBe("verified");
  });

  it.each(["ES256", "EdDSA", "RS256", "PS256"] as const)("may be signed by %s", async (alg) => {
    const other = await createTestIssuer(alg);
    const verdict = await verify(await other.sign(claimsFor(NOW_MS)), {}, keysWith({ kind: "key", jwk: other.publicJwk }));
    expect(verdict.kind).toBe("verified");
  });

  it.each(["none", "HS256", "ES384", "RS1", "es256"])("is refused with alg %s", async (alg) => {
    expect(await why({}, { alg })).toBe("alg");
  });

  it.each(["JWT", "at+jwt", "EXL-E2EE+JWT", undefined])("is refused with typ %s", async (typ) => {
    expect(await why({}, { typ })).toBe("typ");
  });

  it("is refused when its key is of another type than its alg wants", async () => {
    const rsa = await createTestIssuer("RS256");
    const text = await issuer.sign(claimsFor(NOW_MS));
    expect(await verify(text, {}, keysWith({ kind: "key", jwk: rsa.publicJwk }))).toEqual({ kind: "refused", why: "keyType" });
  });

  it("is refused when the key says that it is for another alg or another use", async () => {
    const text = await issuer.sign(claimsFor(NOW_MS));
    for (const wrong of [{ alg: "ES384" }, { use: "enc" }]) {
      const keys = keysWith({ kind: "key", jwk: { ...issuer.publicJwk, ...wrong } });
      expect(await verify(text, {}, keys)).toEqual({ kind: "refused", why: "keyType" });
    }
  });

  it("is refused with an RSA key of less than 2048 bits", async () => {
    const rsa = await createTestIssuer("RS256");
    const short = { ...rsa.publicJwk, n: String(rsa.publicJwk["n"]).slice(0, 171) };
    const verdict = await verify(await rsa.sign(claimsFor(NOW_MS)), {}, keysWith({ kind: "key", jwk: short }));
    expect(verdict).toEqual({ kind: "refused", why: "keyType" });
  });

  it("is refused when the issuer has no such key", async () => {
    expect(await why({}, { kid: "key-2" })).toBe("unknownKey");
  });

  it("is refused when another issuer signed it under the same key name", async () => {
    const thief = await createTestIssuer();
    expect(await verify(await thief.sign(claimsFor(NOW_MS)))).toEqual({ kind: "refused", why: "signature" });
  });

  it("is refused when a claim was changed after signing", async () => {
    const [, , signature] = (await issuer.sign(claimsFor(NOW_MS))).split(".");
    const head = { alg: "ES256", typ: "exl-e2ee+jwt", kid: "key-1" };
    const changed = forge(head, claimsFor(NOW_MS, { name: "Somebody else" }), signature ?? "");
    expect(await verify(changed)).toEqual({ kind: "refused", why: "signature" });
  });

  it("is refused when the signature has another length", async () => {
    const text = await issuer.sign(claimsFor(NOW_MS));
    expect(await verify(text.slice(0, -2))).toEqual({ kind: "refused", why: "signature" });
  });

  it("gets no verdict while the issuer's keys can't be had", async () => {
    const verdict = await verify(await issuer.sign(claimsFor(NOW_MS)), {}, keysWith({ kind: "unavailable" }));
    expect(verdict).toEqual({ kind: "unavailable" });
  });

  it.each([
    ["iss", { iss: "https://id.example/" }],
    ["aud", { aud: "exorlive-video" }],
    ["mtg", { mtg: "meeting-2" }],
    ["role", { role: "participant" }],
    ["role", { role: "admin" }],
    ["sub", { sub: "ola" }],
    ["iat", { iat: NOW_S + 61, exp: NOW_S + 600 }],
    ["exp", { iat: NOW_S - 660, exp: NOW_S - 60 }],
    ["lifetime", { exp: NOW_S + 601 }],
    ["jkt", { cnf: { jkt: "B".repeat(43) } }],
  ])("is refused for its %s: %o", async (reason, claims: Part) => {
    expect(await why(claims)).toBe(reason);
  });

  it.each([
    ["a minute of the future is the issuer's clock", { iat: NOW_S + 60, exp: NOW_S + 600 }],
    ["a minute past its end is the issuer's clock too", { iat: NOW_S - 659, exp: NOW_S - 59 }],
  ])("is accepted: %s", async (_, claims: Part) => {
    expect(await why(claims)).toBe("verified");
  });

  it.each([
    ["aud as a list", { aud: ["exorlive-video-e2ee"] }],
    ["no name", { name: undefined }],
    ["an empty subject", { sub: "" }],
    ["a fraction of a second", { iat: NOW_S + 0.5 }],
    ["a thumbprint of another length", { cnf: { jkt: "A".repeat(42) } }],
    ["no key at all", { cnf: undefined }],
    ["amr that is no list", { amr: "pwd" }],
    ["a level that there is not", { acr: "highest" }],
    ["a provider without a name", { idp: "" }],
  ])("is malformed with %s", async (_, claims: Part) => {
    expect(await why(claims)).toBe("malformed");
  });

  it("is malformed with a header that names what must be understood", async () => {
    expect(await why({}, { crit: ["b64"], b64: false })).toBe("malformed");
  });

  it.each(["", ".", "a.b", "a.b.c.d", "a.b.c", "e30.e30.", "====.e30.AA"])("is malformed as %s", async (text) => {
    expect(await verify(text)).toEqual({ kind: "refused", why: "malformed" });
  });

  it("is malformed when its bytes are written in a second way", async () => {
    const text = await issuer.sign(claimsFor(NOW_MS));
    const last = text.at(-1) ?? "";
    // 64 bytes leave four bits over in the last character; a reader who ignores them sees the same signature.
    const twin = ["A", "Q", "g", "w"].includes(last) ? String.fromCharCode(last.charCodeAt(0) + 1) : "B";
    expect(await verify(text.slice(0, -1) + twin)).toEqual({ kind: "refused", why: "malformed" });
  });

  it("is refused unread when it is too long", async () => {
    expect(await verify(`${"a".repeat(4000)}.${"b".repeat(90)}.${"c".repeat(90)}`)).toEqual({ kind: "refused", why: "size" });
  });
});
