import { type Chat, EMPTY_CHAT } from "./chat";
import type { ChatMessage, ControlMessage, Shown } from "./control";
import { type Echo, NO_ECHO } from "./echo";
import type { Candidate, Description, EncryptionEvent, IceServer, IceWays, MediaEvent, Outgoing, SignalingEvent } from "./ports";
import { NOT_TOGETHER, type Together, type TogetherAct } from "./together";
import { type CallEvent, DEFAULT_MODE, type EndReason, type FailReason, type Person, type Seat, type StopReason, type VideoMode } from "./types";

/// The state of a call, what can happen to it, and what is then to be done. The rules are in `step.ts`.

export type Other =
  | { readonly kind: "absent"; readonly wasHere: boolean }
  | { readonly kind: "present"; readonly conn: string }
  | { readonly kind: "lost"; readonly conn: string; readonly sinceMs: number; readonly until: number };

/// `new`: has not been up yet. `down`: has been.
export type PcState = "new" | "up" | "down";

export interface Seated {
  readonly kind: "seated";
  /// The own connection's name.
  readonly conn: string;
  readonly you: Person;
  readonly person: Person;
  readonly other: Other;
  readonly metMs: number | null;
  readonly lostSinceMs: number | null;
  /// Peer connections by name.
  readonly pcs: Readonly<Record<string, PcState>>;
  /// Those to be restarted when we are back from being lost: nothing came on them any more.
  readonly quiet: readonly string[];
  readonly wasUp: boolean;
  /// What came by the peer connections of a connection that is gone goes on coming by them.
  readonly carried: boolean;
  readonly theirs: Shown;
  /// We were let in anew, mostly at another node, and the other one may be on the way there as well: until then what
  /// comes of them by the old ways is theirs. Null: long over.
  readonly moved: { readonly untilMs: number; readonly isOtherAwaited: boolean } | null;
  /// There are keys that only the two have.
  readonly secured: boolean;
  readonly undecodable: boolean;
  /// It was not safe to go on: nothing is sent or shown any more.
  readonly stopped: boolean;
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
  readonly chat: Chat;
  readonly together: Together;
  readonly echo: Echo;
}

export type Input =
  /// `able`: this browser can do what the encryption needs.
  | { readonly kind: "join"; readonly able: boolean }
  | { readonly kind: "end" }
  | { readonly kind: "say"; readonly id: string; readonly text: string }
  | { readonly kind: "sayAgain"; readonly id: string }
  | { readonly kind: "compared"; readonly match: boolean; readonly digits: string }
  | { readonly kind: "time" }
  | { readonly kind: "act"; readonly press: TogetherAct }
  | { readonly kind: "tellProgram"; readonly id: string; readonly version: number }
  | { readonly kind: "chooseMode"; readonly mode: VideoMode }
  | { readonly kind: "control"; readonly message: ControlMessage }
  | { readonly kind: "chat"; readonly message: ChatMessage }
  | { readonly kind: "chatMissed"; readonly count: number }
  | Exclude<EncryptionEvent, { kind: "heard" | "sealed" }>
  | SignalingEvent
  | MediaEvent;

export type Command =
  | { readonly kind: "connect" }
  /// See whether the socket is still alive.
  | { readonly kind: "doubt" }
  /// Sockets, peer connections and devices: everything goes.
  | { readonly kind: "close" }
  /// Media goes for good and keys with it; the socket stays, so that the meeting can be ended.
  | { readonly kind: "halt"; readonly reason: StopReason }
  | { readonly kind: "send"; readonly message: Outgoing }
  | { readonly kind: "pair"; readonly own: string; readonly other: string | null }
  | { readonly kind: "receive"; readonly from: string; readonly data: Uint8Array }
  | { readonly kind: "tell"; readonly message: ControlMessage }
  | { readonly kind: "write"; readonly message: ChatMessage }
  | { readonly kind: "compared"; readonly digits: string }
  | { readonly kind: "useIce"; readonly ways: IceWays }
  | { readonly kind: "renewIceServers"; readonly servers: readonly IceServer[] }
  | { readonly kind: "describe"; readonly description: Description }
  | { readonly kind: "addCandidate"; readonly candidate: Candidate }
  | { readonly kind: "makeOffer"; readonly pc: string }
  | { readonly kind: "dropPc"; readonly pc: string }
  /// They go on until others have taken their place: `handedOver` says when that is over.
  | { readonly kind: "retirePcs" }
  | { readonly kind: "otherCamera"; readonly on: boolean }
  | { readonly kind: "otherScreen"; readonly on: boolean }
  | { readonly kind: "useMode"; readonly mode: VideoMode }
  | { readonly kind: "echoed"; readonly roundMs: number }
  | { readonly kind: "announce"; readonly event: CallEvent };

export interface Step {
  readonly state: State;
  readonly commands: readonly Command[];
}

export const START: State = {
  phase: { kind: "idle" },
  mine: { mic: false, camera: false, paused: false, screen: false, quality: 4, measured: null, mode: DEFAULT_MODE, choice: 0 },
  chat: EMPTY_CHAT,
  together: NOT_TOGETHER,
  echo: NO_ECHO,
};

export function announce(event: CallEvent): Command {
  return { kind: "announce", event };
}

export function restartIce(pc: string): Command {
  return { kind: "send", message: { kind: "restartIce", pc } };
}

export function tell(mine: Shown): Command {
  return { kind: "tell", message: { kind: "state", shown: mine } };
}

export function to(state: State, ...commands: readonly Command[]): Step {
  return { state, commands };
}

export function toPhase(state: State, phase: Phase, ...commands: readonly Command[]): Step {
  return { state: { ...state, phase }, commands };
}
