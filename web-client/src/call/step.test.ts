import { describe, expect, it } from "vitest";
import { UNKNOWN } from "./presence";
import { type Input, START } from "./state";
import { step } from "./step";
import { ABSENT, BYPASSED, HOST, inCall, INVITEE, join, joined, LOST, met, offer, pairings, PRESENT, presence, secured, story, theirs } from "./testStory";
import { MAX_CHAT_CHARACTERS } from "./types";

describe("joining", () => {
  it("connects, and counts its tries", () => {
    expect(story(join).commands).toEqual([{ kind: "connect" }]);
    expect(story(join, { kind: "connecting", attempt: 3 }).view).toEqual({ kind: "joining", attempt: 3 });
  });

  it("hands the ways to the media server on, and new credentials as they come", () => {
    const servers = [{ urls: ["turn:t"], username: "u", credential: "c" }];
    expect(story(...met).all).toContainEqual({ kind: "useIce", ways: { servers: [], relayOnly: false } });
    expect(story(...met, { kind: "iceServers", servers }).commands).toEqual([{ kind: "renewIceServers", servers }]);
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
      link: { kind: "up", mends: null },
    });
  });

  it("is a call when the other one is here; that they are is no news", () => {
    const { view: shown, announced } = story(...met);
    expect(shown).toMatchObject({ kind: "inCall", you: INVITEE, other: HOST, sinceMs: 2000, media: "connecting" });
    expect(announced).toEqual([]);
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
    expect(shown).toMatchObject({ kind: "inCall", link: { kind: "otherLost", until: 64_000 } });
  });

  it("is waited for after that, and is known to have been here", () => {
    expect(story(...inCall, presence(LOST), presence(ABSENT)).view).toMatchObject({ kind: "waiting", otherWasHere: true });
  });

  it("keeps the time at which the two first met", () => {
    const { view: shown } = story(...inCall, presence(LOST), presence(ABSENT), presence({ kind: "present", conn: "c-2" }));
    expect(shown).toMatchObject({ kind: "inCall", sinceMs: 2000 });
  });

  it("is told how we are as soon as there are keys to tell it with, and whenever it changes", () => {
    const changed: Input = { kind: "localChanged", mic: true, camera: true, screen: false, paused: false };
    const told = ({ all }: ReturnType<typeof story>) => all.flatMap((one) => (one.kind === "tell" ? [one.message] : []));
    expect(told(story(...met, changed))).toEqual([]);
    expect(told(story(...met, changed, secured))).toEqual([
      { kind: "state", shown: { ...START.mine, mic: true, camera: true } },
    ]);
    expect(told(story(...met, secured, changed, changed))).toHaveLength(2);
  });

  it("is who the assertion says, whatever the server calls them", () => {
    expect(story(...met).view).toMatchObject({ other: { name: "Ingrid Berg" } });
    expect(story(...inCall).view).toMatchObject({ other: { name: "Ingrid Marie Berg", title: "physiotherapist" } });
  });

  it("is believed about mic, camera and screen only under keys", () => {
    expect(story(...met, theirs(true, true)).view).toMatchObject({ otherCamera: false });
    const { view: shown, announced, commands } = story(...inCall, theirs(false, true, true));
    expect(shown).toMatchObject({ otherMic: false, otherCamera: true, otherScreen: true });
    expect(announced).toEqual(["secured", "otherMic", "otherCamera", "otherScreen"]);
    expect(commands).toContainEqual({ kind: "otherCamera", on: true });
    expect(commands).toContainEqual({ kind: "otherScreen", on: true });
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
    expect(again.announced).toEqual(["secured", "mediaUp", "mediaRestarting", "mediaUp"]);
  });

  it("is up when all of many peer connections are", () => {
    expect(story(...inCall, offer("p1"), offer("p2"), up).view).toMatchObject({ media: "connecting" });
    expect(story(...inCall, offer("p1"), offer("p2"), up, { kind: "pcUp", pc: "p2" }).view).toMatchObject({ media: "up" });
  });

  it("stays up while one more is set up, and is what it was when an offer is wanted again", () => {
    expect(story(...inCall, offer("p1"), up, offer("p2")).view).toMatchObject({ media: "up" });
    const again = story(...inCall, offer("p1"), up, { kind: "offerWanted", pc: "p1" });
    expect(again.view).toMatchObject({ media: "up" });
    expect(again.commands).toContainEqual({ kind: "makeOffer", pc: "p1" });
    expect(story(...inCall, offer("p1"), up, offer("p2"), { kind: "pcUp", pc: "p2" }, { kind: "pcDown", pc: "p2" }).view).toMatchObject({ media: "restarting" });
  });

  it("asks for an ICE restart, but not while we are lost ourselves: then as soon as we are back", () => {
    const wanted: Input = { kind: "restartWanted", pc: "p1" };
    const ask = { kind: "send", message: { kind: "restartIce", pc: "p1" } };
    expect(story(...inCall, offer("p1"), up, wanted).commands).toContainEqual(ask);
    expect(story(...inCall, offer("p1"), up, { kind: "linkLost" }, wanted).commands).not.toContainEqual(ask);
    const back = story(...inCall, offer("p1"), up, { kind: "linkLost" }, wanted, { kind: "linkBack", other: PRESENT });
    expect(back.commands).toContainEqual(ask);
  });
});

describe("nothing comes any more", () => {
  const up: Input = { kind: "pcUp", pc: "p1" };
  const quiet: Input = { kind: "quiet", pc: "p1", is: true };
  const ask = { kind: "send", message: { kind: "restartIce", pc: "p1" } };
  const back: Input = { kind: "linkBack", other: PRESENT };

  it("throws doubt on the socket", () => {
    expect(story(...inCall, offer("p1"), up, quiet).commands).toContainEqual({ kind: "doubt" });
    expect(story(...inCall, offer("p1"), up, { ...quiet, is: false }).commands).not.toContainEqual({ kind: "doubt" });
  });

  it("and if the socket was dead too, ICE is restarted with it, though it says that it is up", () => {
    expect(story(...inCall, offer("p1"), up, quiet, { kind: "linkLost" }, back).commands).toContainEqual(ask);
    const heard = story(...inCall, offer("p1"), up, quiet, { kind: "linkLost" }, { ...quiet, is: false }, back);
    expect(heard.commands).not.toContainEqual(ask);
  });
});

describe("keys", () => {
  it("are agreed on between the two connections, anew when one of them is another", () => {
    const elsewhere = presence({ kind: "present", conn: "c-2" });
    const told = story(join, joined(ABSENT), presence(PRESENT), presence(LOST), presence(PRESENT), elsewhere, presence(ABSENT));
    expect(pairings(told.all)).toEqual([
      ["c-own", null],
      ["c-own", "c-host"],
      ["c-own", "c-host"],
      ["c-own", "c-2"],
      ["c-own", null],
    ]);
  });

  it("are agreed on anew when the own connection is another one, also with who stayed", () => {
    const again = story(...inCall, { ...joined(PRESENT), conn: "c-own-2" } as Input);
    expect(pairings(again.commands)).toEqual([["c-own-2", "c-host"]]);
  });

  it("that are gone let nothing be said or believed", () => {
    const without = story(...inCall, { kind: "unsecured" }, theirs(false, true), { kind: "localChanged", mic: true, camera: true, screen: true, paused: false });
    expect(without.view).toMatchObject({ otherMic: true, otherCamera: false });
    expect(without.commands.map(({ kind }) => kind)).toEqual(["announce"]);
  });

  it("that do not open what arrives are told", () => {
    const { view: shown, announced } = story(...inCall, { kind: "undecodable", on: true });
    expect(shown).toMatchObject({ undecodable: true });
    expect(announced).toEqual(["secured", "undecodable"]);
  });
});

describe("what is not safe", () => {
  const stopped = { kind: "tell", message: { kind: "stopped", codesDiffer: false } };

  it.each<[string, Input, string]>([
    ["frames that went round the encryption", BYPASSED, "bypassed"],
    ["somebody who is not who they should be", { kind: "violated", reason: "notTrusted" }, "notTrusted"],
    ["the death of the worker", { kind: "violated", reason: "workerLost" }, "workerLost"],
  ])("%s: tells the other one, stops media and keeps the meeting to end it", (_, input, reason) => {
    const { view: shown, commands, state } = story(...inCall, offer("p1"), input);
    expect(shown.kind).toBe("inCall");
    expect(commands).toEqual([
      stopped,
      { kind: "halt", reason },
      { kind: "otherCamera", on: false },
      { kind: "otherScreen", on: false },
      { kind: "announce", event: { kind: "stopped", reason } },
    ]);
    expect(step(state, { kind: "end" }, 99_000).commands).toHaveLength(1);
  });

  it("codes that differ, by either one, stop both", () => {
    const own = story(...inCall, { kind: "compared", match: false, digits: "0000 1111 2222" });
    expect(own.commands).toContainEqual({ kind: "tell", message: { kind: "stopped", codesDiffer: true } });
    expect(own.commands).toContainEqual({ kind: "halt", reason: "codesDiffer" });
    const other = story(...inCall, { kind: "control", message: { kind: "stopped", codesDiffer: true } });
    expect(other.commands).toContainEqual({ kind: "halt", reason: "otherSawCodesDiffer" });
  });

  it("happens once, and no media starts again", () => {
    const { commands } = story(...inCall, BYPASSED, BYPASSED);
    expect(commands).toEqual([]);
    expect(story(...inCall, BYPASSED, offer("p2")).commands).toEqual([]);
    const rejoined = story(...inCall, BYPASSED, joined(PRESENT), offer("p2"));
    expect(rejoined.commands).toEqual([]);
  });

  it("before a meeting there is nothing to stay for", () => {
    const { view: shown, commands } = story(join, { kind: "violated", reason: "workerLost" });
    expect(shown).toEqual({ kind: "failed", reason: "unsafe" });
    expect(commands).toEqual([{ kind: "close" }]);
  });

  it("codes that match are told to the worker alone", () => {
    expect(story(...inCall, { kind: "compared", match: true, digits: "0000 1111 2222" }).commands).toEqual([{ kind: "compared", digits: "0000 1111 2222" }]);
  });
});

describe("the screen", () => {
  const sharing = (screen: boolean): Input => ({ kind: "localChanged", mic: true, camera: false, screen, paused: false });

  it("that begins or stops to be shared is told to both, also when the browser's own button stopped it", () => {
    const { commands } = story(...inCall, sharing(true));
    expect(commands).toMatchObject([
      { kind: "tell", message: { shown: { screen: true, camera: false } } },
      { kind: "announce", event: { kind: "yourScreen", on: true } },
    ]);
    expect(story(...inCall, sharing(true), sharing(false)).commands).toContainEqual({
      kind: "announce",
      event: { kind: "yourScreen", on: false },
    });
  });
});

describe("a camera that pauses itself", () => {
  const local = (camera: boolean, paused: boolean): Input => ({ kind: "localChanged", mic: true, camera, screen: false, paused });
  const said = (...inputs: readonly Input[]) => story(...inCall, ...inputs).commands.flatMap((one) => (one.kind === "announce" ? [one.event] : []));
  const shown = (camera: boolean, paused: boolean): Input => ({ kind: "control", message: { kind: "state", shown: { ...UNKNOWN, camera, paused } } });

  it("is told to both, and so is that it is back", () => {
    expect(said(local(true, false), local(false, true))).toEqual([{ kind: "cameraPaused", on: true }]);
    expect(said(local(false, true), local(true, false))).toEqual([{ kind: "cameraPaused", on: false }]);
    expect(story(...inCall, local(false, true)).commands).toMatchObject([{ kind: "tell", message: { shown: { camera: false, paused: true } } }, {}]);
  });

  it("and was then switched off is not back", () => {
    expect(said(local(false, true), local(false, false))).toEqual([]);
  });

  it("at the other's is not called switched off", () => {
    expect(said(shown(true, false), shown(false, true))).toEqual([{ kind: "otherCamera", on: false, paused: true }]);
    expect(said(shown(false, true), shown(true, false))).toEqual([{ kind: "otherCamera", on: true, paused: true }]);
    expect(story(...inCall, shown(false, true)).view).toMatchObject({ otherCamera: false, otherCameraPaused: true });
  });
});

describe("what the cameras are for", () => {
  const chosen = (mode: "talk" | "movement" | "detail", choice: number): Input => ({
    kind: "control",
    message: { kind: "state", shown: { ...UNKNOWN, mode, choice } },
  });
  const choose = (mode: "talk" | "movement" | "detail"): Input => ({ kind: "chooseMode", mode });
  const mine = (...inputs: readonly Input[]) => {
    const { all } = story(...inCall, ...inputs);
    return all.flatMap((one) => (one.kind === "useMode" ? [one.mode] : []));
  };

  it("follows the own choice at once, and tells the other", () => {
    expect(story(...inCall, choose("detail")).commands).toMatchObject([
      { kind: "useMode", mode: "detail" },
      { kind: "tell", message: { shown: { mode: "detail", choice: 1 } } },
    ]);
  });

  it("follows the other's later choice, with a word", () => {
    expect(story(...inCall, choose("detail"), chosen("talk", 2)).commands).toMatchObject([
      { kind: "useMode", mode: "talk" },
      { kind: "announce", event: { kind: "mode", mode: "talk" } },
    ]);
  });

  it("does not follow an earlier one, and outdoes what the other chose", () => {
    expect(mine(choose("detail"), choose("talk"), chosen("movement", 1))).toEqual(["detail", "talk"]);
    expect(story(...inCall, chosen("talk", 7), choose("detail")).commands).toMatchObject([{}, { message: { shown: { choice: 8 } } }]);
  });

  it("is the instructor's when both chose at once", () => {
    // The page of these tests is the participant's.
    expect(mine(choose("detail"), chosen("talk", 1))).toEqual(["detail", "talk"]);
  });
});

describe("writing", () => {
  const say = (text: string, id = "m1"): Input => ({ kind: "say", id, text });
  const written = ({ all }: ReturnType<typeof story>) => all.flatMap((one) => (one.kind === "write" ? [one.message.text] : []));

  it("goes out sealed, and waits for keys where there are none", () => {
    expect(written(story(...inCall, say("Hei")))).toEqual(["Hei"]);
    expect(written(story(...met, say("Hei")))).toEqual([]);
    expect(written(story(...met, say("Hei"), secured))).toEqual(["Hei"]);
  });

  it("of nothing but blanks is nothing, and of too much is cut", () => {
    expect(written(story(...inCall, say("  \n ")))).toEqual([]);
    expect(written(story(...inCall, say("x".repeat(MAX_CHAT_CHARACTERS + 5))))[0]).toHaveLength(MAX_CHAT_CHARACTERS);
  });

  it("of the other's is confirmed each time, shown and announced once", () => {
    const theirs: Input = { kind: "chat", message: { id: "t1", atMs: 5, text: "Ha det" } };
    const { state, all, announced } = story(...inCall, theirs, theirs);
    expect(all.filter((one) => one.kind === "tell" && one.message.kind === "got")).toHaveLength(2);
    expect(announced).toEqual(["secured", "chat"]);
    expect(state.chat.entries).toHaveLength(1);
  });

  it("that was not confirmed when all was stopped is undelivered", () => {
    const { state } = story(...inCall, say("Hei"), BYPASSED);
    expect(state.chat.entries).toMatchObject([{ delivery: "undelivered" }]);
  });
});

describe("the end", () => {
  it("is asked of the server, and is there when the server says so", () => {
    expect(story(...inCall, { kind: "end" }).commands).toEqual([{ kind: "send", message: { kind: "end" } }]);
    const over = story(...inCall, { kind: "meetingEnded", by: "host", reason: "ended" });
    expect(over.view).toEqual({ kind: "ended", reason: "ended", by: "host" });
    expect(over.commands).toEqual([{ kind: "close" }]);
  });

  it.each<Input>([join, joined(PRESENT), { kind: "linkLost" }, presence(PRESENT), { kind: "end" }, offer("p1"), BYPASSED])(
    "is the end: $kind changes nothing",
    (input) => {
      const over = story(...inCall, { kind: "meetingEnded", by: "host", reason: "ended" }, input);
      expect(over.view.kind).toBe("ended");
      expect(over.commands).toEqual([]);
    },
  );

  it("that this seat may not ask for is announced", () => {
    expect(story(...inCall, { kind: "serverError", code: "not-allowed" }).announced).toEqual(["secured", "endNotAllowed"]);
  });

  it("is told when the media server does not take what the browser said: no picture would ever come", () => {
    const over = story(...inCall, { kind: "serverError", code: "description-refused" });
    expect(over.view).toEqual({ kind: "failed", reason: "protocol" });
    expect(over.commands).toEqual([{ kind: "close" }]);
  });

  it("is told when the server describes media that the page does not take", () => {
    const over = story(...inCall, { kind: "descriptionRefused" });
    expect(over.view).toEqual({ kind: "failed", reason: "protocol" });
    expect(over.commands).toEqual([{ kind: "close" }]);
  });

  it("goes on through an error that costs it nothing", () => {
    const { view } = story(...inCall, { kind: "serverError", code: "peer-gone" });
    expect(view.kind).toBe("inCall");
  });
});
