import { readJson, TokenUnavailable } from "../api/http";
import { type OidcConfig, readTokens, type Tokens } from "./oidc";

/// Renewed when less than this is left. Longer renews more often than needed, shorter risks that a token
/// runs out on its way.
const RENEW_BEFORE_MS = 60_000;

export interface AuthDeps {
  readonly config: OidcConfig;
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  readonly nowMs: () => number;
}

/// The tokens of this page: in memory only. Refresh tokens are good once, so at any time one renewal is on
/// its way at most, and everyone who asks meanwhile gets its result.
export interface TokenHolder {
  exchange(code: string, verifier: string, nonce: string): Promise<void>;
  accessToken(renew: boolean): Promise<string>;
  forget(): void;
}

export function createTokenHolder(deps: AuthDeps, onLost: () => void): TokenHolder {
  let tokens: Tokens | null = null;
  let renewal: Promise<string> | null = null;

  async function ask(form: Record<string, string>, nonce: string | null): Promise<Tokens> {
    let response: Response;
    try {
      response = await deps.fetch(deps.config.tokenEndpoint, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
        body: new URLSearchParams({ ...form, client_id: deps.config.clientId }).toString(),
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
      });
    } catch {
      throw new TokenUnavailable("network");
    }
    if (!response.ok) {
      throw new TokenUnavailable(response.status >= 500 || response.status === 429 ? "network" : "signedOut");
    }
    return readTokens(deps.config, await readJson(response), nonce, deps.nowMs());
  }

  async function renewOnce(): Promise<string> {
    const refreshToken = tokens?.refreshToken;
    if (!refreshToken) {
      throw new TokenUnavailable("signedOut");
    }
    try {
      const renewed = await ask({ grant_type: "refresh_token", refresh_token: refreshToken }, null);
      tokens = { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
      return renewed.accessToken;
    } catch (error) {
      if (error instanceof TokenUnavailable && error.reason === "network") {
        throw error;
      }
      tokens = null;
      onLost();
      throw new TokenUnavailable("signedOut");
    }
  }

  return {
    exchange: async (code, verifier, nonce) => {
      tokens = await ask(
        { grant_type: "authorization_code", code, redirect_uri: deps.config.redirectUri, code_verifier: verifier },
        nonce,
      );
    },
    accessToken: (renew) => {
      if (!tokens) {
        return Promise.reject(new TokenUnavailable("signedOut"));
      }
      if (!renew && !renewal && tokens.expiresAtMs - deps.nowMs() > RENEW_BEFORE_MS) {
        return Promise.resolve(tokens.accessToken);
      }
      renewal ??= renewOnce().finally(() => {
        renewal = null;
      });
      return renewal;
    },
    forget: () => {
      tokens = null;
    },
  };
}

