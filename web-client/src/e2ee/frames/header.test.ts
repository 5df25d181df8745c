import { describe, expect, it } from "vitest";
import { array, object, parseJson, string } from "../../json/parse";
import { fixture, hex, unhex } from "./fixtures";
import { decodeHeader, encodeHeader, MAX_SHORT_HEADER, readShortHeader, writeShortHeader } from "./header";

/// The numbers of the file reach 2^64, where `JSON.parse` alone would round them.
function vectors(): readonly { kid: bigint; ctr: bigint; encoded: string }[] {
  const quoted = fixture("rfc9605-header.json").replaceAll(/: (\d+)/g, ': "$1"');
  const shape = object({ header: array(object({ kid: string(), ctr: string(), encoded: string() })) });
  return shape(parseJson(quoted), "$").header.map(({ kid, ctr, encoded }) => ({
    kid: BigInt(kid),
    ctr: BigInt(ctr),
    encoded,
  }));
}

const isShort = ({ kid, ctr }: { kid: bigint; ctr: bigint }) => kid < 256n && ctr < 2n ** 32n;

function short(kid: number, ctr: number): string {
  const out = new Uint8Array(MAX_SHORT_HEADER);
  return hex(out.subarray(0, writeShortHeader(out, 0, kid, ctr)));
}

describe("the SFrame header", () => {
  it("is written as in all vectors of RFC 9605", () => {
    expect(vectors()).toHaveLength(289);
    expect(vectors().filter(({ ctr }) => ctr > BigInt(Number.MAX_SAFE_INTEGER)).length).toBeGreaterThan(0);
    for (const { kid, ctr, encoded } of vectors()) {
      expect(hex(encodeHeader(kid, ctr))).toBe(encoded);
    }
  });

  it("is read as in all vectors of RFC 9605, whatever follows it", () => {
    for (const { kid, ctr, encoded } of vectors()) {
      expect(decodeHeader(unhex(`${encoded}abcd`))).toEqual({ kid, ctr, length: encoded.length / 2 });
    }
  });

  it("is read from the middle of a frame", () => {
    expect(decodeHeader(unhex("ffffff9901234567"), 3)).toEqual({ kid: 0x123n, ctr: 0x4567n, length: 5 });
  });

  it("has no numbers of more than 64 bits, and none below zero", () => {
    expect(() => encodeHeader(2n ** 64n, 0n)).toThrow(RangeError);
    expect(() => encodeHeader(0n, -1n)).toThrow(RangeError);
  });

  it.each(["", "80", "8fffffffffffffffff", "99012345"])("is refused when cut off: %s", (encoded) => {
    expect(decodeHeader(unhex(encoded))).toBeNull();
  });

  it.each(["8007", "0807", "090001", "0900ff", "0a00ffff", "9000ff", "0f0000000000000001"])("is refused when longer than need be: %s", (encoded) => {
    expect(decodeHeader(unhex(encoded))).toBeNull();
    expect(readShortHeader(unhex(encoded), 0)).toBeNull();
  });
});

describe("the short form, for the path of every frame", () => {
  const all = vectors();

  it("writes the same bytes", () => {
    expect(all.filter(isShort).length).toBeGreaterThan(20);
    for (const { kid, ctr, encoded } of all.filter(isShort)) {
      expect(short(Number(kid), Number(ctr))).toBe(encoded);
    }
  });

  it("reads the same numbers", () => {
    for (const { kid, ctr, encoded } of all.filter(isShort)) {
      expect(readShortHeader(unhex(`ee${encoded}abcd`), 1)).toEqual({
        kid: Number(kid),
        ctr: Number(ctr),
        length: encoded.length / 2,
      });
    }
  });

  it("refuses what this protocol never writes: a longer KID or CTR", () => {
    const longer = all.filter((vector) => !isShort(vector));
    expect(longer.length).toBeGreaterThan(200);
    for (const { encoded } of longer) {
      expect(readShortHeader(unhex(`${encoded}abcd`), 0)).toBeNull();
    }
  });

  it.each(["", "80", "88ff", "8bffffffff"])("refuses what is cut off: %s", (encoded) => {
    expect(readShortHeader(unhex(encoded), 0)).toBeNull();
  });
});
