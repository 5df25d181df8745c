import { describe, expect, it } from "vitest";
import type { Presence } from "./ports";
import { type Command, type Input, START, type State } from "./state";
import { step } from "./step";
import type { CallEvent, Person } from "./types";
import { view } from "./view";

const HOST: Person = { seat: "host", name: "Ingrid Berg", title: "physiotherapist" };
const INVITEE: Person = { seat: "invitee", name: "Ola Nordmann", title: "client" };
const PRESENT: Presence = { kind: "present", conn: "c-host" };
const LOST: Presence = { kind: "lost", conn: "c-host", graceEndsInMs: 60_000 };
const ABSENT: Presence = { kind: "absent" };

const join: Input = { kind: "join", able: true };
const presence = (other: Presence): Input => ({ kind: "presence", other });
const joined = (other: Presence): Input => ({
  kind: "joined",
  seat: "invitee",
  people: { host: HOST, invitee: INVITEE },
  other,
  iceServers: [],
});
const offer = (pc: string, negotiation = 1): Input => ({
  kind: "description",
  description: { pc, negotiation, type: "offer", sdp: "v=0" },
});
const theirs = (mic: boolean, camera: boolean, from = "c-host"): Input => ({
  kind: "control",
  from,
  message: { kind: "state", mic, camera, quality: 3 },
});

/// One call, a second between what happens.
function story(...inputs: readonly Input[]) {
  let state: State = START;
  let commands: readonly Command[] = [];
  let nowMs = 0;
  const all: Command[] = [];
  for (const input of inputs) {
    nowMs += 1000;
    ({ state, commands } = step(state, input, nowMs));
    all.push(...commands);
  }
  const announced = (some: readonly Command[]): CallEvent[] =>
    some.flatMap((command) => (command.kind === "announce" ? [command.event] : []));
  return { state, view: view(state), commands, all, announced: announced(all).map(({ kind }) => kind) };
}

const inCall = [join, joined(PRESENT)];

describe("joining", () => {
  it("connects, and counts its tries", () => {
    expect(story(join).commands).toEqual([{ kind: "connect" }]);
    expect(story(join, { kind: "connecting", attempt: 3 }).view).toEqual({ kind: "joining", attempt: 3 });
  });

  it("is refused in a browser that can't encrypt: there is no unencrypted mode", () => {
    const { view: shown, all } = story({ kind: "join", able: false });
    expect(shown).toEqual({ kind: "failed", reason: "browserTooOld" });
    expect(all).toEqual([]);
  });

  it("may be tried again after it failed", () => {
    const { view: shown } = story(join, { kind: "signalingFailed", reason: "networkLost" }, join);
    expect(shown).toEqual({ kind: "joining", attempt: 1 });
  });

  it("waits while the other one has not come", () => {
    expect(story(join, joined(ABSENT)).view).toEqual({
      kind: "waiting",
      you: INVITEE,
      other: HOST,
      otherWasHere: false,
      link: { kind: "up" },
    });
  });

  it("is a call when the other one is here; that they are is no news", () => {
    const { view: shown, announced, all } = story(...inCall);
    expect(shown).toMatchObject({ kind: "inCall", you: INVITEE, other: HOST, sinceMs: 2000, media: "connecting" });
    expect(announced).toEqual([]);
    expect(all).toContainEqual({
      kind: "tell",
      to: "c-host",
      message: { kind: "state", mic: false, camera: false, quality: 4 },
    });
  });

  it("shows no picture before the other one has said that their camera is on", () => {
    expect(story(...inCall).view).toMatchObject({ otherMic: true, otherCamera: false });
  });
});

describe("the other one", () => {
  it("comes, is lost, comes back, stays away: each is announced once", () => {
    const { announced } = story(
      join,
      joined(ABSENT),
      presence(PRESENT),
      presence(PRESENT),
      presence(LOST),
      presence(LOST),
      presence(PRESENT),
      presence(LOST),
      presence(ABSENT),
    );
    expect(announced).toEqual(["otherJoined", "otherLost", "otherBack", "otherLost", "otherGone"]);
  });

  it("keeps the seat until the grace period is over", () => {
    const { view: shown } = story(...inCall, presence(LOST));
    expect(shown).toMatchObject({ kind: "inCall", link: { kind: "otherLost", until: 63_000 } });
  });

  it("is waited for after that, and is known to have been here", () => {
    expect(story(...inCall, presence(LOST), presence(ABSENT)).view).toMatchObject({ kind: "waiting", otherWasHere: true });
  });

  it("keeps the time at which the two first met", () => {
    const { view: shown } = story(...inCall, presence(LOST), presence(ABSENT), presence({ kind: "present", conn: "c-2" }));
    expect(shown).toMatchObject({ kind: "inCall", sinceMs: 2000 });
  });

  it("is told how we are, again whenever they come from a new connection", () => {
    const told = story(...inCall, { kind: "localChanged", mic: true, camera: true }, presence({ kind: "present", conn: "c-2" }));
    expect(told.all.filter(({ kind }) => kind === "tell")).toMatchObject([
      { to: "c-host", message: { mic: false, camera: false } },
      { to: "c-host", message: { mic: true, camera: true } },
      { to: "c-2", message: { mic: true, camera: true } },
    ]);
  });

  it("is believed about their camera only from the connection they have now", () => {
    expect(story(...inCall, theirs(true, true, "c-old")).view).toMatchObject({ otherCamera: false });
    const { view: shown, announced, commands } = story(...inCall, theirs(false, true));
    expect(shown).toMatchObject({ otherMic: false, otherCamera: true });
    expect(announced).toEqual(["otherMic", "otherCamera"]);
    expect(commands).toContainEqual({ kind: "otherCamera", on: true });
  });

  it("from a new connection has said nothing yet", () => {
    const { view: shown, commands } = story(...inCall, theirs(false, true), presence({ kind: "present", conn: "c-2" }));
    expect(shown).toMatchObject({ otherMic: true, otherCamera: false });
    expect(commands).toContainEqual({ kind: "otherCamera", on: false });
  });

  it("back on the same connection is as before", () => {
    const { view: shown } = story(...inCall, theirs(false, true), presence(LOST), presence(PRESENT));
    expect(shown).toMatchObject({ otherMic: false, otherCamera: true });
  });
});

describe("our own connection", () => {
  it("is reconnected: said once, whatever the other one does meanwhile", () => {
    const { view: shown, announced } = story(...inCall, { kind: "linkLost" }, { kind: "linkLost" });
    expect(shown).toMatchObject({ link: { kind: "youReconnecting", sinceMs: 3000 } });
    expect(announced).toEqual(["youLost"]);
    const back = story(...inCall, { kind: "linkLost" }, { kind: "linkBack", other: LOST });
    expect(back.view).toMatchObject({ link: { kind: "otherLost" } });
    expect(back.announced).toEqual(["youLost", "youBack", "otherLost"]);
  });

  it("comes back anew when the server had forgotten it: peer connections are thrown away, the meeting goes on", () => {
    const { view: shown, commands, announced } = story(...inCall, offer("p1"), { kind: "linkLost" }, joined(PRESENT));
    expect(shown).toMatchObject({ kind: "inCall", sinceMs: 2000, link: { kind: "up" } });
    expect(commands.map(({ kind }) => kind)).toEqual(["dropAllPcs", "useIceServers", "announce", "tell"]);
    expect(announced).toEqual(["youLost", "youBack"]);
  });

  it("that finds the meeting closed was away while it ended", () => {
    const { view: shown } = story(...inCall, { kind: "linkLost" }, { kind: "signalingFailed", reason: "notOpen" });
    expect(shown).toEqual({ kind: "ended", reason: "other", by: null });
    expect(story(join, { kind: "signalingFailed", reason: "notOpen" }).view).toEqual({ kind: "failed", reason: "notOpen" });
  });

  it("replaced by another page of ours is over here, until the person wants it back", () => {
    const replaced = story(...inCall, { kind: "signalingFailed", reason: "replaced" });
    expect(replaced.view).toEqual({ kind: "failed", reason: "replaced" });
    expect(replaced.commands).toEqual([{ kind: "close" }]);
    expect(story(...inCall, { kind: "signalingFailed", reason: "replaced" }, join).commands).toEqual([{ kind: "connect" }]);
  });
});

describe("media", () => {
  const up: Input = { kind: "pcUp", pc: "p1" };
  const down: Input = { kind: "pcDown", pc: "p1" };
  const answered: Input = { kind: "described", description: { pc: "p1", negotiation: 1, type: "answer", sdp: "v=0" } };

  it("answers what the server offers", () => {
    expect(story(...inCall, offer("p1")).commands).toMatchObject([{ kind: "describe" }]);
    expect(story(...inCall, offer("p1"), answered).commands).toMatchObject([
      { kind: "send", message: { kind: "description" } },
    ]);
  });

  it("says nothing of a peer connection that is gone", () => {
    expect(story(...inCall, offer("p1"), { kind: "dropPc", pc: "p1" }, answered).commands).toEqual([]);
    expect(story(...inCall, { kind: "restartWanted", pc: "p9" }).commands).toEqual([]);
  });

  it("connects, is up, restarts, is up again", () => {
    expect(story(...inCall, offer("p1")).view).toMatchObject({ media: "connecting" });
    expect(story(...inCall, offer("p1"), down).view).toMatchObject({ media: "connecting" });
    expect(story(...inCall, offer("p1"), up).view).toMatchObject({ media: "up" });
    const again = story(...inCall, offer("p1"), up, down, up);
    expect(story(...inCall, offer("p1"), up, down).view).toMatchObject({ media: "restarting" });
    expect(again.announced).toEqual(["mediaUp", "mediaRestarting", "mediaUp"]);
  });

  it("is up when all of many peer connections are", () => {
    expect(story(...inCall, offer("p1"), offer("p2"), up).view).toMatchObject({ media: "connecting" });
    expect(story(...inCall, offer("p1"), offer("p2"), up, { kind: "pcUp", pc: "p2" }).view).toMatchObject({ media: "up" });
  });

  it("asks for an ICE restart, but not while we are lost ourselves: then as soon as we are back", () => {
    const wanted: Input = { kind: "restartWanted", pc: "p1" };
    const ask = { kind: "send", message: { kind: "restartIce", pc: "p1" } };
    expect(story(...inCall, offer("p1"), up, wanted).commands).toContainEqual(ask);
    expect(story(...inCall, offer("p1"), up, { kind: "linkLost" }, wanted).commands).not.toContainEqual(ask);
    const back = story(...inCall, offer("p1"), up, { kind: "linkLost" }, wanted, { kind: "linkBack", other: PRESENT });
    expect(back.commands).toContainEqual(ask);
  });

  it("that went round the encryption stops everything", () => {
    const { view: shown, commands } = story(...inCall, offer("p1"), up, { kind: "unsafe" });
    expect(shown).toEqual({ kind: "failed", reason: "unsafe" });
    expect(commands).toEqual([{ kind: "close" }]);
  });
});

describe("the end", () => {
  it("is asked of the server, and is there when the server says so", () => {
    expect(story(...inCall, { kind: "end" }).commands).toEqual([{ kind: "send", message: { kind: "end" } }]);
    const over = story(...inCall, { kind: "meetingEnded", by: "host", reason: "ended" });
    expect(over.view).toEqual({ kind: "ended", reason: "ended", by: "host" });
    expect(over.commands).toEqual([{ kind: "close" }]);
  });

  it.each<Input>([join, joined(PRESENT), { kind: "linkLost" }, presence(PRESENT), { kind: "end" }, offer("p1"), { kind: "unsafe" }])(
    "is the end: $kind changes nothing",
    (input) => {
      const over = story(...inCall, { kind: "meetingEnded", by: "host", reason: "ended" }, input);
      expect(over.view.kind).toBe("ended");
      expect(over.commands).toEqual([]);
    },
  );

  it("that this seat may not ask for is announced", () => {
    expect(story(...inCall, { kind: "serverError", code: "not-allowed" }).announced).toEqual(["endNotAllowed"]);
  });

  it("is told when the media server does not take what the browser said: no picture would ever come", () => {
    const over = story(...inCall, { kind: "serverError", code: "description-refused" });
    expect(over.view).toEqual({ kind: "failed", reason: "protocol" });
    expect(over.commands).toEqual([{ kind: "close" }]);
  });

  it("goes on through an error that costs it nothing", () => {
    const { view } = story(...inCall, { kind: "serverError", code: "peer-gone" });
    expect(view.kind).toBe("inCall");
  });
});
