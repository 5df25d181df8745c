import { readJson, retryAfterMs } from "../api/http";
import { array, object, oneOf, string } from "../json/parse";
import type { OidcConfig } from "./oidc";
import type { Provider, ProviderResult } from "./types";

/// Signing in by an organisation's own identity providers: which there are, and going there.

type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/// Which organisation signs in in this browser: no secret, and about nobody.
const KEY = "exorlive.organisation";
const ID = /^[A-Za-z0-9_-]{1,40}$/;

const providersShape = object({
  providers: array(object({ id: string({ min: 1, max: 60 }), name: string({ min: 1, max: 60 }), kind: oneOf("workplace", "eid") }), 30),
});
const redirectShape = object({ redirect: string({ min: 1, max: 8000 }) });

/// `/at/…` is an organisation's own way in: its sign-in page, with its providers.
export function organisationIn(pathname: string): string | null {
  const id = /^\/at\/([^/]+)\/?$/.exec(pathname)?.[1] ?? "";
  return ID.test(id) ? id : null;
}

export function keepOrganisation(storage: Storage, id: string): void {
  if (ID.test(id)) storage.setItem(KEY, id);
}

/// None is as good an answer as any: the password form is there without it.
export async function loadProviders(config: OidcConfig, fetch: Fetch, storage: Storage): Promise<readonly Provider[]> {
  const organisation = storage.getItem(KEY);
  const query = organisation !== null && ID.test(organisation) ? `?organisation=${organisation}` : "";
  try {
    const response = await fetch(config.providersEndpoint + query, { headers: { Accept: "application/json" }, cache: "no-store" });
    return response.ok ? providersShape(await readJson(response), "$").providers : [];
  } catch {
    return [];
  }
}

/// Asks core where to go with a sign-in (`tx`) or with an invitation (`code`), and goes there.
export async function goTo(
  endpoint: string,
  fetch: Fetch,
  leave: (url: string) => void,
  ask: { readonly provider: string } & ({ readonly tx: string } | { readonly code: string }),
): Promise<ProviderResult> {
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(ask),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
    });
    if (!response.ok) return refusal(response);
    const address = readRedirect(await readJson(response));
    if (address === null) return { kind: "unavailable" };
    leave(address);
    return { kind: "redirecting" };
  } catch {
    return { kind: "network" };
  }
}

/// An address of the web, whatever the answer may say; null: it is none.
export function readRedirect(body: unknown): string | null {
  const { redirect } = redirectShape(body, "$");
  return /^https?:\/\//.test(redirect) && URL.canParse(redirect) ? redirect : null;
}

function refusal(response: Response): ProviderResult {
  switch (response.status) {
    case 404:
    case 410:
      return { kind: "expired" };
    case 429:
      return { kind: "slowDown", retryAfterMs: retryAfterMs(response) ?? 5000 };
    case 503:
      return { kind: "unavailable" };
    default:
      return response.status >= 500 ? { kind: "network" } : { kind: "expired" };
  }
}
