import { describe, expect, it } from "vitest";
import { hex, unhex } from "./fixtures";
import { kindOf, LONGEST_PREFIX, prefixFor, prefixLength } from "./wrap";

/// 640 × 480; then what the codec wrote.
const KEY_FRAME = unhex("50420f9d012a8002e001deadbeef");
const DELTA_FRAME = unhex("d1050042deadbeef");

const prefix = (kind: "opus" | "vp8", frame: Uint8Array) => {
  const found = prefixFor(kind, frame);
  return found && hex(found);
};

describe("the clear bytes of a frame", () => {
  it("of sound are one constant byte: one frame of 20 ms", () => {
    expect(prefix("opus", unhex("7801020304"))).toBe("f8");
  });

  it("of a key frame are a frame tag, the start code, the size of the picture, and a first partition of eight zeros", () => {
    expect(prefix("vp8", KEY_FRAME)).toBe("100100" + "9d012a" + "8002e001" + "0000000000000000");
  });

  it("of any other picture are a frame tag and a first partition of eight zeros", () => {
    expect(prefix("vp8", DELTA_FRAME)).toBe("110100" + "0000000000000000");
  });

  it("say a first partition of 8 bytes, version 0, shown", () => {
    for (const frame of [KEY_FRAME, DELTA_FRAME]) {
      const [a = 0, b = 0, c = 0] = prefixFor("vp8", frame) ?? [];
      const tag = a | (b << 8) | (c << 16);
      expect({ size: tag >> 5, shown: (tag >> 4) & 1, version: (tag >> 1) & 7 }).toEqual({ size: 8, shown: 1, version: 0 });
    }
  });

  it.each(["50", "50420f", "50420f9d012b8002e001ff", "50420f9d012a8002e0"])(
    "there are none for a picture of another codec: %s",
    (frame) => {
      expect(prefix("vp8", unhex(frame))).toBeNull();
    },
  );

  it("are known again, whatever the size of the picture", () => {
    expect(prefixLength("opus", unhex("f8aa"))).toBe(1);
    expect(prefixLength("vp8", unhex("1001009d012affffffff0000000000000000aa"))).toBe(18);
    expect(prefixLength("vp8", unhex("1101000000000000000000aa"))).toBe(11);
    expect(LONGEST_PREFIX).toBe(18);
  });

  it("differ in no bit, other than in the size of the picture", () => {
    for (const good of ["1001009d012a8002e0010000000000000000", "1101000000000000000000"]) {
      for (let bit = 0; bit < good.length * 4; bit++) {
        const bytes = unhex(good);
        const at = bit >> 3;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8));
        const isSize = good.length === 36 && at >= 6 && at < 10;
        expect(prefixLength("vp8", bytes), `bit ${bit} of ${good}`).toBe(isSize ? 18 : 0);
      }
    }
    expect(prefixLength("opus", unhex("f9aa"))).toBe(0);
  });

  it.each(["1001009d012a8002", "110100", "10"])("are not there when cut off: %s", (data) => {
    expect(prefixLength("vp8", unhex(data))).toBe(0);
  });

  it("are those of sound on microphone and screen sound, those of a picture on camera and screen", () => {
    expect([0, 1, 2, 3].map((ctx) => kindOf(ctx as 0 | 1 | 2 | 3))).toEqual(["opus", "vp8", "vp8", "opus"]);
  });
});
