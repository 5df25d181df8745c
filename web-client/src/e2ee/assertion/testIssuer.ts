import { toBase64Url } from "../../json/base64url";
import type { PublicJwk } from "./algorithms";
import type { Fetch } from "./types";

/// An identity provider for tests: has a key, publishes it, and signs whatever it is told to.

export const ISSUER = "https://id.example";
export const JWKS_URI = "https://id.example/oidc/jwks";

const utf8 = new TextEncoder();
const part = (value: unknown) => toBase64Url(utf8.encode(JSON.stringify(value)));

export type Part = Readonly<Record<string, unknown>>;

export interface TestIssuer {
  readonly publicJwk: PublicJwk;
  sign(claims: Part, header?: Part): Promise<string>;
}

const ALGORITHMS = {
  ES256: [{ name: "ECDSA", namedCurve: "P-256" }, { name: "ECDSA", hash: "SHA-256" }],
  EdDSA: [{ name: "Ed25519" }, { name: "Ed25519" }],
  RS256: [rsa("RSASSA-PKCS1-v1_5"), { name: "RSASSA-PKCS1-v1_5" }],
  PS256: [rsa("RSA-PSS"), { name: "RSA-PSS", saltLength: 32 }],
} as const;

function rsa(name: string) {
  return { name, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" };
}

export async function createTestIssuer(alg: keyof typeof ALGORITHMS = "ES256", kid = "key-1"): Promise<TestIssuer> {
  const [make, use] = ALGORITHMS[alg];
  const pair = (await crypto.subtle.generateKey(make, true, ["sign", "verify"])) as CryptoKeyPair;
  const { kty, crv, x, y, n, e } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const bare = Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined);
  return {
    publicJwk: { ...Object.fromEntries(bare), kid, alg, use: "sig" },
    sign: async (claims, header = {}) => {
      const signed = `${part({ alg, typ: "exl-e2ee+jwt", kid, ...header })}.${part(claims)}`;
      const signature = await crypto.subtle.sign(use, pair.privateKey, utf8.encode(signed));
      return `${signed}.${toBase64Url(new Uint8Array(signature))}`;
    },
  };
}

export function claimsFor(nowMs: number, overrides: Part = {}): Part {
  const iat = Math.floor(nowMs / 1000);
  return {
    iss: ISSUER,
    aud: "exorlive-video-e2ee",
    sub: "kari",
    name: "Kari Nordmann",
    role: "instructor",
    mtg: "meeting-1",
    iat,
    exp: iat + 600,
    jti: "jti-1",
    cnf: { jkt: "A".repeat(43) },
    amr: ["pwd"],
    auth_time: iat - 100,
    ...overrides,
  };
}

/// Answers with these keys and says that time in its `Date` header.
export function fetchOf(keys: () => readonly PublicJwk[], wallMs: () => number): Fetch {
  return () =>
    Promise.resolve(
      new Response(JSON.stringify({ keys: keys() }), { headers: { date: new Date(wallMs()).toUTCString() } }),
    );
}
