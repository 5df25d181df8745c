import type { EndReason, Seat } from "../call/types";

/// The messages of `meet.v1` (docs/protocol.md). Their names on the wire live in `codec.ts` alone.

export type SeatPresence =
  | { readonly kind: "absent" }
  | { readonly kind: "present"; readonly conn: string }
  | { readonly kind: "lost"; readonly conn: string; readonly graceEndsInMs: number };

export interface WirePerson {
  readonly name: string;
  readonly title: string;
}

export interface WireIceServer {
  readonly urls: readonly string[];
  readonly username: string | null;
  readonly credential: string | null;
}

export interface Welcome {
  readonly kind: "welcome";
  readonly sid: string;
  readonly conn: string;
  readonly resumeToken: string;
  readonly seat: Seat;
  readonly people: Readonly<Record<Seat, WirePerson>>;
  readonly present: Readonly<Record<Seat, SeatPresence>>;
  readonly timing: { readonly pingMs: number; readonly clientDeadMs: number; readonly graceMs: number };
  readonly iceServers: readonly WireIceServer[];
  /// Null: not said.
  readonly relayOnly: boolean | null;
}

export interface Resumed {
  readonly kind: "resumed";
  readonly resumeToken: string;
  readonly ack: number;
  readonly present: Readonly<Record<Seat, SeatPresence>>;
}

/// What is not counted.
export type Plain =
  | Welcome
  | Resumed
  | { readonly kind: "resync" }
  | { readonly kind: "replaced" }
  | { readonly kind: "bye"; readonly delayMs: number }
  | { readonly kind: "pong" }
  | { readonly kind: "ack" }
  | { readonly kind: "error"; readonly code: string; readonly re: string | null };

export interface WireDescription {
  readonly kind: "describe";
  readonly pc: string;
  readonly negotiation: number;
  readonly type: "offer" | "answer";
  readonly sdp: string;
}

export interface WireCandidate {
  readonly kind: "candidate";
  readonly pc: string;
  readonly mid: string;
  readonly candidate: string;
}

/// What is counted, and so delivered once and in order.
export type Counted =
  | WireDescription
  | WireCandidate
  | { readonly kind: "dropPc"; readonly pc: string }
  | { readonly kind: "offerWanted"; readonly pc: string }
  | { readonly kind: "iceServers"; readonly iceServers: readonly WireIceServer[] }
  | { readonly kind: "media"; readonly pc: string; readonly up: boolean }
  | { readonly kind: "e2ee"; readonly from: string; readonly data: string }
  | { readonly kind: "presence"; readonly seat: Seat; readonly presence: SeatPresence }
  | { readonly kind: "ended"; readonly by: Seat | "server"; readonly reason: EndReason };

export type ServerFrame =
  | { readonly kind: "plain"; readonly ack: number | null; readonly message: Plain }
  | { readonly kind: "counted"; readonly seq: number; readonly ack: number | null; readonly message: Counted }
  /// A type that this version does not know. It counts if it has a number.
  | { readonly kind: "unknown"; readonly seq: number | null; readonly ack: number | null };

/// What the page sends counted.
export type ClientCounted =
  | WireDescription
  | WireCandidate
  | { readonly kind: "restartIce"; readonly pc: string }
  | { readonly kind: "e2ee"; readonly to: string; readonly data: string }
  | { readonly kind: "end" };

export type ClientPlain =
  | { readonly kind: "hello"; readonly ticket: string; readonly verifier: string }
  | { readonly kind: "resume"; readonly sid: string; readonly resumeToken: string; readonly ack: number }
  | { readonly kind: "ping"; readonly n: number; readonly ack: number }
  | { readonly kind: "ack"; readonly ack: number };
