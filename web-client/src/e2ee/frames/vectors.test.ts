import { describe, expect, it } from "vitest";
import { array, integer, object, oneOf, parseJson, string } from "../../json/parse";
import { createCipher } from "./cipher";
import { fixture, hex, unhex } from "./fixtures";
import { encodeHeader } from "./header";
import { createKeyring, type Keyring } from "./keyring";
import { deriveKidKeys, importBaseKey, SUITE } from "./keys";
import { type Ctx, kidOf, type MediaCtx, MEDIA, type MessageCtx, MESSAGES, type SenderIndex } from "./kid";
import { metadataFor, pad } from "./messages";
import { must, text } from "./people";
import { kindOf, prefixFor } from "./wrap";

/// The vectors for other implementations, protocol-fixtures/e2ee/exorlive-frames.json. `npx vitest run frames/vectors -u`
/// writes the file anew; a change in it is a change of the protocol.

const FILE = "../../../../protocol-fixtures/e2ee/exorlive-frames.json";

const { subtle } = crypto;
const BASE_KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const GENERATION = 11;
const MEETING = "8d1f0c52-6f0e-4f7a-9b7e-0c1d2e3f4a5b";
const PAIRING = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf";

const KEY_FRAME = "50420f9d012a8002e001004708858585888502028200";
const DELTA_FRAME = "d105000a10ba3f00186168";
const SOUND = "780ab0c1d2e3f405";

type Plain = readonly [name: string, ctx: Ctx, sender: SenderIndex, ctr: number, plaintext: string];

const PLAIN: readonly Plain[] = [
  ["the first key frame of the camera, 640 x 480", 1, 0, 0, KEY_FRAME],
  ["a delta frame, the CTR within the first byte", 1, 0, 7, DELTA_FRAME],
  ["a delta frame, the CTR in a byte of its own", 1, 0, 8, DELTA_FRAME],
  ["a delta frame, the CTR in two bytes", 1, 1, 256, DELTA_FRAME],
  ["a key frame of the screen", 2, 0, 0, KEY_FRAME],
  ["sound of the microphone", 0, 0, 0, SOUND],
  ["sound of the microphone, the last CTR", 0, 1, 2 ** 32 - 1, SOUND],
  ["sound of the screen", 3, 1, 65_536, SOUND],
  ["a chat message", 4, 0, 0, hex(text('{"t":"say","id":"1","text":"Hei på deg"}'))],
  ["a chat message of two steps", 4, 1, 1, hex(text(`{"t":"say","id":"2","text":"${"å".repeat(120)}"}`))],
  ["a control message", 5, 1, 0, hex(text('{"t":"state","mic":true,"camera":false,"quality":3}'))],
];

const keysOf = async (ctx: Ctx, sender: SenderIndex, usage: "encrypt" | "decrypt") =>
  deriveKidKeys(subtle, SUITE, await importBaseKey(subtle, unhex(BASE_KEY)), BigInt(kidOf(ctx, sender, GENERATION)), usage);

async function hkdf(ctx: Ctx, sender: SenderIndex, label: string, bits: number): Promise<string> {
  const suffix = `${kidOf(ctx, sender, GENERATION).toString(16).padStart(16, "0")}0005`;
  const info = unhex(hex(text(label)) + suffix);
  const algorithm = { name: "HKDF", hash: "SHA-512", salt: new Uint8Array(0), info };
  return hex(await subtle.deriveBits(algorithm, await importBaseKey(subtle, unhex(BASE_KEY)), bits));
}

const isMessage = (ctx: Ctx): ctx is MessageCtx => ctx === 4 || ctx === 5;

async function sealed([name, ctx, sender, ctr, plaintext]: Plain) {
  const kid = kidOf(ctx, sender, GENERATION);
  const content = isMessage(ctx) ? pad(unhex(plaintext)) : unhex(plaintext);
  const prefix = isMessage(ctx) ? new Uint8Array(0) : must(prefixFor(kindOf(ctx), content));
  const metadata = isMessage(ctx) ? metadataFor(ctx, MEETING, unhex(PAIRING)) : prefix;
  const header = encodeHeader(BigInt(kid), BigInt(ctr));
  const aad = unhex(hex(header) + hex(metadata));
  const cipher = createCipher(subtle, await keysOf(ctx, sender, "encrypt"));
  const ciphertext = await cipher.encrypt(ctr, aad, content);
  return {
    name,
    ctx,
    sender,
    kid,
    ctr,
    plaintext: hex(content),
    prefix: hex(prefix),
    header: hex(header),
    metadata: hex(metadata),
    aad: hex(aad),
    sealed: hex(prefix) + hex(header) + hex(ciphertext),
  };
}

async function vectors() {
  const all = await Promise.all(PLAIN.map(sealed));
  const [key, , delta] = all;
  const sound = all.find(({ ctx }) => ctx === 0);
  const chat = all.find(({ ctx }) => ctx === 4);
  if (!key || !delta || !sound || !chat) {
    throw new Error("a vector is missing");
  }
  const refused = [
    { why: "badTag", name: "a key frame made to say another size", ctx: 1, sender: 0, sealed: key.sealed.replace("8002e001", "8002e101") },
    { why: "badFormat", name: "a delta frame made to look like a key frame", ctx: 1, sender: 0, sealed: `10${delta.sealed.slice(2)}` },
    { why: "badFormat", name: "a first partition that is not zero", ctx: 1, sender: 0, sealed: delta.sealed.replace("1101000000", "1101000001") },
    { why: "badFormat", name: "in the clear", ctx: 1, sender: 0, sealed: KEY_FRAME },
    { why: "badFormat", name: "a CTR longer than need be", ctx: 0, sender: 0, sealed: sound.sealed.replace(/^f880(..)/, "f889$10000") },
    { why: "unknownKid", name: "the camera on the track of the screen", ctx: 2, sender: 0, sealed: delta.sealed },
    { why: "unknownKid", name: "our own, come back", ctx: 1, sender: 1, sealed: delta.sealed },
    { why: "badTag", name: "a changed tag", ctx: 0, sender: 0, sealed: sound.sealed.replace(/.$/, (digit) => (digit === "0" ? "1" : "0")) },
    { why: "badFormat", name: "shorter than a tag", ctx: 0, sender: 0, sealed: sound.sealed.slice(0, 30) },
    { why: "unknownKid", name: "a chat message as control", ctx: 5, sender: 0, sealed: chat.sealed },
  ];
  const keys = await Promise.all(
    [...MEDIA, ...MESSAGES].flatMap((ctx) =>
      ([0, 1] as const).map(async (sender) => ({
        ctx,
        sender,
        kid: kidOf(ctx, sender, GENERATION),
        key: await hkdf(ctx, sender, "SFrame 1.0 Secret key ", 256),
        salt: await hkdf(ctx, sender, "SFrame 1.0 Secret salt ", 96),
      })),
    ),
  );
  return {
    source: "docs/e2ee.md: keys, frames and messages of one pairing. Bytes are hexadecimal. `sender` of a refused one is whom the receiver takes it to be from.",
    suite: SUITE.id,
    baseKey: BASE_KEY,
    generation: GENERATION,
    meetingId: MEETING,
    pairingId: PAIRING,
    keys,
    sealed: all,
    refused,
  };
}

async function keyring(ownIndex: SenderIndex): Promise<Keyring> {
  const made = createKeyring(subtle);
  const pairingId = unhex(PAIRING);
  await made.install({ baseKey: unhex(BASE_KEY), generation: GENERATION, ownIndex, meetingId: MEETING, pairingId }, 0);
  return made;
}

const common = { name: string(), ctx: integer(0, 5), sender: integer(0, 1), sealed: string() };
const file = object({
  sealed: array(object({ ...common, ctr: integer(), plaintext: string(), kid: integer() })),
  refused: array(object({ ...common, why: oneOf("badTag", "badFormat", "unknownKid") })),
})(parseJson(fixture("exorlive-frames.json")), "$");

async function open(by: Keyring, ctx: number, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array | null> {
  if (isMessage(ctx as Ctx)) {
    const opened = await by.openMessage(ctx as MessageCtx, data, 0);
    return opened.kind === "message" ? opened.plaintext : null;
  }
  const opened = await by.openFrame(ctx as MediaCtx, data.buffer, 0);
  return opened && new Uint8Array(opened);
}

describe("protocol-fixtures/e2ee/exorlive-frames.json", () => {
  it("says what this code does", async () => {
    await expect(`${JSON.stringify(await vectors(), null, 2)}\n`).toMatchFileSnapshot(FILE);
  });

  it.each(file.sealed)("is opened: $name", async ({ ctx, sender, plaintext, sealed }) => {
    const receiver = await keyring(sender === 0 ? 1 : 0);
    const opened = await open(receiver, ctx, unhex(sealed));
    expect(opened && hex(opened)).toBe(plaintext);
  });

  it.each(file.refused)("is refused: $name", async ({ ctx, sender, sealed, why }) => {
    const receiver = await keyring(sender === 0 ? 1 : 0);
    expect(await open(receiver, ctx, unhex(sealed))).toBeNull();
    expect(receiver.drops[why]).toBe(1);
  });

  it("has the frames that a keyring seals, bit for bit", async () => {
    const senders = [await keyring(0), await keyring(1)];
    const [key, , , , , sound] = file.sealed;
    expect(hex(must((await senders[0]?.sealFrame(1, unhex(KEY_FRAME).buffer)) ?? null))).toBe(key?.sealed);
    expect(hex(must((await senders[0]?.sealFrame(0, unhex(SOUND).buffer)) ?? null))).toBe(sound?.sealed);
    const control = file.sealed.find(({ ctx }) => ctx === 5);
    const words = text('{"t":"state","mic":true,"camera":false,"quality":3}');
    expect(hex(must((await senders[1]?.sealMessage(5, words)) ?? null))).toBe(control?.sealed);
  });
});
