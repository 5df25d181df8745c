import { beforeEach, describe, expect, it } from "vitest";
import { hex } from "./fixtures";
import { createKeyring, type Keyring } from "./keyring";
import { DELTA, instructorKeys, KEY_FRAME, must, participantKeys, read, SOUND, text, twoPeople } from "./people";

let instructor: Keyring;
let participant: Keyring;

beforeEach(async () => {
  ({ instructor, participant } = await twoPeople());
});

const soundOf = async (who: Keyring) => must(await who.sealFrame(0, SOUND));

describe("keys", () => {
  it("are erased where they came from as soon as they are taken in", () => {
    const keys = instructorKeys(5);
    createKeyring(crypto.subtle).prepare(keys);
    expect(hex(keys.baseKey)).toBe("00".repeat(32));
  });

  it("of a confirmed pairing replace those before it in one step", async () => {
    expect(await instructor.install(instructorKeys(4, 0x44), 0)).toBe(true);
    expect(hex((await soundOf(instructor)).slice(1, 2))).toBe("40");
  });
});

describe("the pairing before", () => {
  it("goes on opening for ten seconds, but seals nothing", async () => {
    const late = await soundOf(instructor);
    const later = await soundOf(instructor);
    await participant.install(participantKeys(4, 0x44), 100_000);

    expect(await participant.openFrame(0, late, 109_999)).not.toBeNull();
    expect(await participant.openFrame(0, later, 110_000)).toBeNull();
    expect(participant.drops.unknownKid).toBe(1);
    expect(hex((await soundOf(participant)).slice(1, 3))).toBe("8014");
  });

  it("keeps its replay window", async () => {
    const sealed = await soundOf(instructor);
    await participant.openFrame(0, sealed, 0);
    await participant.install(participantKeys(4, 0x44), 0);
    expect(await participant.openFrame(0, sealed, 1)).toBeNull();
    expect(participant.drops.replay).toBe(1);
  });

  it("lets what was being sealed go out", async () => {
    const sealing = instructor.sealFrame(0, SOUND);
    const installing = instructor.install(instructorKeys(4, 0x44), 0);
    const sealed = must(await sealing);
    await installing;
    expect(await participant.openFrame(0, sealed, 0)).not.toBeNull();
  });

  it("gives way at once to one of the same number", async () => {
    const sealed = await soundOf(instructor);
    await participant.install(participantKeys(3, 0x44), 0);
    expect(await participant.openFrame(0, sealed, 1)).toBeNull();
    expect(participant.drops.badTag).toBe(1);
    expect(participant.deadlineMs()).toBe(Infinity);
  });

  it("gives way to one of the same number when that is not the next but the one after", async () => {
    const sealed = await soundOf(instructor);
    await participant.install(participantKeys(4, 0x44), 0);
    await participant.install(participantKeys(3, 0x55), 0);
    expect(await participant.openFrame(0, sealed, 1)).toBeNull();
  });

  it("goes when its time is over, without being asked", async () => {
    await participant.install(participantKeys(4, 0x44), 5000);
    expect(participant.deadlineMs()).toBe(15_000);
    participant.onTimeout(15_000);
    expect(participant.deadlineMs()).toBe(Infinity);
  });
});

describe("a pairing that awaits its confirmation", () => {
  const other = () => {
    const keyring = createKeyring(crypto.subtle);
    return keyring.install(instructorKeys(4, 0x44), 0).then(() => keyring);
  };

  it("seals nothing: the pairing before does", async () => {
    participant.prepare(participantKeys(4, 0x44));
    expect(hex((await soundOf(participant)).slice(1, 3))).toBe("8013");
  });

  it("holds what comes sealed with its keys, and lets it in when it is confirmed", async () => {
    const ahead = await other();
    participant.prepare(participantKeys(4, 0x44));
    const told: string[] = [];
    const frames = [KEY_FRAME, DELTA, DELTA].map(async (frame, index) => {
      const sealed = must(await ahead.sealFrame(1, frame));
      const opened = await participant.openFrame(1, sealed, 0);
      told.push(`${index}: ${opened ? hex(opened).slice(0, 2) : "dropped"}`);
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(told).toEqual([]);

    expect(await participant.confirm(50)).toBe(true);
    await Promise.all(frames);
    expect(told.sort()).toEqual(["0: 50", "1: d1", "2: d1"]);
  });

  it("holds messages as well, in order", async () => {
    const ahead = await other();
    participant.prepare(participantKeys(4, 0x44));
    const opening = [];
    for (const words of ["one", "two"]) {
      opening.push(participant.openMessage(4, must(await ahead.sealMessage(4, text(words))), 0));
    }
    await participant.confirm(50);
    const opened = await Promise.all(opening);
    expect(opened.map((message) => message.kind === "message" && read(message.plaintext))).toEqual(["one", "two"]);
  });

  it("opens what comes for the pairing before meanwhile", async () => {
    participant.prepare(participantKeys(4, 0x44));
    expect(await participant.openFrame(0, await soundOf(instructor), 0)).not.toBeNull();
  });

  it("holds nothing on a wrong track, and lets in nothing of our own", async () => {
    const ahead = await other();
    participant.prepare(participantKeys(4, 0x44));
    expect(await participant.openFrame(3, await soundOf(ahead), 0)).toBeNull();
    const mirror = createKeyring(crypto.subtle);
    await mirror.install(participantKeys(4, 0x44), 0);
    const opening = participant.openFrame(0, await soundOf(mirror), 0);
    await participant.confirm(1);
    expect(await opening).toBeNull();
    expect(participant.drops.unknownKid).toBe(2);
  });

  it("holds from the moment on when no more than its number is known", async () => {
    const ahead = await other();
    participant.expect(4);
    const opening = participant.openFrame(0, await soundOf(ahead), 0);
    expect(await participant.confirm(1)).toBe(false);
    expect(await participant.install(participantKeys(4, 0x44), 2)).toBe(true);
    expect(await opening).not.toBeNull();
  });

  it("drops what it held when another number comes than was expected", async () => {
    const ahead = await other();
    participant.expect(4);
    const opening = participant.openFrame(0, await soundOf(ahead), 0);
    await participant.install(participantKeys(5, 0x44), 2);
    expect(await opening).toBeNull();
  });

  it("holds for one second from the first frame on", async () => {
    const ahead = await other();
    participant.prepare(participantKeys(4, 0x44));
    const first = participant.openFrame(0, await soundOf(ahead), 7000);
    const second = participant.openFrame(0, await soundOf(ahead), 7900);
    await Promise.resolve();
    expect(participant.deadlineMs()).toBe(8000);
    participant.onTimeout(8000);
    expect(await first).toBeNull();
    expect(await second).toBeNull();
    expect(await participant.openFrame(0, await soundOf(ahead), 8001)).toBeNull();
    expect(participant.drops.unconfirmed).toBe(3);

    await participant.confirm(8100);
    expect(await participant.openFrame(0, await soundOf(ahead), 8101)).not.toBeNull();
  });

  it("holds 64 frames of a track at most, so no server can make us keep more", async () => {
    const ahead = await other();
    participant.prepare(participantKeys(4, 0x44));
    const opening = [];
    for (let frame = 0; frame < 65; frame++) {
      opening.push(participant.openFrame(0, await soundOf(ahead), 0));
    }
    expect(await opening[64]).toBeNull();
    const camera = participant.openFrame(1, must(await ahead.sealFrame(1, DELTA)), 0);
    await participant.confirm(1);
    expect((await Promise.all(opening)).filter((frame) => frame !== null)).toHaveLength(64);
    expect(await camera).not.toBeNull();
  });

  it("drops what it held when it is abandoned", async () => {
    const ahead = await other();
    participant.prepare(participantKeys(4, 0x44));
    const opening = participant.openFrame(0, await soundOf(ahead), 0);
    participant.abandon();
    expect(await opening).toBeNull();
    expect(await participant.confirm(1)).toBe(false);
    expect(await participant.openFrame(0, await soundOf(instructor), 2)).not.toBeNull();
  });

  it("gives way to the next one", async () => {
    const ahead = await other();
    participant.prepare(participantKeys(4, 0x77));
    const opening = participant.openFrame(0, await soundOf(ahead), 0);
    participant.prepare(participantKeys(4, 0x44));
    expect(await opening).toBeNull();
    expect(await participant.confirm(1)).toBe(true);
    expect(await participant.openFrame(0, await soundOf(ahead), 2)).not.toBeNull();
  });

  it("is not confirmed when it is dropped while its keys are being derived", async () => {
    participant.prepare(participantKeys(4, 0x44));
    const confirming = participant.confirm(1);
    participant.drop();
    expect(await confirming).toBe(false);
    expect(participant.ready).toBe(false);
  });

  it("of the number of the pairing in use takes that number's frames, and opens them once confirmed", async () => {
    const reloaded = createKeyring(crypto.subtle);
    await reloaded.install(instructorKeys(3, 0x44), 0);
    participant.prepare(participantKeys(3, 0x44));
    const opening = participant.openFrame(0, await soundOf(reloaded), 0);
    await participant.confirm(1);
    expect(await opening).not.toBeNull();
    expect(participant.drops.badTag).toBe(0);
  });

  it("is none when nothing was prepared", async () => {
    expect(await participant.confirm(1)).toBe(false);
    expect(participant.ready).toBe(true);
  });
});
