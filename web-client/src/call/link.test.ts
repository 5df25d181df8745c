import { describe, expect, it } from "vitest";
import type { Input } from "./state";
import { ABSENT, inCall, join, joined, LOST, offer, pairings, PRESENT, presence, story, theirs } from "./testStory";
import type { Person } from "./types";

describe("our own connection", () => {
  it("is reconnected: said once, whatever the other one does meanwhile", () => {
    const { view: shown, announced } = story(...inCall, { kind: "linkLost" }, { kind: "linkLost" });
    expect(shown).toMatchObject({ link: { kind: "youReconnecting", sinceMs: 4000 } });
    expect(announced).toEqual(["secured", "youLost"]);
    const back = story(...inCall, { kind: "linkLost" }, { kind: "linkBack", other: LOST });
    expect(back.view).toMatchObject({ link: { kind: "otherLost" } });
    expect(back.announced).toEqual(["secured", "youLost", "youBack", "otherLost"]);
  });

  it("R-01: comes back anew when the server had forgotten it: peer connections go on until there are others", () => {
    const { view: shown, commands, announced } = story(...inCall, offer("p1"), { kind: "linkLost" }, joined(PRESENT));
    expect(shown).toMatchObject({ kind: "inCall", sinceMs: 2000, link: { kind: "up" } });
    expect(commands.map(({ kind }) => kind)).toEqual(["retirePcs", "useIce", "pair", "announce"]);
    expect(announced).toEqual(["secured", "youLost", "youBack"]);
  });

  it("R-01: is the first at another node: the other one is awaited there, and seen and heard meanwhile by keys of before", () => {
    const first = story(...inCall, theirs(true, true), { kind: "linkLost" }, joined(ABSENT));
    expect(first.view).toMatchObject({ kind: "inCall", otherCamera: true, link: { kind: "otherLost", until: 16_000 } });
    expect(first.commands.map(({ kind }) => kind)).toEqual(["retirePcs", "useIce", "announce"]);
    const both = [...inCall, theirs(true, true), { kind: "linkLost" }, joined(ABSENT), presence({ kind: "present", conn: "c-new" })] as const;
    expect(story(...both).view).toMatchObject({ kind: "inCall", otherCamera: true, link: { kind: "up" } });
    expect(story(...both).commands).toEqual([{ kind: "pair", own: "c-own", other: "c-new" }, { kind: "announce", event: { kind: "otherBack", other: expect.anything() as Person } }]);
  });

  it("R-01: finds the other one at another node, and hides nothing of them", () => {
    const { commands } = story(...inCall, theirs(true, true), { kind: "linkLost" }, joined({ kind: "present", conn: "c-new" }));
    expect(commands.map(({ kind }) => kind)).toEqual(["retirePcs", "useIce", "pair", "announce"]);
  });

  it("waits at another node for ten seconds, and then for nobody", () => {
    const alone = [...inCall, { kind: "linkLost" }, joined(ABSENT)] as const;
    const seconds = (count: number) => Array.from({ length: count }, (): Input => ({ kind: "time" }));
    expect(story(...alone, ...seconds(9)).view).toMatchObject({ kind: "inCall" });
    const left = story(...alone, ...seconds(10));
    expect(left.view).toMatchObject({ kind: "waiting", otherWasHere: true });
    expect(left.announced.at(-1)).toBe("otherGone");
    expect(pairings(left.commands)).toEqual([["c-own", null]]);
    expect(story(...alone, ...seconds(30)).announced.filter((kind) => kind === "otherGone")).toHaveLength(1);
  });

  it("of another node that says that the other one has gone is believed", () => {
    const { view: shown } = story(...inCall, { kind: "linkLost" }, joined({ kind: "present", conn: "c-new" }), presence(ABSENT));
    expect(shown).toMatchObject({ kind: "waiting" });
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

describe("R-01: while picture and sound go on", () => {
  const up: Input = { kind: "pcUp", pc: "p1" };
  const quiet: Input = { kind: "quiet", pc: "p1", is: true };
  const heard: Input = { kind: "quiet", pc: "p1", is: false };
  const over: Input = { kind: "handedOver" };
  const flowing = [...inCall, offer("p1"), up, theirs(true, true)] as const;
  const told = (...inputs: readonly Input[]) => story(...flowing, ...inputs).announced.slice(story(...flowing).announced.length);

  it("the lost way to the server is on record, and neither hides the other one nor is told", () => {
    const { view: shown } = story(...flowing, { kind: "linkLost" });
    expect(shown).toMatchObject({ media: "up", otherCamera: true, link: { kind: "up", mends: { whose: "you", sinceMs: 7000 } } });
    expect(told({ kind: "linkLost" })).toEqual([]);
    expect(told({ kind: "linkLost" }, { kind: "linkBack", other: PRESENT })).toEqual([]);
    expect(story(...flowing, { kind: "linkLost" }, { kind: "linkBack", other: PRESENT }).view).toMatchObject({ link: { kind: "up", mends: null } });
  });

  it("the same of the other's, since when they lost it", () => {
    const { view: shown } = story(...flowing, presence(LOST), presence({ kind: "lost", conn: "c-host", graceEndsInMs: 50_000 }));
    expect(shown).toMatchObject({ link: { kind: "up", mends: { whose: "other", sinceMs: 7000 } } });
    expect(told(presence(LOST), presence(PRESENT))).toEqual([]);
  });

  it("but a page of theirs that was loaded anew is back, however soon", () => {
    expect(told(presence(LOST), presence({ kind: "present", conn: "c-2" }))).toEqual(["otherBack"]);
    expect(told(presence({ kind: "present", conn: "c-2" }))).toEqual(["otherBack"]);
  });

  it("and no longer: who it is that is lost is shown and told from then on, and that they are back", () => {
    expect(story(...flowing, { kind: "linkLost" }, quiet).view).toMatchObject({ link: { kind: "youReconnecting", sinceMs: 7000 } });
    expect(told({ kind: "linkLost" }, quiet, { kind: "linkBack", other: PRESENT })).toEqual(["youLost", "youBack"]);
    expect(told(quiet, presence(LOST), presence(PRESENT))).toEqual(["otherLost", "otherBack"]);
    expect(told(presence(LOST), { kind: "pcDown", pc: "p1" }, up)).toEqual(["mediaRestarting", "otherLost", "mediaUp", "otherBack"]);
    expect(told(presence(LOST), quiet, heard)).toEqual(["otherLost", "otherBack"]);
  });

  it("another node lets both in, one after the other, and nothing is shown or told of it", () => {
    const moves: readonly Input[] = [{ kind: "linkLost" }, joined(ABSENT), presence({ kind: "present", conn: "c-new" }), offer("p9"), { kind: "pcUp", pc: "p9" }, over];
    for (let count = 1; count <= moves.length; count++) {
      expect(story(...flowing, ...moves.slice(0, count)).view).toMatchObject({ media: "up", otherCamera: true, link: { kind: "up" } });
    }
    expect(told(...moves)).toEqual([]);
    expect(story(...flowing, ...moves).view).toMatchObject({ link: { mends: null } });
  });

  it("by the peer connections of before, which carry nothing any more before there are others", () => {
    const { view: shown } = story(...flowing, { kind: "linkLost" }, joined(PRESENT), offer("p9"), over);
    expect(shown).toMatchObject({ media: "restarting", link: { kind: "up", mends: null } });
    expect(told({ kind: "linkLost" }, joined(PRESENT), offer("p9"), over, { kind: "pcUp", pc: "p9" })).toEqual(["mediaRestarting", "mediaUp"]);
  });

  it("not where nothing came before: then the new ones are waited for", () => {
    expect(story(...flowing, quiet, { kind: "linkLost" }, joined(PRESENT)).view).toMatchObject({ media: "restarting" });
  });

  it("not of one who is alone: to them the server is all there is", () => {
    const { view: shown } = story(...flowing, presence(ABSENT), { kind: "linkLost" });
    expect(shown).toMatchObject({ kind: "waiting", link: { kind: "youReconnecting" } });
  });
});
