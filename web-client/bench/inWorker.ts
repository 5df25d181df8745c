import { createCipher } from "../src/e2ee/frames/cipher";
import { createKeyring, type Keyring, type MediaCtx } from "../src/e2ee/frames";
import { deriveKidKeys, importBaseKey, SUITE } from "../src/e2ee/frames/keys";

/// Runs in a worker of a real browser: what sealing and opening cost there. Once with a frame right after the other, which
/// tells the work; once with a pause before each, as frames come in a call, where most of the time goes into waking the
/// browser's threads. A bare call to AES-GCM of the same size is measured in turns with each, so that ratios hold on a
/// busy machine.

export interface Measured {
  readonly name: string;
  /// Microseconds a frame; one value a round.
  readonly bare: readonly number[];
  readonly frames: readonly number[];
  /// With a pause before each frame; one value a frame.
  readonly pausedBare: readonly number[];
  readonly pausedFrames: readonly number[];
}

interface Subject {
  readonly name: string;
  readonly bare: () => Promise<unknown>;
  /// Made ready before a round; then called for each of its frames.
  readonly frames: (count: number) => Promise<(index: number) => Promise<unknown>>;
}

export interface Result {
  readonly copiesAtCall: boolean;
  readonly deriveMs: readonly number[];
  readonly measured: readonly Measured[];
}

const { subtle } = crypto;
const ROUNDS = 30;
const WARM_UP = 5;
const FRAMES = 200;
const PAUSED_FRAMES = 100;
const PAUSE_MS = 10;

const CASES: readonly (readonly [name: string, ctx: MediaCtx, frame: Uint8Array<ArrayBuffer>])[] = [
  ["video, delta frame of 4 kB", 1, picture(4000, false)],
  ["video, key frame of 20 kB", 1, picture(20_000, true)],
  ["audio, frame of 80 B", 0, picture(80, false)],
];

function picture(size: number, isKey: boolean): Uint8Array<ArrayBuffer> {
  const frame = crypto.getRandomValues(new Uint8Array(size));
  frame.set(isKey ? [0x10, 0x60, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01] : [0x11]);
  return frame;
}

async function keyring(ownIndex: 0 | 1): Promise<Keyring> {
  const made = createKeyring(subtle);
  const baseKey = new Uint8Array(32).fill(1);
  await made.install({ baseKey, generation: 0, ownIndex, meetingId: "bench", pairingId: new Uint8Array(16) }, 0);
  return made;
}

async function cipher(usage: "encrypt" | "decrypt") {
  return createCipher(subtle, await deriveKidKeys(subtle, SUITE, await importBaseKey(subtle, new Uint8Array(32)), 0n, usage));
}

async function perFrame(each: (index: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < FRAMES; index++) {
    await each(index);
  }
  return ((performance.now() - start) * 1000) / FRAMES;
}

async function afterPause(what: () => Promise<unknown>): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  const start = performance.now();
  await what();
  return (performance.now() - start) * 1000;
}

async function measure({ name, bare, frames }: Subject): Promise<Measured> {
  const rounds: (readonly [bare: number, frames: number])[] = [];
  for (let index = 0; index < WARM_UP + ROUNDS; index++) {
    const each = await frames(FRAMES);
    rounds.push([await perFrame(bare), await perFrame(each)]);
  }
  const kept = rounds.slice(WARM_UP);
  const paused: (readonly [bare: number, frames: number])[] = [];
  const each = await frames(PAUSED_FRAMES);
  for (let index = 0; index < PAUSED_FRAMES; index++) {
    paused.push([await afterPause(bare), await afterPause(() => each(index))]);
  }
  return {
    name,
    bare: kept.map(([value]) => value),
    frames: kept.map(([, value]) => value),
    pausedBare: paused.map(([value]) => value),
    pausedFrames: paused.map(([, value]) => value),
  };
}

async function subjects(): Promise<readonly Subject[]> {
  const [encrypting, decrypting] = [await cipher("encrypt"), await cipher("decrypt")];
  const aad = new Uint8Array(20);
  const all = CASES.map(async ([name, ctx, frame]): Promise<readonly Subject[]> => {
    const [sender, receiver] = [await keyring(0), await keyring(1)];
    const sealedBare = new Uint8Array(await encrypting.encrypt(1, aad, frame));
    const seal: Subject = {
      name: `seal ${name}`,
      bare: () => encrypting.encrypt(1, aad, frame),
      frames: () => Promise.resolve(() => sender.sealFrame(ctx, frame.buffer)),
    };
    const open: Subject = {
      name: `open ${name}`,
      bare: () => decrypting.decrypt(1, aad, sealedBare),
      frames: async (count) => {
        const sealed = await Promise.all(Array.from({ length: count }, () => sender.sealFrame(ctx, frame.buffer)));
        return async (index) => {
          if (!(await receiver.openFrame(ctx, sealed[index] ?? new ArrayBuffer(0), 0))) {
            throw new Error("not opened");
          }
        };
      },
    };
    return [seal, open];
  });
  return (await Promise.all(all)).flat();
}

async function measureAll(): Promise<readonly Measured[]> {
  const results: Measured[] = [];
  for (const subject of await subjects()) {
    results.push(await measure(subject));
  }
  return results;
}

/// The senders rely on it.
async function copiesAtCall(): Promise<boolean> {
  const encrypting = await cipher("encrypt");
  const [aad, plaintext] = [new Uint8Array(20), new Uint8Array(50_000)];
  const expected = new Uint8Array(await encrypting.encrypt(1, aad, plaintext));
  const sealing = encrypting.encrypt(1, aad, plaintext);
  plaintext.fill(1);
  aad.fill(1);
  const other = encrypting.encrypt(2, aad, plaintext);
  const sealed = new Uint8Array(await sealing);
  await other;
  return sealed.every((byte, at) => byte === expected[at]);
}

/// From a base key to all keys of a pairing in place.
async function deriving(): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < 20; round++) {
    const start = performance.now();
    await keyring(0);
    times.push(performance.now() - start);
  }
  return times;
}

addEventListener("message", () => {
  void (async () => {
    const result: Result = { copiesAtCall: await copiesAtCall(), deriveMs: await deriving(), measured: await measureAll() };
    postMessage(result);
  })().catch((error: unknown) => postMessage(String(error)));
});
