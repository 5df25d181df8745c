import type { AssertionAnswer } from "../../call/ports";
import type { Agreed, Identity } from "../../call/types";
import type { Fetch } from "../assertion";
import type { PairingKeys } from "../frames";

/// What the pairing machine is to the rest of the worker.

export type Role = Identity["role"];

/// `caseId`: short, the same on both sides, can be told on the phone.
export interface Secured extends Agreed {
  readonly keys: PairingKeys;
  /// RFC 7638 thumbprint of the other's signature key: the same as long as the other's page lives.
  readonly peerKey: string;
}

export type PairingFailure =
  /// Something that only a lie explains: assertion, group, commitment or code did not fit.
  | "notTrusted"
  | "tooManyTries"
  /// The issuer gives this page no assertion, or none that holds.
  | "identityRefused";

export interface PairingSink {
  /// Send through the relay; the first byte (0x00) is included.
  post(to: string, data: Uint8Array): void;
  /// Answered by `onAssertion`. Asked again when no answer comes, or when a new one is needed.
  wantAssertion(jkt: string): void;
  /// A pairing is wanted and not there yet. Keys of the one before go on until `secured` or `failed`.
  securing(): void;
  /// The other may use the keys of this generation from now on, a moment before `secured`.
  confirming(generation: number): void;
  /// Awaited before the next input is looked at.
  secured(result: Secured): void | Promise<void>;
  /// The end of it: nothing is tried again before one of the two connections is a new one.
  failed(reason: PairingFailure, caseId: string): void;
}

/// All `nowMs` are of one monotonic clock. Work is done one after another; `idle` tells when all is done.
export interface Pairing {
  /// Own connection and the other's (null: absent). A new one on either side begins a new pairing.
  onConnections(own: string, other: string | null, nowMs: number): void;
  /// A relayed message whose first byte is 0x00, that byte included.
  onMessage(from: string, data: Uint8Array, nowMs: number): void;
  onAssertion(answer: AssertionAnswer, nowMs: number): void;
  /// What the other sends can't be decrypted: pair anew.
  repair(nowMs: number): void;
  onTimeout(nowMs: number): void;
  /// When `onTimeout` next has work to do, or Infinity. Ask again after `idle`.
  deadlineMs(): number;
  idle(): Promise<void>;
}

export interface PinnedIssuer {
  readonly issuer: string;
  readonly jwksUri: string;
}

export interface PairingDeps {
  readonly meetingId: string;
  readonly issuer: PinnedIssuer;
  readonly fetch: Fetch;
  readonly subtle: SubtleCrypto;
  /// Fills the array with random bytes: `crypto.getRandomValues`.
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => void;
  /// Monotonic milliseconds: `performance.now`.
  readonly elapsedMs: () => number;
  /// The page's clock, milliseconds since 1970: used only while the issuer has told no time.
  readonly wallMs: () => number;
}
