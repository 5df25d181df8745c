import { readJson, type TokenFor, TokenUnavailable } from "../api/http";
import { type OidcConfig, readTokens, type Tokens } from "./oidc";
import type { ProofMaker } from "./proofs";

/// Renewed when less than this is left. Longer renews more often than needed, shorter risks that a token
/// runs out on its way.
const RENEW_BEFORE_MS = 60_000;

export interface AuthDeps {
  readonly config: OidcConfig;
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  readonly nowMs: () => number;
  readonly proofs: ProofMaker;
}

/// The tokens of this page: in memory only. Refresh tokens are good once, so at any time one renewal is on
/// its way at most, and everyone who asks meanwhile for the same gets its result.
///
/// What the sign-in gives is good at core and at signaling alike. Signaling is never shown it: it gets one for
/// itself alone, with which it could do nothing at core in this person's name.
export interface TokenHolder {
  exchange(code: string, verifier: string, nonce: string): Promise<void>;
  accessToken(use: TokenFor, renew: boolean): Promise<string>;
  /// Whether this token of ours is worth nothing without a proof.
  isBound(token: string): boolean;
  forget(): void;
}

/// Whom a token is for: `both` comes from the sign-in, the others from a renewal for a part of its scope.
type Audience = "both" | "core" | "signaling";

interface Held {
  readonly refreshToken: string | null;
  readonly access: ReadonlyMap<Audience, AccessToken>;
}

type AccessToken = Pick<Tokens, "accessToken" | "expiresAtMs" | "isBound">;

export function createTokenHolder(deps: AuthDeps, onLost: () => void): TokenHolder {
  const { config } = deps;
  let held: Held | null = null;
  const renewals = new Map<Audience, Promise<string>>();
  let lastRenewal: Promise<unknown> = Promise.resolve();

  async function askOnce(form: Record<string, string>): Promise<Response> {
    return deps.fetch(config.tokenEndpoint, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        Accept: "application/json",
        DPoP: await deps.proofs.proof("POST", config.tokenEndpoint, null),
      },
      body: new URLSearchParams({ ...form, client_id: config.clientId }).toString(),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
    });
  }

  async function ask(form: Record<string, string>, nonce: string | null): Promise<Tokens> {
    let response: Response;
    try {
      response = await askOnce(form);
      if (deps.proofs.wantsAnother(config.tokenEndpoint, response)) {
        response = await askOnce(form);
      }
    } catch {
      throw new TokenUnavailable("network");
    }
    if (!response.ok) {
      throw new TokenUnavailable(response.status >= 500 || response.status === 429 ? "network" : "signedOut");
    }
    return readTokens(config, await readJson(response), nonce, deps.nowMs());
  }

  async function renewOnce(audience: "core" | "signaling"): Promise<string> {
    const before = held;
    if (!before?.refreshToken) {
      throw new TokenUnavailable("signedOut");
    }
    const scope = audience === "core" ? config.coreScope : config.signalingScope;
    try {
      const renewed = await ask({ grant_type: "refresh_token", refresh_token: before.refreshToken, scope }, null);
      if (held === before) {
        const access = new Map(before.access).set(audience, renewed);
        held = { refreshToken: renewed.refreshToken ?? before.refreshToken, access };
      }
      return renewed.accessToken;
    } catch (error) {
      if (error instanceof TokenUnavailable && error.reason === "network") {
        throw error;
      }
      held = null;
      onLost();
      throw new TokenUnavailable("signedOut");
    }
  }

  function renewal(audience: "core" | "signaling"): Promise<string> {
    const running = renewals.get(audience);
    if (running) {
      return running;
    }
    const next = lastRenewal
      .catch(() => undefined)
      .then(() => renewOnce(audience))
      .finally(() => renewals.delete(audience));
    renewals.set(audience, next);
    lastRenewal = next;
    return next;
  }

  /// The first of these that is good for a while.
  function fresh(audiences: readonly Audience[]): string | null {
    for (const audience of audiences) {
      const token = held?.access.get(audience);
      if (token && token.expiresAtMs - deps.nowMs() > RENEW_BEFORE_MS) {
        return token.accessToken;
      }
    }
    return null;
  }

  return {
    exchange: async (code, verifier, nonce) => {
      const tokens = await ask(
        { grant_type: "authorization_code", code, redirect_uri: config.redirectUri, code_verifier: verifier },
        nonce,
      );
      held = { refreshToken: tokens.refreshToken, access: new Map([["both", tokens]]) };
    },
    accessToken: (use, renew) => {
      if (!held) {
        return Promise.reject(new TokenUnavailable("signedOut"));
      }
      const audience = use === "signaling" ? "signaling" : "core";
      const token = renew || renewals.has(audience) ? null : fresh(SUITABLE[use]);
      return token === null ? renewal(audience) : Promise.resolve(token);
    },
    isBound: (token) => [...(held?.access.values() ?? [])].some((it) => it.accessToken === token && it.isBound),
    forget: () => {
      held = null;
    },
  };
}

const SUITABLE: Readonly<Record<TokenFor, readonly Audience[]>> = {
  core: ["core", "both"],
  coreAlone: ["core"],
  signaling: ["signaling"],
};
