/// The SFrame header (RFC 9605 section 4.3): one byte that says how KID and CTR are written, then the bytes of those
/// that are 8 or more, big-endian and in as few bytes as will do.

const MAX_64 = (1n << 64n) - 1n;

/// A KID of one byte, a CTR of four: all that this protocol sends.
export const MAX_SHORT_HEADER = 6;
const MAX_SHORT_CTR_BYTES = 4;

export interface Header {
  readonly kid: bigint;
  readonly ctr: bigint;
  readonly length: number;
}

export interface ShortHeader {
  readonly kid: number;
  readonly ctr: number;
  readonly length: number;
}

export function encodeHeader(kid: bigint, ctr: bigint): Uint8Array<ArrayBuffer> {
  const kidBytes = fieldBytes(kid);
  const ctrBytes = fieldBytes(ctr);
  const first = (nibble(kid, kidBytes) << 4) | nibble(ctr, ctrBytes);
  return Uint8Array.of(first, ...kidBytes, ...ctrBytes);
}

/// Null for what ends too early, or is written longer than need be.
export function decodeHeader(data: Uint8Array, offset = 0): Header | null {
  const first = data[offset];
  if (first === undefined) {
    return null;
  }
  const kid = readField(data, offset + 1, first >> 4);
  const ctr = kid && readField(data, kid.end, first & 0x0f);
  return ctr && { kid: kid.value, ctr: ctr.value, length: ctr.end - offset };
}

/// For the path of every frame: the same bytes without BigInt. Returns how many were written.
export function writeShortHeader(out: Uint8Array, offset: number, kid: number, ctr: number): number {
  let at = offset + 1;
  let first = kid << 4;
  if (kid >= 8) {
    first = 0x80;
    out[at++] = kid;
  }
  if (ctr < 8) {
    first |= ctr;
  } else {
    const count = shortBytes(ctr);
    first |= 0x08 | (count - 1);
    for (let shift = 8 * (count - 1); shift >= 0; shift -= 8) {
      out[at++] = ctr >>> shift;
    }
  }
  out[offset] = first;
  return at - offset;
}

/// Null for what `writeShortHeader` would not have written.
export function readShortHeader(data: Uint8Array, offset: number): ShortHeader | null {
  const first = data[offset];
  if (first === undefined) {
    return null;
  }
  let at = offset + 1;
  let kid = first >> 4;
  if (kid >= 8) {
    kid = kid === 8 ? (data[at++] ?? 0) : 0;
    if (kid < 8) {
      return null;
    }
  }
  let ctr = first & 0x0f;
  if (ctr >= 8) {
    const count = ctr - 7;
    if (count > MAX_SHORT_CTR_BYTES || at + count > data.length) {
      return null;
    }
    ctr = 0;
    for (const end = at + count; at < end; at++) {
      ctr = ctr * 256 + (data[at] ?? 0);
    }
    if (ctr < 8 || shortBytes(ctr) !== count) {
      return null;
    }
  }
  return { kid, ctr, length: at - offset };
}

function shortBytes(value: number): number {
  return value < 0x100 ? 1 : value < 0x1_0000 ? 2 : value < 0x100_0000 ? 3 : 4;
}

function fieldBytes(value: bigint): readonly number[] {
  if (value < 0n || value > MAX_64) {
    throw new RangeError("not a 64-bit number");
  }
  const bytes: number[] = [];
  for (let rest = value; value >= 8n && rest > 0n; rest >>= 8n) {
    bytes.unshift(Number(rest & 0xffn));
  }
  return bytes;
}

function nibble(value: bigint, bytes: readonly number[]): number {
  return bytes.length === 0 ? Number(value) : 8 | (bytes.length - 1);
}

function readField(data: Uint8Array, start: number, code: number): { value: bigint; end: number } | null {
  if (code < 8) {
    return { value: BigInt(code), end: start };
  }
  const end = start + code - 7;
  if (end > data.length) {
    return null;
  }
  let value = 0n;
  for (const byte of data.subarray(start, end)) {
    value = (value << 8n) | BigInt(byte);
  }
  return fieldBytes(value).length === end - start ? { value, end } : null;
}
