import { beforeEach, describe, expect, it } from "vitest";
import { hex } from "./fixtures";
import { createKeyring, type Keyring } from "./keyring";
import type { MediaCtx } from "./kid";
import { changed, DELTA, instructorKeys, KEY_FRAME, must, participantKeys, SOUND, twoPeople } from "./people";

let instructor: Keyring;
let participant: Keyring;

beforeEach(async () => {
  ({ instructor, participant } = await twoPeople());
});

const FRAMES: readonly [MediaCtx, string, ArrayBuffer][] = [
  [0, "sound of the microphone", SOUND],
  [1, "a key frame of the camera", KEY_FRAME],
  [1, "a delta frame of the camera", DELTA],
  [2, "a key frame of the screen", KEY_FRAME],
  [2, "a delta frame of the screen", DELTA],
  [3, "sound of the screen", SOUND],
];

describe("a frame", () => {
  it.each(FRAMES)("on ctx %i, %s, comes out as it went in, in both directions", async (ctx, _, frame) => {
    const there = must(await instructor.sealFrame(ctx, frame));
    expect(hex(must(await participant.openFrame(ctx, there, 0)))).toBe(hex(frame));
    const back = must(await participant.sealFrame(ctx, frame));
    expect(hex(must(await instructor.openFrame(ctx, back, 0)))).toBe(hex(frame));
    expect(hex(there)).not.toBe(hex(back));
  });

  it("grows by prefix, header and tag", async () => {
    expect(must(await instructor.sealFrame(0, SOUND)).byteLength).toBe(SOUND.byteLength + 1 + 1 + 16);
    expect(must(await instructor.sealFrame(1, KEY_FRAME)).byteLength).toBe(KEY_FRAME.byteLength + 18 + 2 + 16);
    expect(must(await instructor.sealFrame(1, DELTA)).byteLength).toBe(DELTA.byteLength + 11 + 2 + 16);
  });

  it("shows nothing of its bytes but the size of the picture", async () => {
    const sealed = hex(must(await instructor.sealFrame(1, KEY_FRAME)));
    expect(sealed).toContain("8002e001");
    expect(sealed).not.toContain("deadbeef");
  });

  it("takes its CTR when sealing begins, so no two that are sealed at once share one", async () => {
    const sealed = await Promise.all(Array.from({ length: 20 }, () => instructor.sealFrame(0, SOUND)));
    expect(new Set(sealed.map((data) => hex(must(data)))).size).toBe(20);
    const opened = await Promise.all(sealed.map((data) => participant.openFrame(0, must(data), 0)));
    expect(opened.every((frame) => frame !== null)).toBe(true);
  });

  it("may be overwritten by its owner as soon as sealing has begun", async () => {
    const mine = SOUND.slice(0);
    const sealing = instructor.sealFrame(0, mine);
    new Uint8Array(mine).fill(0);
    expect(hex(must(await participant.openFrame(0, must(await sealing), 0)))).toBe(hex(SOUND));
  });

  it("counts on per track, whichever peer connection it leaves by", async () => {
    const headers: string[] = [];
    for (let frame = 0; frame < 10; frame++) {
      headers.push(hex(must(await instructor.sealFrame(0, SOUND)).slice(1, 3)));
    }
    expect(headers.map((header) => header.slice(0, 2))).toEqual(["30", "31", "32", "33", "34", "35", "36", "37", "38", "38"]);
    expect(headers.slice(8)).toEqual(["3808", "3809"]);
    expect(hex(must(await instructor.sealFrame(3, SOUND)).slice(1, 3))).toBe("8063");
  });
});

describe("nothing passes", () => {
  it("without keys, in either direction", async () => {
    const sealed = must(await instructor.sealFrame(0, SOUND));
    const nobody = createKeyring(crypto.subtle);
    expect(await nobody.sealFrame(0, SOUND)).toBeNull();
    expect(await nobody.openFrame(0, sealed, 0)).toBeNull();
    expect(await nobody.sealMessage(4, new Uint8Array(1))).toBeNull();
    expect(await nobody.openMessage(4, new Uint8Array(300), 0)).toEqual({ kind: "refused", why: expect.any(String) as string });
    expect(nobody.ready).toBe(false);
    expect(nobody.drops.noKey).toBeGreaterThanOrEqual(3);
  });

  it("that is empty, as Chromium makes frames of silence", async () => {
    expect(await instructor.sealFrame(0, new ArrayBuffer(0))).toBeNull();
    expect(await instructor.openFrame(0, new ArrayBuffer(0), 0)).toBeNull();
    expect(instructor.drops.empty).toBe(2);
  });

  it("that is no VP8 and wants to leave by a track of pictures", async () => {
    expect(await instructor.sealFrame(1, SOUND)).toBeNull();
    expect(instructor.drops.badFormat).toBe(1);
  });

  it.each(FRAMES)("in the clear: on ctx %i, %s", async (ctx, _, frame) => {
    expect(await participant.openFrame(ctx, frame, 0)).toBeNull();
    expect(participant.drops.badFormat).toBe(1);
  });

  it("that was changed in any byte", async () => {
    const sealed = must(await instructor.sealFrame(1, KEY_FRAME));
    for (let at = 0; at < sealed.byteLength; at++) {
      expect(await participant.openFrame(1, changed(sealed, at), 0), `byte ${at}`).toBeNull();
    }
    expect(hex(must(await participant.openFrame(1, sealed, 0)))).toBe(hex(KEY_FRAME));
  });

  it("that was cut off anywhere", async () => {
    const sealed = must(await instructor.sealFrame(0, SOUND));
    for (let length = 0; length < sealed.byteLength; length++) {
      expect(await participant.openFrame(0, sealed.slice(0, length), 0), `${length} bytes`).toBeNull();
    }
  });

  it("of our own that comes back to us", async () => {
    const sealed = must(await instructor.sealFrame(0, SOUND));
    expect(await instructor.openFrame(0, sealed, 0)).toBeNull();
    expect(instructor.drops.unknownKid).toBe(1);
  });

  it("of the camera on the track of the screen, or of one sound on the track of the other", async () => {
    expect(await participant.openFrame(2, must(await instructor.sealFrame(1, KEY_FRAME)), 0)).toBeNull();
    expect(await participant.openFrame(3, must(await instructor.sealFrame(0, SOUND)), 0)).toBeNull();
    expect(participant.drops.unknownKid).toBe(2);
  });

  it("twice, not even when both are opened at once", async () => {
    const sealed = must(await instructor.sealFrame(0, SOUND));
    const both = await Promise.all([participant.openFrame(0, sealed, 0), participant.openFrame(0, sealed, 0)]);
    expect(both.filter((frame) => frame !== null)).toHaveLength(1);
    expect(await participant.openFrame(0, sealed, 0)).toBeNull();
    expect(participant.drops.replay).toBe(2);
  });

  it("twice, and a second time costs no opening", async () => {
    const sealed = must(await instructor.sealFrame(0, SOUND));
    await participant.openFrame(0, sealed, 0);
    await participant.openFrame(0, changed(sealed, -1), 0);
    expect(participant.drops).toMatchObject({ replay: 1, badTag: 0 });
  });

  it("that is more than a window late", async () => {
    const sealed = [];
    for (let frame = 0; frame < 1026; frame++) {
      sealed.push(must(await instructor.sealFrame(0, SOUND)));
    }
    const [oldest, second, third] = sealed;
    expect(await participant.openFrame(0, must(sealed.at(-1) ?? null), 0)).not.toBeNull();
    expect(await participant.openFrame(0, must(oldest ?? null), 0)).toBeNull();
    expect(await participant.openFrame(0, must(second ?? null), 0)).toBeNull();
    expect(await participant.openFrame(0, must(third ?? null), 0)).not.toBeNull();
  });

  it("of another pairing", async () => {
    const stranger = createKeyring(crypto.subtle);
    await stranger.install(instructorKeys(3, 0x77), 0);
    expect(await participant.openFrame(0, must(await stranger.sealFrame(0, SOUND)), 0)).toBeNull();
    expect(participant.drops.badTag).toBe(1);
    await stranger.install(instructorKeys(4, 0x77), 0);
    expect(await participant.openFrame(0, must(await stranger.sealFrame(0, SOUND)), 0)).toBeNull();
    expect(participant.drops.unknownKid).toBe(1);
  });

  it("after the keys were dropped, not even what was under way", async () => {
    const received = must(await instructor.sealFrame(0, SOUND));
    const opening = participant.openFrame(0, received, 0);
    const sealing = participant.sealFrame(0, SOUND);
    participant.drop();
    expect(await opening).toBeNull();
    expect(await sealing).toBeNull();
    expect(await participant.sealFrame(0, SOUND)).toBeNull();
    expect(participant.ready).toBe(false);
  });
});

describe("a forged frame", () => {
  it("does not move the replay window", async () => {
    const first = must(await instructor.sealFrame(0, SOUND));
    for (let frame = 0; frame < 7; frame++) {
      await instructor.sealFrame(0, SOUND);
    }
    const forged = changed(must(await instructor.sealFrame(0, SOUND)), -1);
    expect(await participant.openFrame(0, forged, 0)).toBeNull();
    expect(await participant.openFrame(0, first, 0)).not.toBeNull();
  });

  it("may be tried a million times; then the keys are dropped, and a new pairing heals it", async () => {
    ({ instructor, participant } = await twoPeople({ maxCtr: 2 ** 32, maxFailed: 3 }));
    const forged = changed(must(await instructor.sealFrame(0, SOUND)), -1);
    await participant.openFrame(0, forged, 0);
    await participant.openFrame(0, forged, 0);
    expect(participant.spent).toBe(false);
    await participant.openFrame(0, forged, 0);
    expect(participant.spent).toBe(true);
    expect(participant.ready).toBe(false);
    expect(participant.drops).toMatchObject({ badTag: 2, exhausted: 1 });

    await participant.install(participantKeys(4), 0);
    expect(participant.spent).toBe(false);
  });
});

describe("a counter that is used up", () => {
  it("ends the pairing instead of beginning anew", async () => {
    ({ instructor, participant } = await twoPeople({ maxCtr: 2, maxFailed: 9 }));
    expect(await instructor.sealFrame(0, SOUND)).not.toBeNull();
    expect(await instructor.sealFrame(0, SOUND)).not.toBeNull();
    expect(await instructor.sealFrame(0, SOUND)).toBeNull();
    expect(instructor.spent).toBe(true);
    expect(instructor.ready).toBe(false);
  });
});

describe("the tallies of a track", () => {
  it("say what was opened and what was not, since they were last taken", async () => {
    const sealed = must(await instructor.sealFrame(0, SOUND));
    await participant.openFrame(0, sealed, 0);
    await participant.openFrame(0, sealed, 0);
    await participant.openFrame(1, DELTA, 0);
    await participant.openFrame(1, new ArrayBuffer(0), 0);
    expect(participant.takeTallies()).toEqual({
      0: { opened: 1, failed: 1 },
      1: { opened: 0, failed: 1 },
      2: { opened: 0, failed: 0 },
      3: { opened: 0, failed: 0 },
    });
    expect(participant.takeTallies()[0]).toEqual({ opened: 0, failed: 0 });
  });
});
