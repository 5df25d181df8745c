import type { ReadonlySignal } from "@preact/signals";
import type { Me, TokenSource } from "../api";

export type AuthState =
  | { readonly kind: "unknown" }
  | { readonly kind: "signedOut" }
  /// Signed in until now; it ended elsewhere: at the identity provider, by an administrator, or by itself.
  | { readonly kind: "ended" }
  | { readonly kind: "signedIn"; readonly me: Me };

export type AuthProblem =
  /// The server does not answer.
  | "network"
  /// It sent us round and round; the person has to press a button.
  | "loop"
  /// The identity provider said no, or said something that does not fit what we asked.
  | "refused";

export type StartResult =
  /// `returnTo` is the path that the person wanted before signing in: replace the address with it. Null: stay.
  | { readonly kind: "signedIn"; readonly returnTo: string | null }
  | { readonly kind: "signedOut"; readonly problem: AuthProblem | null }
  /// The page is about to go away: show nothing.
  | { readonly kind: "redirecting" };

export type LoginResult =
  /// Right; the page is about to go away.
  | { readonly kind: "redirecting" }
  | { readonly kind: "credentialsWrong" }
  /// The page was open too long or used twice: `signIn()` starts over.
  | { readonly kind: "expired" }
  | { readonly kind: "slowDown"; readonly retryAfterMs: number }
  | { readonly kind: "network" };

/// Where people of an organisation can sign in besides here.
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly kind: "workplace" | "eid";
}

export type ProviderResult =
  /// The page is about to go there.
  | { readonly kind: "redirecting" }
  /// The page was open too long or used twice, or the one-time code can't be used.
  | { readonly kind: "expired" }
  /// It does not answer now. Passwords do.
  | { readonly kind: "unavailable" }
  | { readonly kind: "slowDown"; readonly retryAfterMs: number }
  | { readonly kind: "network" };

/// Who is signed in here. One per page.
export interface Auth extends TokenSource {
  readonly state: ReadonlySignal<AuthState>;
  /// Call once, on page load: ends a sign-in at `/callback`, or sees whether there is a session (by a redirect).
  start(): Promise<StartResult>;
  /// Leaves the page for the identity provider. Without a path: back to what was wanted when the sign-in began.
  signIn(returnTo?: string): void;
  /// The sign-in page's form. `tx` is in that page's address.
  login(tx: string, username: string, password: string): Promise<LoginResult>;
  /// The identity providers of the organisation that signs in here; none while it is not known, or has none.
  providers(organisation?: string): Promise<readonly Provider[]>;
  /// Goes on at one of them.
  signInAt(tx: string, provider: string): Promise<ProviderResult>;
  /// The same for who was invited: whoever that is there is tied to the account.
  linkAt(code: string, provider: string): Promise<ProviderResult>;
  /// Forgets the tokens and ends the session. True: the page goes on to sign out at the identity provider too; false:
  /// it then shows the sign-in page by `signIn("/")`.
  signOut(): Promise<boolean>;
}
