import { describe, expect, it } from "vitest";
import type { Keyring, MediaCtx, Opened, PairingKeys, Tally } from "./frames";
import type { Pairing, PairingSink, Secured } from "./pairing";
import { createSession } from "./session";
import type { SessionNews, ToWorker } from "./workerMessages";

const KEYS: PairingKeys = {
  baseKey: new Uint8Array(32),
  generation: 3,
  ownIndex: 0,
  meetingId: "m1",
  pairingId: new Uint8Array(16),
};
const agreed = (peerKey = "k1"): Secured => ({
  keys: KEYS,
  own: { name: "Ingrid Berg", role: "instructor", issuer: "https://id.example", methods: ["pwd"], signedInAtMs: null },
  peer: { name: "Ola Nordmann", role: "participant", issuer: "https://id.example", methods: ["pwd"], signedInAtMs: null },
  peerKey,
  code: { emoji: [1, 2, 3, 4, 5, 6, 7], digits: "0000 1111 2222" },
  caseId: "ab12",
});
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);
const sealedAs = (channel: number, what: string) => Uint8Array.of(channel, ...bytes(what));
const NOTHING: Tally = { opened: 0, failed: 0 };

/// A session with a pairing and a keyring of the test's own: "sealing" writes an s before the text, "opening" takes it away.
function start() {
  const news: SessionNews[] = [];
  const asked: string[] = [];
  let nowMs = 0;
  let ready = false;
  let tally: Tally = NOTHING;
  let sink: PairingSink | null = null;
  const keyring: Keyring = {
    expect: (generation) => void asked.push(`expect ${generation}`),
    prepare: () => undefined,
    confirm: () => Promise.resolve(false),
    install: () => {
      asked.push("install");
      ready = true;
      return Promise.resolve(true);
    },
    abandon: () => undefined,
    drop: () => {
      asked.push("drop");
      ready = false;
    },
    get ready() {
      return ready;
    },
    spent: false,
    sealFrame: () => Promise.resolve(null),
    openFrame: () => Promise.resolve(null),
    sealMessage: (_, plaintext) => Promise.resolve(ready ? bytes(`s${text(plaintext)}`) : null),
    openMessage: (_, data): Promise<Opened> =>
      Promise.resolve(
        text(data).startsWith("s")
          ? { kind: "message", plaintext: bytes(text(data).slice(1)), missed: 0 }
          : { kind: "refused", why: "badTag" },
      ),
    onTimeout: () => undefined,
    deadlineMs: () => Infinity,
    drops: { noKey: 0, unknownKid: 0, badTag: 0, replay: 0, badFormat: 0, empty: 0, exhausted: 0, unconfirmed: 0 },
    takeTallies: () => {
      const perCtx: Record<MediaCtx, Tally> = { 0: NOTHING, 1: tally, 2: NOTHING, 3: NOTHING };
      return perCtx;
    },
  };
  const pairing: Pairing = {
    onConnections: (own, other) => void asked.push(`pair ${own} ${String(other)}`),
    onMessage: (from, data) => void asked.push(`handshake ${from} ${data.length}`),
    onAssertion: ({ kind }) => void asked.push(`assertion ${kind}`),
    repair: () => void asked.push("repair"),
    onTimeout: () => undefined,
    deadlineMs: () => Infinity,
    idle: () => Promise.resolve(),
  };
  const session = createSession(
    {
      keyring,
      startPairing: (given) => {
        sink = given;
        return pairing;
      },
      wallMs: () => 777,
      nowMs: () => nowMs,
    },
    { tell: (one) => news.push(one), keysChanged: () => void asked.push("keysChanged") },
  );
  if (!sink) {
    throw new Error("the session starts a pairing");
  }
  const running: PairingSink = sink;
  const page = async (...messages: readonly Exclude<ToWorker, { t: "start" | "count" | "freshPictures" }>[]) => {
    messages.forEach((message) => session.onPage(message, nowMs));
    await settled();
  };
  return {
    session,
    sink: running,
    asked,
    news,
    page,
    kinds: () => news.map((one) => (one.t === "lock" ? `lock ${one.lock.kind}` : one.t)),
    posts: () => news.flatMap((one) => (one.t === "post" ? [[one.to, one.data[0], text(one.data.slice(1))]] : [])),
    heard: () => news.flatMap((one) => (one.t === "heard" ? [text(one.data)] : [])),
    second: (now: Tally) => {
      tally = now;
      nowMs += 1000;
      session.onTimeout(nowMs);
    },
  };
}

/// Lets promises that are ready run; none of the fakes waits for longer.
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await Promise.resolve();
  }
}

async function secure(peerKey?: string) {
  const one = start();
  await one.page({ t: "pair", own: "me", other: "you" });
  one.sink.securing();
  await one.sink.secured(agreed(peerKey));
  return one;
}

describe("agreeing", () => {
  it("shows what is under way, then that keys are in place, and asks for key frames", async () => {
    const one = await secure();
    expect(one.kinds()).toEqual(["lock securing", "lock secure", "secured"]);
    expect(one.asked).toEqual(["pair me you", "install", "keysChanged"]);
  });

  it("holds what the other sends while the last word is out, and opens it when that has come", async () => {
    const one = start();
    await one.page({ t: "pair", own: "me", other: "you" });
    one.sink.securing();
    one.sink.confirming(3);
    await one.sink.secured(agreed());
    expect(one.asked).toEqual(["pair me you", "expect 3", "install", "keysChanged"]);
  });

  it("passes the page the key to be vouched for, and takes the answer", async () => {
    const one = start();
    one.sink.wantAssertion("thumb");
    await one.page({ t: "assertion", answer: { kind: "ok", jwt: "a.b.c" } });
    expect(one.news).toEqual([{ t: "wantAssertion", jkt: "thumb" }]);
    expect(one.asked).toEqual(["assertion ok"]);
  });

  it("of the other alone is nothing: who leaves takes the keys along", async () => {
    const one = await secure();
    await one.page({ t: "pair", own: "me", other: null });
    expect(one.kinds().slice(-2)).toEqual(["unsecured", "lock waiting"]);
    expect(one.asked).toContain("drop");
  });

  it("tells that the other is on a new device, and asks who had compared to do it again", async () => {
    const one = await secure("k1");
    await one.page({ t: "compared", digits: "0000 1111 2222" });
    one.sink.securing();
    await one.sink.secured(agreed("k2"));
    expect(one.kinds()).toEqual(["lock securing", "lock secure", "secured", "lock verified", "unsecured", "lock securing", "lock again", "secured"]);
    expect(one.news.at(-1)).toEqual({ t: "secured", newDevice: true, name: "Ola Nordmann" });
  });
});

describe("talking", () => {
  it("goes out sealed, in order, named by its channel", async () => {
    const one = await secure();
    await one.page({ t: "say", channel: "control", data: bytes("a") }, { t: "say", channel: "chat", data: bytes("b") });
    expect(one.posts()).toEqual([
      ["you", 5, "sa"],
      ["you", 4, "sb"],
    ]);
  });

  it("without keys says nothing", async () => {
    const one = start();
    await one.page({ t: "pair", own: "me", other: "you" }, { t: "say", channel: "chat", data: bytes("a") });
    one.sink.securing();
    expect(one.posts()).toEqual([]);
  });

  it("hears what was sealed by the other, and nothing else", async () => {
    const one = await secure();
    await one.page(
      { t: "receive", from: "you", data: sealedAs(4, "shello") },
      { t: "receive", from: "you", data: sealedAs(4, "plain") },
      { t: "receive", from: "stranger", data: sealedAs(4, "sboo") },
      { t: "receive", from: "you", data: sealedAs(9, "sodd") },
      { t: "receive", from: "you", data: new Uint8Array(0) },
    );
    expect(one.heard()).toEqual(["hello"]);
  });

  it("tells what came with the keys only after it has told that they are good", async () => {
    const one = start();
    await one.page({ t: "pair", own: "me", other: "you" });
    one.sink.securing();
    await one.page({ t: "receive", from: "you", data: sealedAs(5, "sstate") });
    expect(one.heard()).toEqual([]);
    await one.sink.secured(agreed());
    expect(one.kinds().slice(-2)).toEqual(["secured", "heard"]);
  });

  it("hands handshakes to the pairing", async () => {
    const one = start();
    await one.page({ t: "pair", own: "me", other: "you" }, { t: "receive", from: "you", data: sealedAs(0, "{}") });
    expect(one.asked.at(-1)).toBe("handshake you 3");
  });
});

describe("stopping", () => {
  it("says what was said before, then has no keys and listens to nothing", async () => {
    const one = await secure();
    await one.page({ t: "say", channel: "control", data: bytes("bye") }, { t: "halt", reason: "codesDiffer" });
    expect(one.posts()).toEqual([["you", 5, "sbye"]]);
    expect(one.news.at(-1)).toEqual({ t: "violated", reason: "codesDiffer" });
    expect(one.asked.at(-1)).toBe("drop");
    const before = one.news.length;
    await one.page({ t: "receive", from: "you", data: sealedAs(4, "shello") }, { t: "compared", digits: "0000 1111 2222" });
    await one.sink.secured(agreed());
    expect(one.news).toHaveLength(before);
  });

  it("for a lie shows the case that it was", async () => {
    const one = start();
    await one.page({ t: "pair", own: "me", other: "you" });
    one.sink.securing();
    one.sink.failed("notTrusted", "cd34");
    expect(one.news.slice(-2)).toEqual([
      { t: "lock", lock: { kind: "broken", reason: "notTrusted", caseId: "cd34" } },
      { t: "violated", reason: "notTrusted" },
    ]);
  });
});

describe("what can't be opened", () => {
  const BAD: Tally = { opened: 0, failed: 20 };

  it("is told after two seconds, and that it is over", async () => {
    const one = await secure();
    [BAD, BAD, BAD].forEach(one.second);
    expect(one.news.at(-1)).toEqual({ t: "undecodable", on: true });
    one.second({ opened: 5, failed: 0 });
    expect(one.news.at(-1)).toEqual({ t: "undecodable", on: false });
  });

  it("for ten seconds needs other keys", async () => {
    const one = await secure();
    Array.from({ length: 10 }, () => BAD).forEach(one.second);
    expect(one.asked).not.toContain("repair");
    one.second(BAD);
    expect(one.asked).toContain("repair");
  });
});
