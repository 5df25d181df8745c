import { fromBase64Url, sha256Base64Url } from "../json/base64url";
import { array, integer, nullable, object, oneOf, ParseError, parseJson, string } from "../json/parse";
import type { PendingSignIn } from "./pending";

/// The messages of OpenID Connect with authorization code and PKCE (RFC 6749, RFC 7636, RFC 9207). Pure: no I/O.

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly loginEndpoint: string;
  readonly logoutEndpoint: string;
  readonly providersEndpoint: string;
  readonly providerSignInEndpoint: string;
  readonly providerLinkEndpoint: string;
  readonly scope: string;
  /// The part of `scope` that core takes, and the part that signaling takes.
  readonly coreScope: string;
  readonly signalingScope: string;
}

/// core serves the page and is its identity provider, so nothing has to be discovered.
export function sameOriginConfig(origin: string): OidcConfig {
  return {
    issuer: origin,
    clientId: "exorlive-web",
    redirectUri: `${origin}/callback`,
    authorizationEndpoint: `${origin}/oidc/authorize`,
    tokenEndpoint: `${origin}/oidc/token`,
    loginEndpoint: `${origin}/oidc/login`,
    logoutEndpoint: `${origin}/oidc/logout`,
    providersEndpoint: `${origin}/oidc/providers`,
    providerSignInEndpoint: `${origin}/oidc/provider-sign-in`,
    providerLinkEndpoint: `${origin}/oidc/provider-link`,
    scope: "openid profile core meeting",
    coreScope: "openid profile core",
    signalingScope: "meeting",
  };
}

/// `keyThumbprint`: of the key that the code is for (RFC 9449 section 10); null: for whichever comes with it.
export async function authorizeUrl(config: OidcConfig, pending: PendingSignIn, keyThumbprint: string | null): Promise<string> {
  const url = new URL(config.authorizationEndpoint);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: config.clientId,
    redirect_uri: config.redirectUri,
    scope: config.scope,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await sha256Base64Url(pending.verifier),
    code_challenge_method: "S256",
    ...(keyThumbprint === null ? {} : { dpop_jkt: keyThumbprint }),
  }).toString();
  return url.href;
}

export type CallbackAnswer =
  | { readonly kind: "code"; readonly code: string }
  /// The provider wants the person to do something that the redirect could not.
  | { readonly kind: "refused" }
  /// Not an answer to what this tab asked.
  | { readonly kind: "notOurs" };

/// RFC 9207 section 2.4: the issuer in the answer is compared before anything else is believed.
export function readCallback(config: OidcConfig, search: string, pending: PendingSignIn | null): CallbackAnswer {
  const answer = new URLSearchParams(search);
  if (pending?.state !== answer.get("state")) {
    return { kind: "notOurs" };
  }
  if (answer.get("iss") !== config.issuer) {
    return { kind: "refused" };
  }
  const code = answer.get("code");
  return code && !answer.has("error") ? { kind: "code", code } : { kind: "refused" };
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresAtMs: number;
  /// Worth nothing without a proof of the key that it is bound to.
  readonly isBound: boolean;
}

const tokenAnswer = object({
  access_token: string({ min: 1, max: 16_384 }),
  token_type: (value: unknown, at: string) => oneOf("bearer", "dpop")(String(value).toLowerCase(), at),
  expires_in: integer(1, 86_400),
  refresh_token: nullable(string({ min: 1, max: 4096 })),
  id_token: nullable(string({ min: 1, max: 16_384 })),
});

export function readTokens(config: OidcConfig, body: unknown, nonce: string | null, nowMs: number): Tokens {
  const answer = tokenAnswer(body, "$");
  if (answer.id_token !== null && nonce !== null) {
    checkIdToken(config, answer.id_token, nonce, nowMs);
  }
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAtMs: nowMs + answer.expires_in * 1000,
    isBound: answer.token_type === "dpop",
  };
}

const idTokenClaims = object({
  iss: string(),
  aud: (value: unknown, at: string) => (typeof value === "string" ? [value] : array(string(), 20)(value, at)),
  exp: integer(),
  nonce: string(),
});

/// OpenID Connect Core 3.1.3.7. Its signature need not be checked: the token came straight from the
/// token endpoint over TLS (point 6).
function checkIdToken(config: OidcConfig, idToken: string, nonce: string, nowMs: number): void {
  const payload = idToken.split(".")[1];
  if (payload === undefined) {
    throw new ParseError("id_token", "a JWT");
  }
  const claims = idTokenClaims(parseJson(new TextDecoder().decode(fromBase64Url(payload))), "id_token");
  const fits =
    claims.iss === config.issuer &&
    claims.aud.includes(config.clientId) &&
    claims.nonce === nonce &&
    claims.exp * 1000 > nowMs - 60_000;
  if (!fits) {
    throw new ParseError("id_token", "the answer to this sign-in");
  }
}
