import type { ReadonlySignal } from "@preact/signals";
import type {
  DeviceCheck,
  EndReason,
  FailReason,
  LockState,
  Measured,
  Person,
  RemoteMedia,
  Seat,
  StopReason,
  Subscribe,
  VideoMode,
} from "./types";

/// What a call needs of the world: `signaling/`, `media/` and `e2ee/` implement it. Calls go down; what
/// happens there comes up as one union per port.

// --- signaling

/// How it stands with the other's seat.
export type Presence =
  | { readonly kind: "absent" }
  | { readonly kind: "present"; readonly conn: string }
  | { readonly kind: "lost"; readonly conn: string; readonly graceEndsInMs: number };

export interface IceServer {
  readonly urls: readonly string[];
  readonly username: string | null;
  readonly credential: string | null;
}

/// The ways there are to the media server.
export interface IceWays {
  readonly servers: readonly IceServer[];
  /// No way but by these servers.
  readonly relayOnly: boolean;
}

export interface Description {
  readonly pc: string;
  readonly negotiation: number;
  readonly type: "offer" | "answer";
  readonly sdp: string;
}

export interface Candidate {
  readonly pc: string;
  readonly mid: string;
  /// Empty: no more are coming.
  readonly candidate: string;
}

export type SignalingEvent =
  | { readonly kind: "connecting"; readonly attempt: number }
  /// A new connection of this page. If it had one before, that one is gone; its peer connections go on for as long as
  /// their media server does.
  | {
      readonly kind: "joined";
      readonly conn: string;
      readonly seat: Seat;
      readonly people: Readonly<Record<Seat, Person>>;
      readonly other: Presence;
      readonly ice: IceWays;
    }
  | { readonly kind: "linkLost" }
  /// Back, with nothing lost on the way.
  | { readonly kind: "linkBack"; readonly other: Presence }
  | { readonly kind: "presence"; readonly other: Presence }
  /// New credentials, ahead of an offer that needs them.
  | { readonly kind: "iceServers"; readonly servers: readonly IceServer[] }
  | { readonly kind: "description"; readonly description: Description }
  | { readonly kind: "candidate"; readonly candidate: Candidate }
  | { readonly kind: "dropPc"; readonly pc: string }
  | { readonly kind: "offerWanted"; readonly pc: string }
  | { readonly kind: "serverMedia"; readonly pc: string; readonly up: boolean }
  | { readonly kind: "sealed"; readonly from: string; readonly data: Uint8Array }
  | { readonly kind: "serverError"; readonly code: string }
  | { readonly kind: "meetingEnded"; readonly by: Seat | "server" | null; readonly reason: EndReason }
  /// There will be no further try.
  | { readonly kind: "signalingFailed"; readonly reason: FailReason };

export type Outgoing =
  | { readonly kind: "description"; readonly description: Description }
  | { readonly kind: "candidate"; readonly candidate: Candidate }
  | { readonly kind: "restartIce"; readonly pc: string }
  | { readonly kind: "sealed"; readonly to: string; readonly data: Uint8Array }
  | { readonly kind: "end" };

export interface Signaling {
  readonly events: Subscribe<SignalingEvent>;
  /// Joins; comes back by itself whenever the connection is lost, until `stop`.
  start(): void;
  /// There is reason to believe that the connection is dead: looks, and comes back sooner if it is.
  doubt(): void;
  /// Delivered once and in order, also over a lost connection. Dropped where nobody has joined.
  send(message: Outgoing): void;
  stop(): void;
}

// --- media

export type MediaEvent =
  | { readonly kind: "described"; readonly description: Description }
  | { readonly kind: "gathered"; readonly candidate: Candidate }
  | { readonly kind: "pcUp"; readonly pc: string }
  | { readonly kind: "pcDown"; readonly pc: string }
  | { readonly kind: "restartWanted"; readonly pc: string }
  /// Those of a connection that is gone carry nothing any more: others have taken their place, or nothing came by them.
  | { readonly kind: "handedOver" }
  /// Nothing at all comes any more where much should, or something does again.
  | { readonly kind: "quiet"; readonly pc: string; readonly is: boolean }
  /// `camera`: it is sent. `paused`: it is on, and not sent while the line is too weak for it.
  | { readonly kind: "localChanged"; readonly mic: boolean; readonly camera: boolean; readonly screen: boolean; readonly paused: boolean }
  /// A paused camera is tried out, unseen: `echoed` is wanted, several times a second. Or it is over.
  | { readonly kind: "trying"; readonly is: boolean }
  | { readonly kind: "screenRefused"; readonly problem: "denied" | "failed" }
  | { readonly kind: "deviceLost"; readonly device: "mic" | "camera" }
  | { readonly kind: "deviceBack"; readonly device: "mic" | "camera" }
  | { readonly kind: "measured"; readonly measured: Measured }
  /// The server described media that this page does not speak: other codecs than ours. Nothing of it was applied.
  | { readonly kind: "descriptionRefused" }
  /// Frames went round the transforms, or what is behind them answers no more. Everything has been stopped already.
  | { readonly kind: "violated"; readonly reason: "bypassed" | "workerLost" };

export interface Media {
  readonly events: Subscribe<MediaEvent>;
  readonly devices: DeviceCheck;
  readonly remote: ReadonlySignal<RemoteMedia>;
  /// False: this browser can't do what the encryption needs, and must not join.
  readonly supported: boolean;
  /// Makes sure that microphone and camera are open, as far as they were not refused.
  start(): void;
  /// For every peer connection made from now on.
  useIce(ways: IceWays): void;
  /// For those that are there as well: they use them when they gather again.
  renewIceServers(servers: readonly IceServer[]): void;
  /// A description from the server. A peer connection not seen before is made.
  describe(description: Description): void;
  addCandidate(candidate: Candidate): void;
  makeOffer(pc: string): void;
  dropPc(pc: string): void;
  /// All of them belong to a connection that is gone. What still comes on them is seen and heard until it comes on new
  /// ones. `handedOver` follows, at once if nothing comes.
  retirePcs(): void;
  /// What the other says of their camera: their last picture is not shown once it is off.
  otherCamera(on: boolean): void;
  /// The same of their screen.
  otherScreen(on: boolean): void;
  /// Asks the browser for a screen, within the task of the person's press.
  share(): void;
  stopSharing(): void;
  /// What the camera is for.
  useMode(mode: VideoMode): void;
  insistCamera(): void;
  /// A message took so long to the other page and back.
  echoed(roundMs: number): void;
  allowSound(): void;
  /// Peer connections and devices are closed. `start` opens the devices again.
  stop(): void;
  /// For good, because it is not safe: `stop`, and nothing starts again.
  halt(): void;
  /// For good: nothing of it is used again.
  dispose(): void;
}

// --- encryption

/// What becomes of asking the issuer to vouch for this page's key.
export type AssertionAnswer =
  | { readonly kind: "ok"; readonly jwt: string }
  /// The issuer says no.
  | { readonly kind: "refused" }
  /// Network or server trouble.
  | { readonly kind: "unavailable"; readonly retryAfterMs: number };

/// What is said end to end: `control` for the two pages, `chat` for the two people.
export type Channel = "control" | "chat";

export type EncryptionEvent =
  /// For the other's page, by the relay.
  | { readonly kind: "sealed"; readonly to: string; readonly data: Uint8Array }
  /// New keys are in place. `newDevice`: the other one's key is another than before.
  | { readonly kind: "secured"; readonly newDevice: boolean; readonly name: string }
  /// There are no keys any more, or not yet again.
  | { readonly kind: "unsecured" }
  /// In order. `missed`: so many before it never came.
  | { readonly kind: "heard"; readonly channel: Channel; readonly data: Uint8Array; readonly missed: number }
  /// Frames arrive and none can be opened.
  | { readonly kind: "undecodable"; readonly on: boolean }
  /// It is not safe to go on. Nothing passes in either direction any more.
  | { readonly kind: "violated"; readonly reason: StopReason };

export interface Encryption {
  readonly events: Subscribe<EncryptionEvent>;
  readonly lock: ReadonlySignal<LockState>;
  /// Whose pages are connected: the own connection, and the other's if they are here. Keys are agreed on anew when
  /// one of the two changes.
  pair(own: string, other: string | null): void;
  /// What the other's page sent by the relay.
  receive(from: string, data: Uint8Array): void;
  /// Seals in order of the calls and hands it to `sealed`. Dropped where there are no keys.
  say(channel: Channel, data: Uint8Array): void;
  /// The person has found the code with these digits at both.
  compared(digits: string): void;
  /// Stops for good, after what was said before has been sealed.
  halt(reason: StopReason): void;
  close(): void;
}

export type TrackRole = "mic" | "camera" | "screen" | "screenSound";

/// What media needs of encryption: a transform on each half of a transceiver.
export interface FrameTransforms {
  readonly supported: boolean;
  /// Sets both transforms at once, synchronously. To be called in the task that made the transceiver: some browsers
  /// ignore a later transform, and send in the clear.
  attach(sender: RTCRtpSender, receiver: RTCRtpReceiver, role: TrackRole): AttachedTransforms;
  /// Asks the worker how many frames went through each transform; false when it does not answer.
  readCounts(): Promise<boolean>;
  /// Asks for key frames both ways: what was lost on the way left pictures that build on it.
  freshPictures(): void;
}

export interface AttachedTransforms {
  /// Resolves when the worker has let the first frame out. Never, if none comes.
  readonly firstSent: Promise<void>;
  /// Frames that the worker has seen, as of the last `readCounts`.
  readonly sent: number;
  readonly received: number;
  detach(): void;
}
