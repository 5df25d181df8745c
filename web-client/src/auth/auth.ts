import { signal } from "@preact/signals";
import { createCoreApi, type Me, type Result, type ApiRefusal } from "../api";
import { readJson, retryAfterMs, TokenUnavailable } from "../api/http";
import { markRestarted, takeRestarted } from "./restarted";
import { randomBase64Url } from "../json/base64url";
import { object, string } from "../json/parse";
import { authorizeUrl, type OidcConfig, readCallback, sameOriginConfig } from "./oidc";
import { goTo, keepOrganisation, loadProviders, organisationIn, readRedirect } from "./providers";
import { createPendingStore, type PendingSignIn, safeReturnPath } from "./pending";
import { createKeyBox, type KeyBox } from "./key";
import { createProofMaker } from "./proofs";
import { createTokenHolder } from "./tokens";
import type { Auth, AuthState, LoginResult, StartResult } from "./types";

/// What the browser gives: its own things in the page, small fakes in the tests.
export interface AuthSurroundings {
  readonly origin: string;
  readonly path: () => { readonly pathname: string; readonly search: string; readonly hash: string };
  /// Leaves the page.
  readonly leave: (url: string) => void;
  readonly storage: Storage;
  /// What stays when the tab is closed.
  readonly lasting: Storage;
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  readonly nowMs: () => number;
  readonly keys: KeyBox;
  readonly loadMe?: (auth: Auth) => Promise<Result<Me, ApiRefusal>>;
}

export function browserSurroundings(): AuthSurroundings {
  return {
    origin: location.origin,
    path: () => location,
    leave: (url) => location.replace(url),
    storage: sessionStorage,
    lasting: localStorage,
    fetch: (input, init) => fetch(input, init),
    nowMs: () => Date.now(),
    keys: createKeyBox(keyDatabase()),
  };
}

/// Where a browser forbids it, reading the name alone may throw.
function keyDatabase(): IDBFactory | undefined {
  try {
    return globalThis.indexedDB;
  } catch {
    return undefined;
  }
}

const loginAnswer = object({ redirect: string({ min: 1, max: 4000 }) });

export function createAuth(around: AuthSurroundings = browserSurroundings()): Auth {
  const config = sameOriginConfig(around.origin);
  const state = signal<AuthState>({ kind: "unknown" });
  const pending = createPendingStore(around.storage);
  const proofs = createProofMaker(around.keys, around.origin, around.nowMs);
  const tokens = createTokenHolder({ config, fetch: around.fetch, nowMs: around.nowMs, proofs }, () => {
    if (state.peek().kind === "signedIn") state.value = { kind: "ended" };
  });

  async function redirect(returnTo: string): Promise<void> {
    const next: PendingSignIn = {
      state: randomBase64Url(24),
      nonce: randomBase64Url(24),
      verifier: randomBase64Url(32),
      returnTo: safeReturnPath(returnTo),
    };
    pending.save(next);
    around.leave(await authorizeUrl(config, next, await proofs.lastingThumbprint()));
  }

  async function tryRedirect(returnTo: string): Promise<StartResult> {
    if (!pending.mayRedirect(around.nowMs())) {
      return signedOut("loop");
    }
    await redirect(returnTo);
    return { kind: "redirecting" };
  }

  function signedOut(problem: "network" | "loop" | "refused" | null): StartResult {
    tokens.forget();
    state.value = { kind: "signedOut" };
    return { kind: "signedOut", problem };
  }

  async function finishCallback(search: string): Promise<StartResult> {
    const asked = pending.take();
    const answer = readCallback(config, search, asked);
    if (answer.kind === "notOurs" || !asked) {
      return tryRedirect("/");
    }
    if (answer.kind === "refused") {
      return signedOut("refused");
    }
    try {
      await tokens.exchange(answer.code, asked.verifier, asked.nonce);
    } catch (error) {
      // A code is good once: reloading `/callback` comes here, and the session answers anew.
      const network = error instanceof TokenUnavailable && error.reason === "network";
      return network ? signedOut("network") : tryRedirect(asked.returnTo);
    }
    return welcome(asked.returnTo);
  }

  async function welcome(returnTo: string): Promise<StartResult> {
    const me = await (around.loadMe ?? loadMe)(auth);
    if (me.kind === "refused") {
      return signedOut(me.refusal.code === "network" ? "network" : "refused");
    }
    pending.arrived();
    takeRestarted(around.storage);
    keepOrganisation(around.lasting, me.value.organisation.id);
    state.value = { kind: "signedIn", me: me.value };
    return { kind: "signedIn", returnTo };
  }

  const auth: Auth = {
    state,
    start: () => {
      const { pathname, search, hash } = around.path();
      if (pathname === "/callback") {
        return finishCallback(search);
      }
      // The sign-in page belongs to a sign-in of this tab; any other is started over.
      if (pathname === "/sign-in") {
        if (new URLSearchParams(search).get("problem") === "login-expired") markRestarted(around.storage);
        if (pending.peek() && new URLSearchParams(search).has("tx")) {
          pending.arrived();
          return Promise.resolve(signedOut(null));
        }
        return tryRedirect(pending.peek()?.returnTo ?? "/");
      }
      const organisation = organisationIn(pathname);
      if (organisation !== null) {
        keepOrganisation(around.lasting, organisation);
        return tryRedirect("/");
      }
      return tryRedirect(pathname + search + hash);
    },
    signIn: (returnTo) => {
      void redirect(returnTo ?? pending.peek()?.returnTo ?? "/");
    },
    login: (tx, username, password) => login(around, config, tx, username, password),
    providers: (organisation) => {
      if (organisation !== undefined) keepOrganisation(around.lasting, organisation);
      return loadProviders(config, around.fetch, around.lasting);
    },
    signInAt: (tx, provider) => goTo(config.providerSignInEndpoint, around.fetch, around.leave, { tx, provider }),
    linkAt: (code, provider) => goTo(config.providerLinkEndpoint, around.fetch, around.leave, { code, provider }),
    proofs: {
      of: (method, path, token) => (tokens.isBound(token) ? proofs.proof(method, path, token) : Promise.resolve(null)),
      wantsAnother: (path, response) => proofs.wantsAnother(path, response),
    },
    accessToken: (options) => tokens.accessToken(options?.for ?? "core", options?.renew ?? false),
    signOut: async () => {
      tokens.forget();
      state.value = { kind: "signedOut" };
      await around.keys.drop();
      try {
        const ended = await around.fetch(config.logoutEndpoint, { method: "POST", credentials: "same-origin", cache: "no-store" });
        const there = ended.status === 200 ? readRedirect(await readJson(ended)) : null;
        if (there !== null) around.leave(there);
        return there !== null;
      } catch {
        // Without a network the session ends by itself at the server; here it is over already.
        return false;
      }
    },
  };
  return auth;
}

function loadMe(auth: Auth): Promise<Result<Me, ApiRefusal>> {
  return createCoreApi(auth).me();
}

async function login(
  around: AuthSurroundings,
  config: OidcConfig,
  tx: string,
  username: string,
  password: string,
): Promise<LoginResult> {
  try {
    const response = await around.fetch(config.loginEndpoint, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ tx, username, password }),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
    });
    if (!response.ok) {
      return loginRefusal(response);
    }
    const { redirect } = loginAnswer(await readJson(response), "$");
    // Only our own callback: whatever else an answer may name is not gone to.
    if (!redirect.startsWith(`${config.redirectUri}?`)) {
      return { kind: "expired" };
    }
    around.leave(redirect);
    return { kind: "redirecting" };
  } catch {
    return { kind: "network" };
  }
}

function loginRefusal(response: Response): LoginResult {
  switch (response.status) {
    case 401:
      return { kind: "credentialsWrong" };
    case 410:
      return { kind: "expired" };
    case 429:
      return { kind: "slowDown", retryAfterMs: retryAfterMs(response) ?? 5000 };
    default:
      return response.status >= 500 ? { kind: "network" } : { kind: "expired" };
  }
}
