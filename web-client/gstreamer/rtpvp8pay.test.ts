import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createKeyring, type Keyring } from "../src/e2ee/frames";
import { encodeVp8, type Passed, throughPayloader } from "./pipeline";

/// A media server that takes frames apart and packs them again (Kurento does, with GStreamer's elements) must let
/// sealed frames through bit for bit.

const COUNT = 60;
const KEY_PREFIX = 18;
const DELTA_PREFIX = 11;
const PARTITION = 8;
const SAMPLE = 20;

let plain: readonly Buffer[];
let sealed: readonly Uint8Array[];
let receiver: Keyring;

beforeAll(async () => {
  plain = await encodeVp8(COUNT);
  const sender = await keyring(0);
  receiver = await keyring(1);
  sealed = await Promise.all(
    plain.map(async (frame) => {
      const data = await sender.sealFrame(1, Uint8Array.from(frame).buffer);
      if (!data) {
        throw new Error("not sealed");
      }
      return new Uint8Array(data);
    }),
  );
});

async function keyring(ownIndex: 0 | 1): Promise<Keyring> {
  const made = createKeyring(crypto.subtle);
  const baseKey = new Uint8Array(32).fill(0x42);
  await made.install({ baseKey, generation: 1, ownIndex, meetingId: "m", pairingId: new Uint8Array(16) }, 0);
  return made;
}

const isKey = (frame: Uint8Array) => ((frame[0] ?? 1) & 1) === 0;

const hash = (frame: Uint8Array) => createHash("sha256").update(frame).digest("hex").slice(0, 12);

/// How many of these came out as they went in.
function unharmed(passed: Passed, frames: readonly Uint8Array[]): number {
  if (passed.kind === "failed") {
    return 0;
  }
  const out = new Set(passed.frames.map(hash));
  return frames.filter((frame) => out.has(hash(frame))).length;
}

describe("GStreamer's VP8 payloader", () => {
  it("lets real frames through: the pipeline of this test works", async () => {
    expect(plain.filter(isKey).length).toBeGreaterThan(3);
    expect(unharmed(await throughPayloader(plain), plain)).toBe(COUNT);
  });

  it("lets every sealed frame through bit for bit, in order, and the other page opens them", async () => {
    const passed = await throughPayloader(sealed);
    const frames = passed.kind === "frames" ? passed.frames : [];
    expect(frames.map(hash)).toEqual(sealed.map(hash));
    for (const [index, frame] of frames.entries()) {
      const opened = await receiver.openFrame(1, Uint8Array.from(frame).buffer, 0);
      expect(opened && Buffer.from(opened).equals(plain[index] ?? Buffer.alloc(0)), `frame ${index}`).toBe(true);
    }
  });

  it("lets them through one by one too, as the tests below send them", async () => {
    expect(await throughOneByOne(sealed)).toBe(SAMPLE);
  });

  it("lets frames of every length through", async () => {
    const some = sealed.filter(isKey).slice(0, 1).concat(sealed.filter((frame) => !isKey(frame)).slice(0, 1));
    const [key, delta] = some;
    const short = [1, 2, 3, 27].map((length) => delta?.slice(0, DELTA_PREFIX + 2 + 16 + length) ?? new Uint8Array(0));
    const long = Uint8Array.from({ length: 200_000 }, (_, at) => (key ?? [])[at % KEY_PREFIX] ?? 0);
    const frames = [long, ...short];
    expect(unharmed(await throughPayloader(frames), frames)).toBe(frames.length);
  });

  it("is the reason for the clear bytes: without them it refuses or harms most frames", async () => {
    expect(await throughOneByOne(sealed.map((frame) => frame.subarray(prefixLength(frame))))).toBeLessThan(SAMPLE / 2);
  });

  it.each([0, 1])("is the reason for a first partition of eight bytes: of %i it refuses or harms some", async (length) => {
    const other = sealed.map((frame) => {
      const start = prefixLength(frame) - PARTITION;
      const tag = (frame[0] ?? 0) & 0x1f;
      return Uint8Array.from([tag | (length << 5), 0, 0, ...frame.subarray(3, start), ...frame.subarray(start + PARTITION - length)]);
    });
    expect(await throughOneByOne(other)).toBeLessThan(SAMPLE);
  });
});

const prefixLength = (frame: Uint8Array) => (isKey(frame) ? KEY_PREFIX : DELTA_PREFIX);

/// How many of the first twenty delta frames come out unharmed, each behind a good key frame.
async function throughOneByOne(frames: readonly Uint8Array[]): Promise<number> {
  const [key] = sealed;
  const sample = frames.filter((_, index) => sealed[index] && !isKey(sealed[index])).slice(0, SAMPLE);
  let through = 0;
  for (const frame of sample) {
    through += unharmed(await throughPayloader([key ?? new Uint8Array(0), frame]), [frame]);
  }
  return through;
}
