import { beforeEach, describe, expect, it } from "vitest";
import { hex } from "./fixtures";
import { MAX_SHORT_HEADER } from "./header";
import { createKeyring, type Keyring, type Opened } from "./keyring";
import { MAX_MESSAGE, metadataFor, pad } from "./messages";
import { instructorKeys, must, participantKeys, read, text, twoPeople } from "./people";

let instructor: Keyring;
let participant: Keyring;

beforeEach(async () => {
  ({ instructor, participant } = await twoPeople());
});

const seal = async (words: string, ctx: 4 | 5 = 4) => must(await instructor.sealMessage(ctx, text(words)));
const open = (data: Uint8Array<ArrayBuffer>, ctx: 4 | 5 = 4) => participant.openMessage(ctx, data, 0);
const said = (opened: Opened) => (opened.kind === "message" ? [read(opened.plaintext), opened.missed] : opened.why);

describe("a message", () => {
  it("comes out as it went in, followed by spaces", async () => {
    const opened = await open(await seal('{"text":"Hei"}'));
    expect(opened.kind === "message" && new TextDecoder().decode(opened.plaintext)).toBe('{"text":"Hei"}'.padEnd(256));
  });

  it("is as long as any other of up to 256 bytes, then of up to 512", async () => {
    const lengths = [];
    for (const length of [0, 1, 255, 256, 257, 512, 513]) {
      lengths.push((await seal("x".repeat(length))).length - 2 - 16);
    }
    expect(lengths).toEqual([256, 256, 256, 256, 512, 512, 768]);
  });

  it("is refused when it is longer than the relay takes", async () => {
    const longest = must(await instructor.sealMessage(4, new Uint8Array(MAX_MESSAGE)));
    const longestHeader = MAX_SHORT_HEADER - 2;
    expect(Math.ceil(((1 + longest.length + longestHeader) * 4) / 3)).toBeLessThanOrEqual(40_960);
    expect(await instructor.sealMessage(4, new Uint8Array(MAX_MESSAGE + 1))).toBeNull();
    expect(instructor.drops.badFormat).toBe(1);
  });

  it("is bound to its kind, the meeting and the pairing", () => {
    expect(hex(metadataFor(4, "m-1", Uint8Array.of(0xaa, 0xbb)))).toBe(
      "00000004" + hex(text("chat")) + "00000003" + hex(text("m-1")) + "00000002" + "aabb",
    );
    expect(hex(metadataFor(5, "", new Uint8Array(0)))).toBe("00000007" + hex(text("control")) + "00000000" + "00000000");
  });

  it("of another meeting or pairing is refused, though it was sealed with our keys", async () => {
    for (const other of [{ meetingId: "another" }, { pairingId: new Uint8Array(16) }]) {
      const stranger = createKeyring(crypto.subtle);
      await stranger.install({ ...instructorKeys(), ...other }, 0);
      expect(said(await open(must(await stranger.sealMessage(4, text("hei")))))).toBe("badTag");
    }
  });

  it("of chat is refused as control, and one of our own in either case", async () => {
    expect(said(await open(await seal("hei"), 5))).toBe("unknownKid");
    expect(said(await open(must(await participant.sealMessage(4, text("hei")))))).toBe("unknownKid");
  });

  it("changed in any byte is refused, and does not keep the true one out", async () => {
    const sealed = await seal("hei");
    for (let at = 0; at < sealed.length; at++) {
      const forged = sealed.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect((await open(forged)).kind, `byte ${at}`).toBe("refused");
    }
    expect(said(await open(sealed))).toEqual(["hei", 0]);
  });

  it.each([0, 1, 2, 17])("of %i bytes is refused", async (length) => {
    expect((await open((await seal("hei")).slice(0, length))).kind).toBe("refused");
  });
});

describe("messages", () => {
  it("are told in their order, and how many were lost before each", async () => {
    const [one, two, three, four] = [await seal("1"), await seal("2"), await seal("3"), await seal("4")];
    expect(said(await open(one))).toEqual(["1", 0]);
    expect(said(await open(four))).toEqual(["4", 2]);
    expect(said(await open(two))).toBe("replay");
    expect(said(await open(three))).toBe("replay");
    expect(said(await open(four))).toBe("replay");
    expect(said(await open(await seal("5")))).toEqual(["5", 0]);
  });

  it("that were lost before the first count too", async () => {
    await seal("1");
    expect(said(await open(await seal("2")))).toEqual(["2", 1]);
  });

  it("that the relay altered show as lost once a true one follows", async () => {
    const forged = await seal("1");
    forged.fill(0, 20);
    expect(said(await open(forged))).toBe("badTag");
    expect(said(await open(await seal("2")))).toEqual(["2", 1]);
  });

  it("of chat and control count apart", async () => {
    await seal("chat");
    expect(said(await open(await seal("control", 5), 5))).toEqual(["control", 0]);
  });

  it("are told in the order in which they came, though the first takes longer to open", async () => {
    const slow = createKeyring(slowAtFirst(crypto.subtle));
    await slow.install(participantKeys(), 0);
    const sealed = [await seal("first"), await seal("second")];
    const told: unknown[] = [];
    await Promise.all(sealed.map((data) => slow.openMessage(4, data, 0).then((opened) => told.push(said(opened)))));
    expect(told).toEqual([
      ["first", 0],
      ["second", 0],
    ]);
  });

  it("of a new pairing count from the beginning; those of the one before are told for ten seconds", async () => {
    const late = await seal("late");
    await participant.install(participantKeys(4, 0x44), 0);
    await instructor.install(instructorKeys(4, 0x44), 0);
    expect(said(await open(late))).toEqual(["late", 0]);
    expect(said(await open(await seal("new")))).toEqual(["new", 0]);
  });

  it("of a relay that floods us while we wait for a confirmation are refused beyond 1024", async () => {
    const ahead = createKeyring(crypto.subtle);
    await ahead.install(instructorKeys(4, 0x44), 0);
    const sealed = must(await ahead.sealMessage(4, text("again")));
    participant.prepare(participantKeys(4, 0x44));
    const opening = Array.from({ length: 1025 }, () => open(sealed));
    expect(said(await (opening[1024] ?? open(sealed)))).toBe("unconfirmed");
    await participant.confirm(0);
    const opened = await Promise.all(opening);
    expect(opened.filter(({ kind }) => kind === "message")).toHaveLength(1);
  });
});

describe("padding", () => {
  it("is of spaces, which JSON allows at its end", () => {
    expect(JSON.parse(new TextDecoder().decode(pad(text('{"a":1}'))))).toEqual({ a: 1 });
  });
});

/// Cryptography that takes its time over the first thing it is to open.
function slowAtFirst(subtle: SubtleCrypto): SubtleCrypto {
  let isFirst = true;
  const decrypt: SubtleCrypto["decrypt"] = async (...inputs) => {
    const turns = isFirst ? 20 : 0;
    isFirst = false;
    const opened = await subtle.decrypt(...inputs);
    for (let turn = 0; turn < turns; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    return opened;
  };
  return new Proxy(subtle, {
    get: (target, name) => (name === "decrypt" ? decrypt : (target[name as keyof SubtleCrypto] as () => unknown).bind(target)),
  });
}
