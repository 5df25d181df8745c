import type { ReadonlySignal } from "@preact/signals";

import type { Distance, Play, TogetherAct } from "./together";

/// What the views see of a meeting: state to read and intents to send. No view awaits anything.

export type Seat = "host" | "invitee";

/// 0: nothing gets through. 4: as good as it gets.
export type Quality = 0 | 1 | 2 | 3 | 4;

/// What gets through of one of the two.
export type Reception = "yes" | "trouble" | "no";

/// What one page measures.
export interface Measured {
  /// The whole way between the two, in both directions.
  readonly quality: Quality;
  /// The own line to the media server alone, as far as that can be told apart.
  readonly link: Quality;
  /// Sound and pictures of the other one.
  readonly hears: Reception;
  readonly sees: Reception;
}

/// How good the line is at both ends, and whose network is weak.
export interface Line {
  readonly you: Quality;
  readonly other: Quality;
  /// `between`: it is weak, and nothing tells on whose side. Null: it is not.
  readonly weak: "you" | "other" | "between" | null;
  /// What the other page says of this one's sound and picture; null before it has said anything.
  readonly theyHear: Reception | null;
  readonly theySee: Reception | null;
}

/// What the cameras are for: it decides what they give up first. `talk`: little of everything; `movement`: many
/// pictures a second, at the cost of size; `detail`: sharpness, at the cost of pictures a second.
export const VIDEO_MODES = ["talk", "movement", "detail"] as const;
export type VideoMode = (typeof VIDEO_MODES)[number];

/// People are to be seen moving: most meetings are about that.
export const DEFAULT_MODE: VideoMode = "movement";

export interface Person {
  readonly seat: Seat;
  readonly name: string;
  /// A key: `physiotherapist`, `occupational-therapist`, `trainer`, `client`; any other is shown as no title.
  readonly title: string;
}

/// Whether the two reach each other. Picture and sound have ways of their own: while they go on it is up, whatever
/// becomes of the way to the server.
export type LinkState =
  /// `mends`: whose page has lost the server and comes back by itself, since then (milliseconds since 1970).
  | { readonly kind: "up"; readonly mends: { readonly whose: "you" | "other"; readonly sinceMs: number } | null }
  | { readonly kind: "youReconnecting"; readonly sinceMs: number }
  /// The other's seat is kept until then (milliseconds since 1970).
  | { readonly kind: "otherLost"; readonly until: number };

/// `connecting`: not yet once up in this meeting. `restarting`: was up, and comes back.
export type MediaState = "connecting" | "up" | "restarting";

export type EndReason = "ended" | "max-length" | "both-absent" | "admin" | "declined" | "other";

export type FailReason =
  /// No such meeting, not yours, not yet, or over: the server makes no difference.
  | "notOpen"
  /// You went on in another page or device.
  | "replaced"
  /// The sign-in is over.
  | "signedOut"
  /// No way to the server, for too long.
  | "networkLost"
  /// The server has no room just now.
  | "busy"
  /// Too many tries in a short time.
  | "slowDown"
  /// This browser can't encrypt media end to end (no `RTCRtpScriptTransform`), or has no WebRTC.
  | "browserTooOld"
  /// Frames went round the encryption: everything was stopped.
  | "unsafe"
  /// Server and page don't understand each other: a reload may bring a newer page.
  | "protocol";

export type CallState =
  /// The device check; nothing is connected yet.
  | { readonly kind: "idle" }
  | { readonly kind: "joining"; readonly attempt: number }
  /// The other one is not here: has not come yet, or was here and has been gone too long.
  | {
      readonly kind: "waiting";
      readonly you: Person;
      readonly other: Person;
      readonly otherWasHere: boolean;
      readonly link: LinkState;
    }
  | {
      readonly kind: "inCall";
      readonly you: Person;
      readonly other: Person;
      /// When the two first met in this page (milliseconds since 1970).
      readonly sinceMs: number;
      readonly link: LinkState;
      readonly media: MediaState;
      readonly otherMic: boolean;
      readonly otherCamera: boolean;
      /// It paused itself, because their line is too weak for it; `otherCamera` is false then.
      readonly otherCameraPaused: boolean;
      /// The other one says, end to end, that they share their screen.
      readonly otherScreen: boolean;
      /// Their pictures or sound arrive and can't be decrypted; a new try is on its way.
      readonly undecodable: boolean;
    }
  | { readonly kind: "ended"; readonly reason: EndReason; readonly by: Seat | "server" | null }
  /// `join()` tries again, where trying again makes sense.
  | { readonly kind: "failed"; readonly reason: FailReason };

/// Things to announce. Each happens once; the state says how things are.
export type CallEvent =
  | { readonly kind: "otherJoined"; readonly other: Person }
  | { readonly kind: "otherLost"; readonly other: Person }
  | { readonly kind: "otherBack"; readonly other: Person }
  /// Gone beyond the time that the seat is kept.
  | { readonly kind: "otherGone"; readonly other: Person }
  | { readonly kind: "otherMic"; readonly on: boolean }
  /// `paused`: it paused itself, or comes back from that.
  | { readonly kind: "otherCamera"; readonly on: boolean; readonly paused: boolean }
  /// The own camera paused itself because the line is too weak for it, or is back.
  | { readonly kind: "cameraPaused"; readonly on: boolean }
  /// The other one chose what the cameras are for.
  | { readonly kind: "mode"; readonly mode: VideoMode }
  | { readonly kind: "otherScreen"; readonly on: boolean }
  /// Sharing the own screen began or stopped, also by the browser's own button.
  | { readonly kind: "yourScreen"; readonly on: boolean }
  /// The person or the system refused, or nothing could be captured.
  | { readonly kind: "screenRefused"; readonly problem: "denied" | "failed" }
  /// The other one wrote.
  | { readonly kind: "chat"; readonly text: string }
  /// Keys are in place. `newDevice`: others than before; what was compared no longer counts.
  | { readonly kind: "secured"; readonly newDevice: boolean }
  | { readonly kind: "undecodable"; readonly on: boolean }
  /// Camera and microphone are detached for good: see `lock`.
  | { readonly kind: "stopped"; readonly reason: StopReason }
  | { readonly kind: "youLost" }
  | { readonly kind: "youBack" }
  | { readonly kind: "mediaUp" }
  | { readonly kind: "mediaRestarting" }
  /// A device was unplugged or taken away during the call; another one or none is in use now.
  | { readonly kind: "deviceLost"; readonly device: "mic" | "camera" }
  | { readonly kind: "deviceBack"; readonly device: "mic" | "camera" }
  /// The other one points at an exercise, or no longer at any.
  | { readonly kind: "pointed"; readonly exercise: string | null }
  /// The other one starts, stops or goes on with an exercise at both.
  | { readonly kind: "played"; readonly what: "start" | "pause" | "resume" | "stop" }
  /// What became of the offer that the client stands back: said by the other one.
  | { readonly kind: "distance"; readonly distance: Distance }
  /// The other page changed a program at core, so that it now has this version.
  | { readonly kind: "programChanged"; readonly id: string; readonly version: number }
  /// The one who pressed End may not end this meeting.
  | { readonly kind: "endNotAllowed" };

export type DeviceKind = "mic" | "camera" | "speaker";

export type DeviceProblem =
  /// The person, the browser or the operating system refused.
  | "denied"
  /// There is none.
  | "notFound"
  /// Another program has it.
  | "busy"
  /// The page was not loaded over https (or from localhost).
  | "insecure"
  /// It was there, and was unplugged or switched off.
  | "lost"
  /// Anything else.
  | "failed";

export type DeviceState =
  /// Switched off by the person. The camera's light is off; a microphone gives silence.
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  | { readonly kind: "on"; readonly deviceId: string; readonly label: string }
  | { readonly kind: "unavailable"; readonly problem: DeviceProblem };

export interface Device {
  readonly id: string;
  readonly label: string;
}

export interface LocalMedia {
  readonly mic: DeviceState;
  readonly camera: DeviceState;
  /// The own picture, to be shown mirrored and muted; null while the camera is off.
  readonly cameraStream: MediaStream | null;
  /// 0 to 1, ten times a second. It moves while the microphone is muted too, so that a page can say "you are muted".
  readonly micLevel: ReadonlySignal<number>;
  readonly devices: {
    readonly mics: readonly Device[];
    readonly cameras: readonly Device[];
    /// Empty where the browser has no say in it (`canChooseSpeaker` is false).
    readonly speakers: readonly Device[];
  };
  readonly chosen: { readonly mic: string | null; readonly camera: string | null; readonly speaker: string | null };
  readonly canChooseSpeaker: boolean;
  readonly screen: ScreenState;
  /// The camera is on, and sends nothing for now: the line has room for the voice only.
  readonly cameraPaused: boolean;
  /// False where the browser has no way to share a screen, as on phones.
  readonly canShare: boolean;
}

/// What the person shares of the own screen.
export type ScreenState =
  | { readonly kind: "off" }
  /// The browser asks what to share.
  | { readonly kind: "choosing" }
  | {
      readonly kind: "on";
      readonly stream: MediaStream;
      /// What is heard on this computer goes along.
      readonly sound: boolean;
    };

/// The devices, before and during the call. The same tracks serve both, so joining never asks again.
export interface DeviceCheck {
  readonly local: ReadonlySignal<LocalMedia>;
  /// Asks for permission if need be and opens microphone and camera. Again after a refusal: tries again.
  open(): void;
  setMic(on: boolean): void;
  setCamera(on: boolean): void;
  selectDevice(kind: DeviceKind, id: string): void;
  /// A short tone on the chosen speaker. `speakerTest` is true while it sounds.
  testSpeaker(): void;
  readonly speakerTest: ReadonlySignal<boolean>;
}

export interface RemoteMedia {
  readonly camera: MediaStream | null;
  readonly screen: MediaStream | null;
  /// Real pictures of the other's camera arrive (not only the black ones before encryption is proven).
  readonly cameraLive: boolean;
  /// The same of the other's screen. Until then there is nothing to show but words.
  readonly screenLive: boolean;
  /// The browser wants a click before it plays sound: show a button that calls `Call.allowSound()`.
  readonly soundBlocked: boolean;
}

/// Who the other one is, out of their identity assertion: verified in this browser, against the issuer's own keys.
export interface Identity {
  readonly name: string;
  readonly role: "instructor" | "participant";
  /// Who vouches for it: the issuer's address.
  readonly issuer: string;
  /// How they signed in: authentication methods of RFC 8176, such as `pwd`.
  readonly methods: readonly string[];
  /// The identity provider that vouched for them to the issuer, by its name: "BankID". Left out: they signed in there.
  readonly vouchedBy?: string;
  /// How surely (eIDAS). Left out: nobody says.
  readonly level?: "low" | "substantial" | "high";
  /// When they signed in (milliseconds since 1970), where the issuer says so.
  readonly signedInAtMs: number | null;
}

/// What the two read to each other: the same on both screens, or somebody is in between.
export interface CompareCode {
  /// Seven numbers from 0 to 63, each of a picture.
  readonly emoji: readonly number[];
  /// Twelve digits in three groups, as `0393 6632 7548`: the same code for who can't see pictures.
  readonly digits: string;
}

export type StopReason =
  /// The person pressed "They differ".
  | "codesDiffer"
  /// The other one did.
  | "otherSawCodesDiffer"
  /// The other's page stopped for a reason of its own.
  | "otherStopped"
  /// Frames went round the encryption, in or out.
  | "bypassed"
  /// The worker that encrypts has died.
  | "workerLost"
  /// Someone on the way is not who they should be: an assertion, a proof or a key was wrong.
  | "notTrusted"
  /// No agreement after many tries.
  | "tooManyTries"
  /// The issuer does not vouch for this person in this meeting.
  | "identityRefused";

/// What two pages have agreed on.
export interface Agreed {
  /// The person at this page, as the other one sees them.
  readonly own: Identity;
  readonly peer: Identity;
  readonly code: CompareCode;
  readonly caseId: string;
}

/// How it stands with the encryption: told by the worker that holds the keys, never by a server.
export type LockState =
  /// The other one is not here.
  | { readonly kind: "waiting" }
  | { readonly kind: "securing" }
  | ({ readonly kind: "secure" } & Agreed)
  | ({ readonly kind: "verified"; readonly comparedAtMs: number } & Agreed)
  /// Had been compared; now the other one uses another device or a page loaded anew.
  | ({ readonly kind: "again" } & Agreed)
  /// For good. `caseId` can be told on the phone; it is no secret.
  | { readonly kind: "broken"; readonly reason: StopReason; readonly caseId: string };

export type ChatEntry =
  | {
      readonly kind: "message";
      readonly id: string;
      readonly from: "you" | "other";
      readonly text: string;
      /// By the clock of who wrote it (milliseconds since 1970).
      readonly atMs: number;
      /// `undelivered`: given up; `sayAgain(id)` tries anew. Of the other's always `delivered`.
      readonly delivery: "sending" | "delivered" | "undelivered";
    }
  /// Messages of the other's got lost on the way (a server that keeps its word loses none).
  | { readonly kind: "lost"; readonly atMs: number; readonly count: number };

/// Longer messages are not sent.
export const MAX_CHAT_CHARACTERS = 2000;

/// What the two point at and do together. Times are by the clock of this page.
export interface TogetherView {
  readonly now: string | null;
  readonly nowBy: "you" | "other";
  readonly play: Play | null;
  readonly distance: Distance;
}

export type Unsubscribe = () => void;
export type Subscribe<T> = (listener: (event: T) => void) => Unsubscribe;

/// One meeting in one page. The call plays the other's sound itself; views show the pictures.
export interface Call {
  readonly meetingId: string;
  /// False: this browser can't do what the encryption needs, and `join()` would fail.
  readonly supported: boolean;
  readonly state: ReadonlySignal<CallState>;
  readonly devices: DeviceCheck;
  /// The same as `devices.local`.
  readonly local: ReadonlySignal<LocalMedia>;
  readonly remote: ReadonlySignal<RemoteMedia>;
  readonly line: ReadonlySignal<Line>;
  /// What both cameras are for: the last choice of the two.
  readonly mode: ReadonlySignal<VideoMode>;
  readonly lock: ReadonlySignal<LockState>;
  /// Oldest first. Only in this page, and gone with it.
  readonly chat: ReadonlySignal<readonly ChatEntry[]>;
  readonly together: ReadonlySignal<TogetherView>;
  readonly events: Subscribe<CallEvent>;
  /// Points, plays or stands back, at both.
  act(press: TogetherAct): void;
  /// Core has a newer version of the program, by this page's doing: the other page need not wait to hear it from core.
  tellProgram(id: string, version: number): void;
  join(): void;
  setMic(on: boolean): void;
  setCamera(on: boolean): void;
  selectDevice(kind: DeviceKind, id: string): void;
  setMode(mode: VideoMode): void;
  /// The camera had paused itself: the person wants to be seen all the same.
  insistCamera(): void;
  allowSound(): void;
  /// Asks the browser what to share: to be called from a press of the person's.
  share(): void;
  stopSharing(): void;
  /// Blank text is not sent; it is cut at `MAX_CHAT_CHARACTERS`.
  say(text: string): void;
  sayAgain(id: string): void;
  /// The person has compared the code that has these digits with the other's. `false` stops media both ways, at both.
  compared(match: boolean, digits: string): void;
  /// Ends the meeting for both, for ever.
  end(): void;
  /// Closes everything that this page has opened. It is no end of the meeting: the seat is kept for a while.
  dispose(): void;
}
