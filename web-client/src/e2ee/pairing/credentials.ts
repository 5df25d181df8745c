import { type Agreement, createAgreement, createSigner, type Hello } from "../agreement";
import { type Claims, type IssuerKeys, thumbprint, verifyAssertion } from "../assertion";
import { utf8 } from "../bytes";
import type { AssertionAnswer } from "../../call/ports";
import type { PairingDeps } from "./types";

/// The page's own side, made ready before anybody comes: signature key, assertion, and one key package to take.
/// Confined to the pairing's mailbox.

/// The assertion lives ten minutes; an older one than this is not begun with.
const FRESH_MS = 8 * 60_000;
const NO_ANSWER_MS = 15_000;
const LONGEST_WAIT_MS = 30_000;

type Asking =
  | { readonly kind: "asked"; readonly untilMs: number }
  | { readonly kind: "waiting"; readonly untilMs: number }
  | { readonly kind: "rest" }
  /// Not asked again before one is needed.
  | { readonly kind: "refused" };

export interface OwnSide {
  readonly agreement: Agreement;
  readonly signatureKey: Uint8Array;
  readonly claims: Claims;
}

export interface Credentials {
  start(nowMs: number): Promise<void>;
  /// Null until the own assertion was verified: before that a page does not know its role.
  readonly own: OwnSide | null;
  isFresh(nowMs: number): boolean;
  /// Asks for a new assertion, unless that has been done.
  want(nowMs: number): void;
  onAssertion(answer: AssertionAnswer, nowMs: number): Promise<"ready" | "later" | "refused">;
  /// A key package for one pairing.
  take(): Promise<Hello>;
  /// Makes the next one ahead of time.
  prepare(): Promise<void>;
  onTimeout(nowMs: number): void;
  deadlineMs(): number;
}

export function createCredentials(
  deps: PairingDeps,
  keys: IssuerKeys,
  wantAssertion: (jkt: string) => void,
): Credentials {
  const { subtle } = deps;
  let page: { readonly agreement: Agreement; readonly signatureKey: Uint8Array; readonly jkt: string } | null = null;
  let current: { readonly claims: Claims; readonly bytes: Uint8Array; readonly atMs: number } | null = null;
  let spare: Hello | null = null;
  let asking: Asking = { kind: "rest" };
  let failures = 0;

  function ask(nowMs: number): void {
    if (page) {
      asking = { kind: "asked", untilMs: nowMs + NO_ANSWER_MS };
      wantAssertion(page.jkt);
    }
  }

  async function accept(jwt: string, nowMs: number): Promise<"ready" | "later" | "refused"> {
    const jkt = page?.jkt ?? "";
    const expected = { issuer: deps.issuer.issuer, meetingId: deps.meetingId, role: null, otherThanSub: null, jkt };
    const verdict = await verifyAssertion(jwt, expected, keys, subtle);
    switch (verdict.kind) {
      case "verified":
        failures = 0;
        current = { claims: verdict.claims, bytes: utf8(jwt), atMs: nowMs };
        spare?.wipe();
        spare = null;
        await prepare();
        return "ready";
      case "unavailable":
        return later(0, nowMs);
      case "refused":
        asking = { kind: "refused" };
        return "refused";
    }
  }

  function later(retryAfterMs: number, nowMs: number): "later" {
    const backoff = Math.min(1000 * 2 ** failures, LONGEST_WAIT_MS);
    failures += 1;
    asking = { kind: "waiting", untilMs: nowMs + Math.max(backoff, Math.min(retryAfterMs, LONGEST_WAIT_MS)) };
    return "later";
  }

  async function make(): Promise<Hello> {
    if (!page || !current) {
      throw new Error("no assertion yet");
    }
    return page.agreement.hello(current.bytes);
  }

  async function prepare(): Promise<void> {
    spare ??= await make();
  }

  /// Of no answer, of the next try, or of the assertion in hand.
  function deadlineMs(): number {
    switch (asking.kind) {
      case "asked":
      case "waiting":
        return asking.untilMs;
      case "rest":
        return current ? current.atMs + FRESH_MS : Infinity;
      case "refused":
        return Infinity;
    }
  }

  return {
    start: async (nowMs) => {
      const signer = await createSigner(subtle);
      const agreement = await createAgreement(subtle, signer);
      page = { agreement, signatureKey: signer.publicKey, jkt: await thumbprint(subtle, signer.publicKey) };
      ask(nowMs);
    },
    get own() {
      return page && current ? { ...page, claims: current.claims } : null;
    },
    isFresh: (nowMs) => current !== null && nowMs - current.atMs < FRESH_MS,
    want: (nowMs) => {
      if (asking.kind === "rest" || asking.kind === "refused") {
        ask(nowMs);
      }
    },
    onAssertion: async (answer, nowMs) => {
      if (asking.kind !== "asked") {
        return "later";
      }
      asking = { kind: "rest" };
      switch (answer.kind) {
        case "ok":
          return accept(answer.jwt, nowMs);
        case "unavailable":
          return later(answer.retryAfterMs, nowMs);
        case "refused":
          asking = { kind: "refused" };
          return "refused";
      }
    },
    take: async () => {
      const hello = spare ?? (await make());
      spare = null;
      return hello;
    },
    prepare,
    onTimeout: (nowMs) => {
      if (deadlineMs() <= nowMs) {
        ask(nowMs);
      }
    },
    deadlineMs,
  };
}
