import { type AskedProvider, type Authentication, type IdentityProvider, type Level, LEVELS, type ProviderKind } from "../../api/identityProviders";

/// A provider as it is being written, and what is wrong with it. Pure.
export interface Draft {
  readonly name: string;
  readonly kind: ProviderKind;
  readonly issuer: string;
  readonly clientId: string;
  readonly authentication: Authentication;
  readonly secret: string;
  readonly scopes: string;
  readonly acr: string;
  readonly amr: string;
  readonly maxAgeMinutes: string;
  /// What an administrator says that a level means. Left out: as is generally known.
  readonly levels: Readonly<Record<string, Level>>;
  readonly signOutThere: boolean;
  readonly active: boolean;
}

export const EMPTY: Draft = {
  name: "",
  kind: "workplace",
  issuer: "",
  clientId: "",
  authentication: "client_secret_basic",
  secret: "",
  scopes: "openid",
  acr: "",
  amr: "",
  maxAgeMinutes: "",
  levels: {},
  signOutThere: false,
  active: true,
};

export function draftOf(provider: IdentityProvider): Draft {
  return {
    name: provider.name,
    kind: provider.kind,
    issuer: provider.issuer,
    clientId: provider.clientId,
    authentication: provider.authentication,
    secret: "",
    scopes: provider.scopes.join(" "),
    acr: provider.acrValues.join(" "),
    amr: provider.amr.join(" "),
    maxAgeMinutes: provider.maxAgeSeconds === null ? "" : String(provider.maxAgeSeconds / 60),
    levels: provider.levels,
    signOutThere: provider.signOutThere,
    active: provider.active,
  };
}

export function words(text: string): readonly string[] {
  return text.trim().split(/,?\s+/).filter((word) => word !== "");
}

/// The levels that may be given a meaning: those that are asked for, and those that have one.
export function knownAcr(draft: Draft): readonly string[] {
  return [...new Set([...words(draft.acr), ...Object.keys(draft.levels)])];
}

/// An empty level takes the meaning away.
export function withLevel(draft: Draft, acr: string, level: string): Draft {
  const others = Object.entries(draft.levels).filter(([name]) => name !== acr);
  const known = LEVELS.find((each) => each === level);
  return { ...draft, levels: Object.fromEntries(known ? [...others, [acr, known]] : others) };
}

const MOST_WORDS = 10;
const LONGEST_MINUTES = 1440;

/// What is wrong with each field. `secretAgain`: a secret is only for the address that it was written for.
export interface Problems {
  readonly name?: "needName";
  readonly issuer?: "needIssuer" | "wrongIssuer";
  readonly clientId?: "needClient";
  readonly secret?: "needSecret" | "secretAgain";
  readonly scopes?: "tooMany";
  readonly acr?: "tooMany";
  readonly amr?: "tooMany";
  readonly maxAge?: "wrongAge";
}

export function needsSecret(authentication: Authentication): boolean {
  return authentication === "client_secret_basic" || authentication === "client_secret_post";
}

export function problemsOf(draft: Draft, before: IdentityProvider | null): Problems {
  const issuer = issuerProblem(draft.issuer.trim());
  const secret = secretProblem(draft, before);
  const tooMany = (text: string): boolean => words(text).length > MOST_WORDS;
  return {
    ...(draft.name.trim() === "" ? { name: "needName" } : {}),
    ...(issuer ? { issuer } : {}),
    ...(draft.clientId.trim() === "" ? { clientId: "needClient" } : {}),
    ...(secret ? { secret } : {}),
    ...(tooMany(withOpenId(draft.scopes).join(" ")) ? { scopes: "tooMany" } : {}),
    ...(tooMany(draft.acr) ? { acr: "tooMany" } : {}),
    ...(tooMany(draft.amr) ? { amr: "tooMany" } : {}),
    ...(secondsOf(draft.maxAgeMinutes) === "wrong" ? { maxAge: "wrongAge" } : {}),
  };
}

function issuerProblem(issuer: string): "needIssuer" | "wrongIssuer" | null {
  if (issuer === "") return "needIssuer";
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  // Plain http is for trials on one machine; the server decides.
  const usable = url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "" && url.username === "";
  return usable ? null : "wrongIssuer";
}

function secretProblem(draft: Draft, before: IdentityProvider | null): "needSecret" | "secretAgain" | null {
  if (!needsSecret(draft.authentication) || draft.secret !== "") return null;
  if (!before?.hasSecret) return "needSecret";
  return before.issuer === draft.issuer.trim() ? null : "secretAgain";
}

/// Minutes as a person writes them, in whole seconds; null: none.
export function secondsOf(minutes: string): number | null | "wrong" {
  const text = minutes.trim().replace(",", ".");
  if (text === "") return null;
  const number = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && number <= LONGEST_MINUTES ? Math.round(number * 60) : "wrong";
}

function withOpenId(scopes: string): readonly string[] {
  return [...new Set(["openid", ...words(scopes)])];
}

/// Only of a draft without problems.
export function askedOf(draft: Draft): AskedProvider {
  const age = secondsOf(draft.maxAgeMinutes);
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    issuer: draft.issuer.trim(),
    clientId: draft.clientId.trim(),
    ...(needsSecret(draft.authentication) && draft.secret !== "" ? { clientSecret: draft.secret } : {}),
    authentication: draft.authentication,
    scopes: withOpenId(draft.scopes),
    acrValues: words(draft.acr),
    amr: words(draft.amr),
    maxAgeSeconds: age === "wrong" ? null : age,
    levels: draft.levels,
    signOutThere: draft.signOutThere,
    active: draft.active,
  };
}
