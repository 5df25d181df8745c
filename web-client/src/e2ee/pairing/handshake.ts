import { assertNever } from "../../call/assertNever";
import { fromBase64Url, toBase64Url } from "../../json/base64url";
import { integer, isObject, object, oneOf, type Parser, ParseError, parseJson, string } from "../../json/parse";
import { type Bytes, concat, utf8 } from "../bytes";

/// The handshake on the wire: one byte that says so, then JSON. The only place that knows its names.

export const HANDSHAKE = 0x00;
export const PAIRING_ID_BYTES = 16;
export const HASH_BYTES = 32;

const MAX_BYTES = 24_576;

export type Handshake =
  | { readonly kind: "hello"; readonly p: Bytes; readonly keyPackage: Bytes; readonly commitment: Bytes }
  | {
      readonly kind: "welcome";
      readonly p: Bytes;
      readonly generation: number;
      readonly welcome: Bytes;
      readonly commitment: Bytes;
    }
  | { readonly kind: "confirm"; readonly p: Bytes; readonly mac: Bytes; readonly nonce: Bytes }
  /// "What you send can't be decrypted: pair anew." Proves nothing, so it is honoured sparingly.
  | { readonly kind: "again" };

export type HelloMessage = Extract<Handshake, { readonly kind: "hello" }>;
export type WelcomeMessage = Extract<Handshake, { readonly kind: "welcome" }>;
export type ConfirmMessage = Extract<Handshake, { readonly kind: "confirm" }>;

/// With the first byte. What comes after it is what the transcript takes.
export function writeHandshake(message: Handshake): Bytes {
  return concat(Uint8Array.of(HANDSHAKE), utf8(JSON.stringify(toJson(message))));
}

function toJson(message: Handshake): Readonly<Record<string, unknown>> {
  switch (message.kind) {
    case "hello": {
      const { p, keyPackage, commitment } = message;
      return { t: "hello", v: 1, p: toBase64Url(p), kp: toBase64Url(keyPackage), c: toBase64Url(commitment) };
    }
    case "welcome": {
      const { p, generation, welcome, commitment } = message;
      const [w, c] = [toBase64Url(welcome), toBase64Url(commitment)];
      return { t: "welcome", v: 1, p: toBase64Url(p), g: generation, w, c };
    }
    case "confirm": {
      const { p, mac, nonce } = message;
      return { t: "confirm", v: 1, p: toBase64Url(p), mac: toBase64Url(mac), n: toBase64Url(nonce) };
    }
    case "again":
      return { t: "again", v: 1 };
    default:
      return assertNever(message);
  }
}

/// Null for what is no handshake message of this version.
export function readHandshake(data: Uint8Array): Handshake | null {
  if (data.length > MAX_BYTES || data[0] !== HANDSHAKE) {
    return null;
  }
  try {
    return fromJson(parseJson(new TextDecoder("utf-8", { fatal: true }).decode(data.subarray(1))));
  } catch {
    return null;
  }
}

const version = integer(1, 1);
const p = bytes(PAIRING_ID_BYTES, PAIRING_ID_BYTES);
const hash = bytes(HASH_BYTES, HASH_BYTES);
const long = bytes(1, MAX_BYTES);

const hello = { t: string(), v: version, p, kp: long, c: hash };
const welcome = { t: string(), v: version, p, g: integer(0, 15), w: long, c: hash };
const confirm = { t: string(), v: version, p, mac: hash, n: hash };
const again = { t: string(), v: version };

function fromJson(value: unknown): Handshake {
  const { t } = object({ t: oneOf("hello", "welcome", "confirm", "again") })(value, "$");
  switch (t) {
    case "hello": {
      const read = exactly(hello)(value, t);
      return { kind: t, p: read.p, keyPackage: read.kp, commitment: read.c };
    }
    case "welcome": {
      const read = exactly(welcome)(value, t);
      return { kind: t, p: read.p, generation: read.g, welcome: read.w, commitment: read.c };
    }
    case "confirm": {
      const read = exactly(confirm)(value, t);
      return { kind: t, p: read.p, mac: read.mac, nonce: read.n };
    }
    case "again":
      exactly(again)(value, t);
      return { kind: t };
    default:
      return assertNever(t);
  }
}

/// These names and no others: in a message that two parties must read alike there is no room for what one ignores.
function exactly<const S extends Record<string, Parser<unknown>>>(shape: S) {
  const read = object(shape);
  return (value: unknown, at: string) => {
    if (isObject(value) && Object.keys(value).some((name) => !Object.hasOwn(shape, name))) {
      throw new ParseError(at, "no other names");
    }
    return read(value, at);
  };
}

function bytes(min: number, max: number): Parser<Bytes> {
  const text = string({ max: Math.ceil((max * 4) / 3) });
  return (value, at) => {
    const written = text(value, at);
    const read = fromBase64Url(written);
    if (read.length < min || read.length > max || toBase64Url(read) !== written) {
      throw new ParseError(at, `${min} to ${max} bytes`);
    }
    return read;
  };
}
