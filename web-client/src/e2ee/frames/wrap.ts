import type { MediaCtx } from "./kid";

/// The clear bytes before a sealed frame. They say nothing true about it, apart from key or delta and the size of the
/// picture: they make every payloader, parser and depayloader between the browsers pass what follows untouched. All of
/// the real frame is sealed; the prefix is under the tag.

export type Kind = "opus" | "vp8";

export function kindOf(ctx: MediaCtx): Kind {
  return ctx === 0 || ctx === 3 ? "opus" : "vp8";
}

/// A TOC byte (RFC 6716 section 3.1): CELT, full band, mono, one frame of 20 ms, so that a parser tells every packet's
/// duration right.
const OPUS = Uint8Array.of(0xf8);

/// A frame tag (RFC 6386 section 9.1) of version 0, shown, with a first partition of 8 bytes, and that partition: zeros
/// parse as a header. GStreamer's payloader refuses fewer than 2 bytes.
const DELTA = Uint8Array.of(0x11, 0x01, 0x00, 0, 0, 0, 0, 0, 0, 0, 0);
const KEY = Uint8Array.of(0x10, 0x01, 0x00, 0x9d, 0x01, 0x2a, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

export const LONGEST_PREFIX = KEY.length;

const SIZE_AT = 6;
const SIZE_BYTES = 4;
const START_CODE_AT = 3;

/// Null when this is no frame of that codec, as far as can be told.
export function prefixFor(kind: Kind, frame: Uint8Array): Uint8Array | null {
  if (kind === "opus") {
    return OPUS;
  }
  if (isDelta(frame)) {
    return DELTA;
  }
  if (!startsKeyFrame(frame)) {
    return null;
  }
  const prefix = KEY.slice();
  prefix.set(frame.subarray(SIZE_AT, SIZE_AT + SIZE_BYTES), SIZE_AT);
  return prefix;
}

/// How many clear bytes lie before the header, or 0 when they are none of ours.
export function prefixLength(kind: Kind, data: Uint8Array): number {
  const expected = kind === "opus" ? OPUS : isDelta(data) ? DELTA : KEY;
  for (let at = 0; at < expected.length; at++) {
    const isSize = expected === KEY && at >= SIZE_AT && at < SIZE_AT + SIZE_BYTES;
    if (data[at] !== expected[at] && !isSize) {
      return 0;
    }
  }
  return expected.length;
}

function isDelta(frame: Uint8Array): boolean {
  return ((frame[0] ?? 0) & 1) === 1;
}

function startsKeyFrame(frame: Uint8Array): boolean {
  return (
    frame.length >= SIZE_AT + SIZE_BYTES &&
    frame[START_CODE_AT] === 0x9d &&
    frame[START_CODE_AT + 1] === 0x01 &&
    frame[START_CODE_AT + 2] === 0x2a
  );
}
