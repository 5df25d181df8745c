import { describe, expect, it } from "vitest";
import { createCipher } from "./cipher";
import { hex, unhex } from "./fixtures";
import { deriveKidKeys, importBaseKey, SUITE } from "./keys";

const { subtle } = crypto;

async function cipher(usage: "encrypt" | "decrypt") {
  const baseKey = await importBaseKey(subtle, new Uint8Array(32).fill(7));
  return createCipher(subtle, await deriveKidKeys(subtle, SUITE, baseKey, 32n, usage));
}

describe("a cipher", () => {
  it("may be called again, and its inputs overwritten, while it still works", async () => {
    const alone = await cipher("encrypt");
    const expected = [
      hex(await alone.encrypt(1, unhex("aa01"), unhex("1111"))),
      hex(await alone.encrypt(2, unhex("aa02"), unhex("2222"))),
    ];

    const together = await cipher("encrypt");
    const aad = unhex("aa01");
    const plaintext = unhex("1111");
    const first = together.encrypt(1, aad, plaintext);
    aad.set([0xaa, 0x02]);
    plaintext.set([0x22, 0x22]);
    const second = together.encrypt(2, aad, plaintext);
    aad.fill(0);
    plaintext.fill(0);

    expect([hex(await first), hex(await second)]).toEqual(expected);
  });

  it("makes a nonce of its own of every CTR, up to the last", async () => {
    const sealing = await cipher("encrypt");
    const sealed = await Promise.all(
      [0, 1, 255, 256, 65_536, 2 ** 31, 2 ** 32 - 1].map((ctr) => sealing.encrypt(ctr, new Uint8Array(0), new Uint8Array(16))),
    );
    expect(new Set(sealed.map(hex)).size).toBe(7);
  });

  it("refuses a changed tag, changed bytes, another CTR, other metadata", async () => {
    const aad = unhex("aabb");
    const sealed = new Uint8Array(await (await cipher("encrypt")).encrypt(5, aad, unhex("010203")));
    const opening = await cipher("decrypt");
    const flipped = (at: number) => sealed.map((byte, index) => (index === at ? byte ^ 1 : byte));

    expect(hex(await opening.decrypt(5, aad, sealed))).toBe("010203");
    await expect(opening.decrypt(5, aad, flipped(0))).rejects.toThrow();
    await expect(opening.decrypt(5, aad, flipped(sealed.length - 1))).rejects.toThrow();
    await expect(opening.decrypt(6, aad, sealed)).rejects.toThrow();
    await expect(opening.decrypt(5, unhex("aabc"), sealed)).rejects.toThrow();
  });
});
