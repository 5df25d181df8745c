import type { Announcer, Timers } from "../../app/announcer";
import type { Call, CallEvent, Line, LockState, Person, Quality } from "../../call";
import { assertNever } from "../../call/assertNever";
import type { Translator } from "../../i18n/translate";
import { firstName, nameAndTitle } from "../words";
import { shortened } from "./chatRules";
import { deviceWords } from "./deviceWords";

/// Tells what happens in the meeting, as toast and to screen readers (UI.md 7). Never level, bitrate or time.

const SEAT_KEPT_S = 60;

/// `readsChat`: what the other writes is seen where it is written.
export function announceEvents(call: Call, announcer: Announcer, text: () => Translator, readsChat: () => boolean): () => void {
  // Whoever comes has both on; only a change from that is news.
  let known: Record<"otherMic" | "otherCamera", boolean> = { otherMic: true, otherCamera: true };
  // Securing takes a moment: what is said of someone who comes is said once, and whole.
  let comes: Person | null = null;
  return call.events((event) => {
    if (event.kind === "otherJoined" || event.kind === "otherBack") known = { otherMic: true, otherCamera: true };
    if (event.kind === "otherMic" || event.kind === "otherCamera") {
      if (known[event.kind] === event.on) return;
      known[event.kind] = event.on;
    }
    const secures = event.kind === "secured" && !event.newDevice ? comes : null;
    if (event.kind === "otherJoined") comes = event.other;
    else if (event.kind === "secured" || event.kind === "otherGone") comes = null;
    if (secures) announceSecured(secures, announcer, text());
    else if (event.kind === "chat") announceChat(event.text, call, announcer, text(), readsChat());
    else announceOne(event, call, announcer, text());
  });
}

function announceSecured(other: Person, announcer: Announcer, t: Translator): void {
  announcer.say(t.text("say.joinedSecured", { name: other.name, title: titleOnly(t, other) }), "lock", "otherPlace");
}

function othersFirstName(call: Call): string {
  const state = call.state.peek();
  return firstName(state.kind === "inCall" || state.kind === "waiting" ? state.other.name : "");
}

function announceChat(written: string, call: Call, announcer: Announcer, t: Translator, isRead: boolean): void {
  const first = othersFirstName(call);
  if (isRead) announcer.whisper(t.text("say.chat", { first, text: written }));
  else announcer.say(t.text("say.chat", { first, text: shortened(written) }), "chat", "chat");
}

function announceOne(event: Exclude<CallEvent, { kind: "chat" }>, call: Call, announcer: Announcer, t: Translator): void {
  const first = othersFirstName(call);
  switch (event.kind) {
    case "otherJoined":
      announcer.say(t.text("say.joined", { name: event.other.name, title: titleOnly(t, event.other) }), "person", "otherPlace");
      return;
    case "otherLost":
      // The stage shows it large.
      announcer.whisper(t.text("say.lostTheirs", { first: firstName(event.other.name), n: SEAT_KEPT_S }));
      return;
    case "otherBack":
    case "youBack":
      announcer.say(t.text("say.back"), "person", "otherPlace");
      return;
    case "otherGone":
      announcer.say(t.text("say.absent", { first: firstName(event.other.name) }), "person", "otherPlace");
      return;
    case "otherMic":
      announcer.say(
        t.text(event.on ? "say.otherMicOn" : "say.otherMicOff", { first }),
        event.on ? "mic" : "micOff",
        "otherMic",
      );
      return;
    case "otherCamera":
      announcer.say(
        t.text(event.on ? "say.otherCameraOn" : event.paused ? "say.otherCameraPaused" : "say.otherCameraOff", { first }),
        event.on ? "camera" : "cameraOff",
        "otherCamera",
      );
      return;
    case "cameraPaused":
      // That it is paused stands on the stage, with what to do.
      if (event.on) announcer.whisper(t.text("paused.yours"));
      else announcer.say(t.text("say.cameraBack"), "camera", "camera");
      return;
    case "mode":
      announcer.say(t.text("say.mode", { first, mode: t.text(`mode.${event.mode}`) }), "camera");
      return;
    case "youLost":
      announcer.whisper(t.text("say.lostYours"));
      return;
    case "deviceLost":
      announcer.say(t.text(event.device === "mic" ? "device.micMissing" : "device.cameraMissing"), event.device === "mic" ? "micOff" : "cameraOff", event.device);
      return;
    case "deviceBack":
      announcer.say(t.text(event.device === "mic" ? "say.micOn" : "say.cameraOn"), event.device, event.device);
      return;
    case "secured":
      announcer.say(securedWords(t, event.newDevice, call.lock.peek().kind, first), event.newDevice ? "lockAgain" : "lock", "lock");
      return;
    case "undecodable":
      if (event.on) announcer.say(t.text("say.undecodable"), "lock", "lock");
      return;
    case "endNotAllowed":
      announcer.say(t.text("say.endNotAllowed"));
      return;
    case "otherScreen":
      announcer.say(t.text(event.on ? "say.otherShares" : "say.shareStopped", { first }), "screen", "otherScreen");
      return;
    case "yourScreen":
      // That it is on stands on the stage.
      if (event.on) announcer.whisper(t.text("say.youShare"));
      else announcer.say(t.text("say.shareStopped"), "screen", "screen");
      return;
    case "screenRefused":
      // Who has changed their mind knows it.
      if (event.problem === "denied") announcer.whisper(t.text("say.nothingShared"));
      else announcer.say(t.text("say.shareFailed"), "screen", "screen");
      return;
    case "pointed": // with the program's words: `program/announceProgram.ts`
    case "played":
    case "distance":
    case "programChanged":
    case "stopped": // the stage itself is the alert
    case "mediaUp":
    case "mediaRestarting":
      return;
    default:
      assertNever(event);
  }
}

/// Only who has compared the code is to do it again.
function securedWords(t: Translator, newDevice: boolean, lock: LockState["kind"], first: string): string {
  if (!newDevice) return t.text("say.secured");
  return lock === "again" ? t.text("say.newDevice", { first }) : `${t.text("compare.newDevice", { first })} ${t.text("say.secured")}`;
}

function titleOnly(t: Translator, other: { readonly name: string; readonly title: string }): string {
  return nameAndTitle(t, { name: "", title: other.title }).replace(/^[,\s]+/, "");
}

/// Who turns on what can't be had is told why, and what to do; and when it comes after all.
export function watchDevices(call: Call, announcer: Announcer, text: () => Translator): () => void {
  let before = call.local.peek();
  const refused = { mic: false, camera: false };
  return call.local.subscribe((now) => {
    const tried = before;
    before = now;
    for (const kind of ["mic", "camera"] as const) {
      const device = now[kind];
      if (tried[kind].kind === "starting" && device.kind === "unavailable") {
        refused[kind] = true;
        const { title, hint } = deviceWords(text(), kind, device.problem);
        announcer.say(`${title} ${hint}`, kind === "mic" ? "micOff" : "cameraOff", kind);
      } else if (device.kind === "on" && refused[kind]) {
        refused[kind] = false;
        announcer.say(text().text(kind === "mic" ? "say.micOn" : "say.cameraOn"), kind, kind);
      }
    }
  });
}

const WEAK: Quality = 2;
const LASTS_MS = 5000;
const QUIET_MS = 30_000;

/// Weak network that lasts is said once, with whose side it is on and one thing to do; then not again for a while.
export function watchQuality(call: Call, announcer: Announcer, text: () => Translator, timers: Timers): () => void {
  let cancel: (() => void) | null = null;
  let quiet = false;
  const say = (): void => {
    cancel = null;
    const { you, other, weak } = call.line.peek();
    const state = call.state.peek();
    // Once nothing is sent any more no network is to blame.
    const stopped = call.lock.peek().kind === "broken";
    if (stopped || state.kind !== "inCall" || state.link.kind !== "up" || quiet || Math.min(you, other) > WEAK) return;
    const t = text();
    announcer.say(weakWords(t, weak, firstName(state.other.name)), "network", "network");
    quiet = true;
    timers.after(QUIET_MS, () => {
      quiet = false;
    });
  };
  const unsubscribe = call.line.subscribe(({ you, other }) => {
    const weak = Math.min(you, other) <= WEAK;
    if (weak && !cancel) cancel = timers.after(LASTS_MS, say);
    if (!weak && cancel) {
      cancel();
      cancel = null;
    }
  });
  return () => {
    unsubscribe();
    cancel?.();
  };
}

function weakWords(t: Translator, weak: Line["weak"], first: string): string {
  if (weak === "other") return t.text("quality.weakTheirs", { first });
  return t.text(weak === "you" ? "quality.weakYours" : "quality.weakBetween");
}

const SPEAKS = 0.2;
/// Ten levels a second: a word or two.
const SPOKEN_LEVELS = 8;

/// Who speaks while muted is told so.
export function watchMutedSpeech(call: Call, announcer: Announcer, text: () => Translator, timers: Timers): () => void {
  let spoken = 0;
  let quiet = false;
  return call.local.peek().micLevel.subscribe((level) => {
    const muted = call.local.peek().mic.kind === "off" && call.state.peek().kind === "inCall";
    spoken = muted && level > SPEAKS ? spoken + 1 : 0;
    if (spoken < SPOKEN_LEVELS || quiet) return;
    spoken = 0;
    quiet = true;
    timers.after(QUIET_MS, () => {
      quiet = false;
    });
    announcer.say(text().text("say.micOffKey"), "micOff");
  });
}
