import type { AssertionAnswer, Channel, TrackRole } from "../call/ports";
import type { LockState, StopReason } from "../call/types";
import { integer, isObject, object, oneOf, ParseError } from "../json/parse";

/// What page and worker say to each other. No key is ever among it.

export interface TransformOptions {
  readonly id: number;
  readonly direction: "send" | "receive";
  readonly role: TrackRole;
}

export interface SessionStart {
  readonly meetingId: string;
  readonly issuer: { readonly issuer: string; readonly jwksUri: string };
}

export type ToWorker =
  | ({ readonly t: "start" } & SessionStart)
  | { readonly t: "assertion"; readonly answer: AssertionAnswer }
  | { readonly t: "pair"; readonly own: string; readonly other: string | null }
  | { readonly t: "receive"; readonly from: string; readonly data: Uint8Array<ArrayBuffer> }
  | { readonly t: "say"; readonly channel: Channel; readonly data: Uint8Array }
  /// The person has compared the code, and it was the same.
  | { readonly t: "compared"; readonly digits: string }
  | { readonly t: "halt"; readonly reason: StopReason }
  /// Pictures that build on others were lost.
  | { readonly t: "freshPictures" }
  | { readonly t: "count"; readonly n: number };

/// What becomes of the agreement and of what is said under it.
export type SessionNews =
  | { readonly t: "wantAssertion"; readonly jkt: string }
  | { readonly t: "post"; readonly to: string; readonly data: Uint8Array }
  | { readonly t: "lock"; readonly lock: LockState }
  | { readonly t: "secured"; readonly newDevice: boolean; readonly name: string }
  | { readonly t: "unsecured" }
  | { readonly t: "heard"; readonly channel: Channel; readonly data: Uint8Array; readonly missed: number }
  | { readonly t: "undecodable"; readonly on: boolean }
  | { readonly t: "violated"; readonly reason: StopReason };

export type FromWorker =
  | SessionNews
  /// The first frame has left this transform.
  | { readonly t: "first"; readonly id: number }
  | { readonly t: "counts"; readonly n: number; readonly counts: readonly { readonly id: number; readonly seen: number }[] };

/// The browser hands these over from wherever the transform was made.
export const readOptions = object({
  id: integer(),
  direction: oneOf("send", "receive"),
  role: oneOf("mic", "camera", "screen", "screenSound"),
});

/// Page and worker are of one build and share this file, so that the type says what the other sends.
export function readToWorker(value: unknown): ToWorker {
  return own(value) as ToWorker;
}

export function readFromWorker(value: unknown): FromWorker {
  return own(value) as FromWorker;
}

function own(value: unknown): unknown {
  if (!isObject(value) || typeof value["t"] !== "string") {
    throw new ParseError("$", "a message of our own");
  }
  return value;
}
