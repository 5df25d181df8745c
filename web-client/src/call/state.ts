import type { ControlMessage } from "./control";
import type { Candidate, Description, IceServer, MediaEvent, Outgoing, SignalingEvent } from "./ports";
import type { CallEvent, EndReason, FailReason, Person, Quality, Seat } from "./types";

/// The state of a call, what can happen to it, and what is then to be done. The rules are in `step.ts`.

export type Other =
  | { readonly kind: "absent"; readonly wasHere: boolean }
  | { readonly kind: "present"; readonly conn: string }
  | { readonly kind: "lost"; readonly conn: string; readonly until: number };

export interface Shown {
  readonly mic: boolean;
  readonly camera: boolean;
  readonly quality: Quality;
}

export interface Seated {
  readonly kind: "seated";
  readonly you: Person;
  readonly person: Person;
  readonly other: Other;
  readonly metMs: number | null;
  readonly lostSinceMs: number | null;
  /// Peer connections by name: up or not.
  readonly pcs: Readonly<Record<string, boolean>>;
  readonly wasUp: boolean;
  readonly theirs: Shown;
}

export type Phase =
  | { readonly kind: "idle" }
  | { readonly kind: "joining"; readonly attempt: number }
  | Seated
  | { readonly kind: "ended"; readonly reason: EndReason; readonly by: Seat | "server" | null }
  | { readonly kind: "failed"; readonly reason: FailReason };

export interface State {
  readonly phase: Phase;
  /// What the other one should know about us.
  readonly mine: Shown;
}

export type Input =
  /// `able`: this browser can do what the encryption needs.
  | { readonly kind: "join"; readonly able: boolean }
  | { readonly kind: "end" }
  | { readonly kind: "control"; readonly from: string; readonly message: ControlMessage }
  | SignalingEvent
  | MediaEvent;

export type Command =
  | { readonly kind: "connect" }
  /// Sockets, peer connections and devices: everything goes.
  | { readonly kind: "close" }
  | { readonly kind: "send"; readonly message: Outgoing }
  | { readonly kind: "tell"; readonly to: string; readonly message: ControlMessage }
  | { readonly kind: "open"; readonly from: string; readonly data: Uint8Array }
  | { readonly kind: "useIceServers"; readonly servers: readonly IceServer[] }
  | { readonly kind: "describe"; readonly description: Description }
  | { readonly kind: "addCandidate"; readonly candidate: Candidate }
  | { readonly kind: "makeOffer"; readonly pc: string }
  | { readonly kind: "dropPc"; readonly pc: string }
  | { readonly kind: "dropAllPcs" }
  | { readonly kind: "otherCamera"; readonly on: boolean }
  | { readonly kind: "announce"; readonly event: CallEvent };

export interface Step {
  readonly state: State;
  readonly commands: readonly Command[];
}

export const START: State = { phase: { kind: "idle" }, mine: { mic: false, camera: false, quality: 4 } };

export function announce(event: CallEvent): Command {
  return { kind: "announce", event };
}

export function restartIce(pc: string): Command {
  return { kind: "send", message: { kind: "restartIce", pc } };
}

export function tell(to: string, mine: Shown): Command {
  return { kind: "tell", to, message: { kind: "state", ...mine } };
}

export function to(state: State, ...commands: readonly Command[]): Step {
  return { state, commands };
}

export function toPhase(state: State, phase: Phase, ...commands: readonly Command[]): Step {
  return { state: { ...state, phase }, commands };
}
