import { array, boolean, instant, integer, nullable, object, oneOf, type Parsed, type Parser, isObject, ParseError, string } from "../json/parse";
import type { Answer, Core } from "./coreApi";
import { nothing } from "./coreApi";

/// Where an organisation's people may sign in besides here, and who is tied to what.

const id = string({ min: 1, max: 200 });
const name = string({ max: 500 });
const address = string({ max: 2000 });
const words = array(string({ max: 200 }), 50);

const levelShape = oneOf("low", "substantial", "high");
const kindShape = oneOf("workplace", "eid");
const authenticationShape = oneOf("client_secret_basic", "client_secret_post", "private_key_jwt", "none");

/// What each `acr` means, by its name.
const levels: Parser<Readonly<Record<string, Parsed<typeof levelShape>>>> = (value, at) => {
  if (!isObject(value)) throw new ParseError(at, "an object");
  return Object.fromEntries(Object.entries(value).map(([acr, level]) => [acr, levelShape(level, `${at}.${acr}`)]));
};

const providerShape = object({
  id,
  name,
  kind: kindShape,
  issuer: address,
  clientId: string({ max: 300 }),
  hasSecret: boolean,
  authentication: authenticationShape,
  scopes: words,
  acrValues: words,
  amr: words,
  maxAgeSeconds: nullable(integer()),
  levels,
  signOutThere: boolean,
  active: boolean,
  moduleOn: boolean,
  redirectUri: address,
  backChannelLogoutUri: address,
  version: integer(1),
});
const providersShape = object({
  providers: array(providerShape, 100),
  signInAddress: address,
  postLogoutRedirectUri: address,
  jwksUri: address,
});
const checkShape = object({
  finding: oneOf("ok", "address", "host", "certificate", "no-answer", "status", "no-metadata", "other-issuer", "elsewhere", "no-keys"),
  detail: nullable(string({ max: 300 })),
  found: nullable(
    object({
      signInHost: string({ max: 300 }),
      keys: integer(),
      signsOut: boolean,
      tellsSignOut: boolean,
      acrValues: words,
      authentications: words,
    }),
  ),
});
const identityShape = object({ id, provider: id, providerName: name, linkedAt: instant, lastUsedAt: nullable(instant) });
const identitiesShape = object({ identities: array(identityShape, 100) });

export type IdentityProvider = Parsed<typeof providerShape>;
export type IdentityProviders = Parsed<typeof providersShape>;
export type ConnectionCheck = Parsed<typeof checkShape>;
export type Identity = Parsed<typeof identityShape>;
export type Level = Parsed<typeof levelShape>;
export type ProviderKind = Parsed<typeof kindShape>;
export type Authentication = Parsed<typeof authenticationShape>;

export const LEVELS = ["low", "substantial", "high"] as const;
export const KINDS = ["workplace", "eid"] as const;
export const AUTHENTICATIONS = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"] as const;

/// What an administrator has written. Without a secret the one that is kept stays.
export interface AskedProvider {
  readonly name: string;
  readonly kind: ProviderKind;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly authentication: Authentication;
  readonly scopes: readonly string[];
  readonly acrValues: readonly string[];
  readonly amr: readonly string[];
  readonly maxAgeSeconds: number | null;
  readonly levels: Readonly<Record<string, Level>>;
  readonly signOutThere: boolean;
  readonly active: boolean;
}

export interface IdentityProvidersApi {
  all(signal?: AbortSignal): Answer<IdentityProviders>;
  make(provider: AskedProvider): Answer<IdentityProvider>;
  change(before: IdentityProvider, provider: AskedProvider): Answer<IdentityProvider>;
  remove(provider: string): Answer<null>;
  check(issuer: string): Answer<ConnectionCheck>;
  identities(sub: string, signal?: AbortSignal): Answer<readonly Identity[]>;
  tie(sub: string, provider: string, subject: string): Answer<Identity>;
  untie(sub: string, identity: string): Answer<null>;
  /// The signed-in person's own.
  mine(signal?: AbortSignal): Answer<readonly Identity[]>;
}

export function identityProvidersApi(core: Core): IdentityProvidersApi {
  const at = (provider: string): string => `/identity-providers/${encodeURIComponent(provider)}`;
  const of = (sub: string): string => `/people/${encodeURIComponent(sub)}/identities`;
  const identities = (path: string, signal?: AbortSignal): Answer<readonly Identity[]> =>
    core.ask({ method: "GET", path, parse: (value, where) => identitiesShape(value, where).identities, signal });
  return {
    all: (signal) => core.ask({ method: "GET", path: "/identity-providers", parse: providersShape, signal }),
    make: (provider) => core.ask({ method: "POST", path: "/identity-providers", body: provider, parse: providerShape }),
    change: (before, provider) =>
      core.ask({ method: "PUT", path: at(before.id), body: { ...provider, version: before.version }, parse: providerShape }),
    remove: (provider) => core.ask({ method: "DELETE", path: at(provider), parse: nothing }),
    check: (issuer) => core.ask({ method: "POST", path: "/identity-provider-check", body: { issuer }, parse: checkShape }),
    identities: (sub, signal) => identities(of(sub), signal),
    tie: (sub, provider, subject) => core.ask({ method: "POST", path: of(sub), body: { provider, subject }, parse: identityShape }),
    untie: (sub, identity) => core.ask({ method: "DELETE", path: `${of(sub)}/${encodeURIComponent(identity)}`, parse: nothing }),
    mine: (signal) => identities("/me/identities", signal),
  };
}
