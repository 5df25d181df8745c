/// The identity assertion (docs/e2ee.md, "Identity assertion"): a JWT of the pinned issuer that binds a page's fresh
/// Ed25519 key to a person, a role and a meeting.

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly name: string;
  readonly role: "instructor" | "participant";
  readonly mtg: string;
  readonly iat: number;
  readonly exp: number;
  readonly jkt: string;
  readonly amr: readonly string[];
  readonly authTime: number | null;
  readonly idp: string | null;
  readonly acr: "low" | "substantial" | "high" | null;
}

/// What an assertion must say to be accepted.
export interface Expected {
  readonly issuer: string;
  readonly meetingId: string;
  /// Null for one's own assertion, which is where a page learns its role.
  readonly role: Claims["role"] | null;
  /// Nobody meets himself. Null for one's own assertion.
  readonly otherThanSub: string | null;
  /// Thumbprint of the key that the assertion must be bound to.
  readonly jkt: string;
}

export type Refusal =
  | "size"
  | "malformed"
  | "typ"
  | "alg"
  | "keyType"
  | "unknownKey"
  | "signature"
  | "iss"
  | "aud"
  | "mtg"
  | "role"
  | "sub"
  | "iat"
  | "exp"
  | "lifetime"
  | "jkt";

export type Verdict =
  | { readonly kind: "verified"; readonly claims: Claims }
  | { readonly kind: "refused"; readonly why: Refusal }
  /// The issuer's keys could not be fetched just now: no verdict.
  | { readonly kind: "unavailable" };
