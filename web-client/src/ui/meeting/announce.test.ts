import { computed, signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Announcer } from "../../app/announcer";
import type { Call, CallEvent, CallState, LocalMedia, LockState, Person, Line } from "../../call";
import { loadCatalogue } from "../../i18n/catalogue";
import { createTranslator } from "../../i18n/translate";
import { announceEvents, watchDevices, watchMutedSpeech, watchQuality } from "./announce";

const t = createTranslator("en", await loadCatalogue("en"));
const secure: LockState = {
  kind: "secure",
  own: { name: "Ingrid Berg", role: "instructor", issuer: "https://id.example", methods: ["pwd"], signedInAtMs: null },
  peer: { name: "Ola Nordmann", role: "participant", issuer: "https://id.example", methods: ["pwd"], signedInAtMs: null },
  code: { emoji: [0, 1, 2, 3, 4, 5, 6], digits: "4071 8825 1396" },
  caseId: "7F3A",
};
const again: LockState = { ...secure, kind: "again" };
const lock = signal<LockState>(secure);
const OLA: Person = { seat: "invitee", name: "Ola Nordmann", title: "client" };

let said: string[];
let whispered: string[];
let readsChat: boolean;
let due: { at: number; run: () => void }[];
let now: number;
let undo: () => void;
let tell: (event: CallEvent) => void;
const FINE: Line = { you: 4, other: 4, weak: null, theyHear: "yes", theySee: "yes" };
const line = signal<Line>(FINE);
const micLevel = signal(0);
const mic = signal<LocalMedia["mic"]>({ kind: "on", deviceId: "m", label: "" });

beforeEach(() => {
  said = [];
  whispered = [];
  readsChat = false;
  due = [];
  now = 0;
  lock.value = secure;
  line.value = FINE;
  micLevel.value = 0;
  mic.value = { kind: "on", deviceId: "m", label: "" };
});

afterEach(() => undo());

describe("what happens to the other", () => {
  beforeEach(() => {
    undo = announceEvents(call(), announcer, () => t, () => readsChat);
  });

  it("is told with name and role when the other comes", () => {
    tell({ kind: "otherJoined", other: OLA });
    expect(said).toEqual(["Ola Nordmann, client, is here. Securing."]);
  });

  it("is told only as a change: who comes has microphone and camera on", () => {
    tell({ kind: "otherJoined", other: OLA });
    tell({ kind: "otherCamera", on: true, paused: false });
    tell({ kind: "otherMic", on: false });
    tell({ kind: "otherMic", on: true });
    expect(said.slice(1)).toEqual(["Ola’s microphone is off.", "Ola’s microphone is on."]);
  });

  it("someone who comes and is secured is told in one sentence, in place of the one before", () => {
    tell({ kind: "otherJoined", other: OLA });
    tell({ kind: "secured", newDevice: false });
    tell({ kind: "secured", newDevice: false });
    expect(said).toEqual([
      "Ola Nordmann, client, is here. Securing.",
      "Ola Nordmann, client, is here. The call is end-to-end encrypted.",
      "The call is end-to-end encrypted.",
    ]);
  });

  it("is told when the call is encrypted, and when the other comes from a new device", () => {
    tell({ kind: "secured", newDevice: false });
    tell({ kind: "secured", newDevice: true });
    lock.value = again;
    tell({ kind: "secured", newDevice: true });
    expect(said).toEqual([
      "The call is end-to-end encrypted.",
      "Ola joined from a new device. The call is end-to-end encrypted.",
      "Ola joined from a new device. Compare the code again.",
    ]);
  });

  it("is told when the picture can't be decrypted, and not when it can again", () => {
    tell({ kind: "undecodable", on: true });
    tell({ kind: "undecodable", on: false });
    expect(said).toEqual(["The picture can’t be decrypted. Trying again."]);
  });

  it("is left to the stage, which is the alert, when the call is stopped", () => {
    tell({ kind: "stopped", reason: "codesDiffer" });
    expect({ said, whispered }).toEqual({ said: [], whispered: [] });
  });

  it("is only whispered where the stage shows it large", () => {
    tell({ kind: "otherLost", other: OLA });
    expect(said).toEqual([]);
    expect(whispered).toEqual(["Ola lost the connection. The seat is kept for 60 seconds."]);
  });
});

describe("what the other writes and shows", () => {
  beforeEach(() => {
    undo = announceEvents(call(), announcer, () => t, () => readsChat);
  });

  it("is told in short while the chat is closed", () => {
    tell({ kind: "chat", text: `Can you hear me?\n${"x".repeat(200)}` });
    expect(said).toEqual([`Ola writes: Can you hear me? ${"x".repeat(103)}…`]);
  });

  it("is told to screen readers alone, and whole, while the chat is open", () => {
    readsChat = true;
    tell({ kind: "chat", text: "x".repeat(200) });
    expect(said).toEqual([]);
    expect(whispered).toEqual([`Ola writes: ${"x".repeat(200)}`]);
  });

  it("is told when they share their screen, and when they stop", () => {
    tell({ kind: "otherScreen", on: true });
    tell({ kind: "otherScreen", on: false });
    expect(said).toEqual(["Ola shares a window.", "Sharing has stopped."]);
  });

  it("of the own screen: a change of mind is told quietly, a failure with what to do", () => {
    tell({ kind: "screenRefused", problem: "denied" });
    expect(said).toEqual([]);
    tell({ kind: "screenRefused", problem: "failed" });
    expect(said[0]).toContain("try again");
    tell({ kind: "yourScreen", on: true });
    tell({ kind: "yourScreen", on: false });
    expect(said.slice(1)).toEqual(["Sharing has stopped."]);
    expect(whispered).toEqual(["Nothing is shared.", "You share your screen."]);
  });
});

describe("a device that is turned on", () => {
  const camera = signal<LocalMedia["camera"]>({ kind: "off" });

  beforeEach(() => {
    camera.value = { kind: "off" };
    const local = computed(() => ({ mic: mic.value, camera: camera.value }));
    undo = watchDevices({ local } as unknown as Call, announcer, () => t);
  });

  it("and can't be had is told with why, and what to do", () => {
    camera.value = { kind: "starting" };
    camera.value = { kind: "unavailable", problem: "denied" };
    expect(said).toEqual(["The browser blocks the camera. Press the camera sign in the address bar and choose Allow."]);
  });

  it("is told again at the next try", () => {
    for (let tries = 0; tries < 2; tries++) {
      camera.value = { kind: "starting" };
      camera.value = { kind: "unavailable", problem: "busy" };
    }
    expect(said).toHaveLength(2);
  });

  it("and comes after all is told as well", () => {
    camera.value = { kind: "starting" };
    camera.value = { kind: "unavailable", problem: "denied" };
    camera.value = { kind: "starting" };
    camera.value = { kind: "on", deviceId: "c", label: "" };
    expect(said.slice(1)).toEqual(["Your camera is on."]);
  });

  it("and comes needs no words", () => {
    camera.value = { kind: "starting" };
    camera.value = { kind: "on", deviceId: "c", label: "" };
    expect(said).toEqual([]);
  });
});

describe("a weak network", () => {
  beforeEach(() => {
    undo = watchQuality(call(), announcer, () => t, timers);
  });

  it("is told when it lasts five seconds, and whose it is", () => {
    line.value = { ...FINE, other: 2, weak: "other" };
    pass(4999);
    expect(said).toEqual([]);
    pass(1);
    expect(said).toEqual(["The network of Ola is weak. Sound goes first."]);
  });

  it("is told without blame where nothing tells whose it is", () => {
    line.value = { ...FINE, you: 2, other: 2, weak: "between" };
    pass(5000);
    expect(said).toEqual(["The connection between you is weak. Sound goes first."]);
  });

  it("that comes right by itself is not told", () => {
    line.value = { ...FINE, you: 1, weak: "you" };
    pass(3000);
    line.value = FINE;
    pass(5000);
    expect(said).toEqual([]);
  });

  it("is not told once the call is stopped, when nothing is sent any more", () => {
    lock.value = { kind: "broken", reason: "codesDiffer", caseId: "7F3A" };
    line.value = { ...FINE, you: 0, other: 0, weak: "you" };
    pass(5000);
    expect(said).toEqual([]);
  });

  it("is not told again within half a minute", () => {
    line.value = { ...FINE, you: 1, weak: "you" };
    pass(5000);
    line.value = FINE;
    line.value = { ...FINE, you: 1, weak: "you" };
    pass(5000);
    expect(said).toHaveLength(1);
  });
});

describe("who speaks while muted", () => {
  beforeEach(() => {
    undo = watchMutedSpeech(call(), announcer, () => t, timers);
  });

  it("is told so once", () => {
    mic.value = { kind: "off" };
    speak(20);
    expect(said).toEqual(["Your microphone is off. Press M to speak."]);
  });

  it("is not told so while the microphone is on, nor for a cough", () => {
    speak(20);
    mic.value = { kind: "off" };
    speak(3);
    micLevel.value = 0;
    expect(said).toEqual([]);
  });
});

/// Every level is a little different, as in life: a signal tells only changes.
function speak(levels: number): void {
  for (let i = 0; i < levels; i++) micLevel.value = 0.5 + i / 1000;
}

const announcer: Announcer = {
  toast: signal(null),
  spoken: signal(""),
  say: (text) => said.push(text),
  whisper: (text) => whispered.push(text),
  hold: () => undefined,
  dispose: () => undefined,
};

const timers = {
  after: (ms: number, run: () => void) => {
    const timer = { at: now + ms, run };
    due.push(timer);
    return () => {
      due = due.filter((other) => other !== timer);
    };
  },
};

function pass(ms: number): void {
  now += ms;
  const ripe = due.filter((timer) => timer.at <= now);
  due = due.filter((timer) => timer.at > now);
  ripe.forEach((timer) => timer.run());
}

function call(): Call {
  const state: CallState = {
    kind: "inCall",
    you: { seat: "host", name: "Ingrid Berg", title: "physiotherapist" },
    other: OLA,
    sinceMs: 0,
    link: { kind: "up", mends: null },
    media: "up",
    otherMic: true,
    otherCamera: true,
    otherCameraPaused: false,
    otherScreen: false,
    undecodable: false,
  };
  const fake: Pick<Call, "state" | "line" | "events" | "lock"> & { local: { peek: () => Pick<LocalMedia, "mic" | "micLevel"> } } = {
    state: signal(state),
    lock,
    line,
    events: (listener) => {
      tell = listener;
      return () => undefined;
    },
    local: { peek: () => ({ mic: mic.peek(), micLevel }) },
  };
  return fake as unknown as Call;
}
