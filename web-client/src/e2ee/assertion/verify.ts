import { fits, isAllowed, isSignedBy, type PublicJwk } from "./algorithms";
import { type Jwt, MAX_CHARACTERS, readJwt } from "./jwt";
import type { Claims, Expected, Refusal, Verdict } from "./types";

/// Whether an assertion says what it must (docs/e2ee.md, "Identity assertion"). Pure: keys and time are arguments.

const TYP = "exl-e2ee+jwt";
const AUDIENCE = "exorlive-video-e2ee";
const MAX_LIFETIME_S = 600;
/// How far the issuer's own clocks may differ from each other.
const LEEWAY_S = 60;

export type KeyLookup =
  | { readonly kind: "key"; readonly jwk: PublicJwk }
  | { readonly kind: "unknown" }
  | { readonly kind: "unavailable" };

export interface IssuerKeys {
  find(kid: string): Promise<KeyLookup>;
  /// Milliseconds since 1970, as the issuer has told it.
  nowMs(): number;
}

export async function verifyAssertion(
  text: string,
  expected: Expected,
  keys: IssuerKeys,
  subtle: SubtleCrypto,
): Promise<Verdict> {
  if (text.length > MAX_CHARACTERS) {
    return refused("size");
  }
  const jwt = readJwt(text);
  if (!jwt) {
    return refused("malformed");
  }
  if (jwt.header.typ !== TYP) {
    return refused("typ");
  }
  if (!isAllowed(jwt.header.alg)) {
    return refused("alg");
  }
  const found = await keys.find(jwt.header.kid);
  if (found.kind === "unavailable") {
    return found;
  }
  if (found.kind === "unknown") {
    return refused("unknownKey");
  }
  if (!fits(jwt.header.alg, found.jwk)) {
    return refused("keyType");
  }
  if (!(await isSignedBy(subtle, jwt.header.alg, found.jwk, jwt.signature, jwt.signed))) {
    return refused("signature");
  }
  const why = wrongClaim(jwt.claims, expected, Math.floor(keys.nowMs() / 1000));
  return why ? refused(why) : { kind: "verified", claims: toClaims(jwt.claims) };
}

function wrongClaim(claims: Jwt["claims"], expected: Expected, nowS: number): Refusal | null {
  if (claims.iss !== expected.issuer) return "iss";
  if (claims.aud !== AUDIENCE) return "aud";
  if (claims.mtg !== expected.meetingId) return "mtg";
  if (!isRole(claims.role) || (expected.role !== null && claims.role !== expected.role)) return "role";
  if (claims.sub === expected.otherThanSub) return "sub";
  if (claims.iat > nowS + LEEWAY_S) return "iat";
  if (claims.exp <= nowS - LEEWAY_S) return "exp";
  if (claims.exp - claims.iat > MAX_LIFETIME_S) return "lifetime";
  if (claims.cnf.jkt !== expected.jkt) return "jkt";
  return null;
}

const isRole = (role: string): role is Claims["role"] => role === "instructor" || role === "participant";

function toClaims({ iss, sub, name, role, mtg, iat, exp, cnf, amr, auth_time, idp, acr }: Jwt["claims"]): Claims {
  if (!isRole(role)) {
    throw new Error("a role that was checked is none");
  }
  return { iss, sub, name, role, mtg, iat, exp, jkt: cnf.jkt, amr: amr ?? [], authTime: auth_time, idp, acr };
}

const refused = (why: Refusal): Verdict => ({ kind: "refused", why });
