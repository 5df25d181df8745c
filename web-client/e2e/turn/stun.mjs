import { createHash, createHmac, randomBytes } from "node:crypto";
import { isIPv4 } from "node:net";

/// STUN and TURN messages as a client writes and reads them (RFC 8489, RFC 8656): as much as the tests need.

export const METHOD = { binding: 1, allocate: 3, refresh: 4, send: 6, data: 7, permission: 8, channelBind: 9, connect: 10 };
export const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  lifetime: 0x000d,
  peer: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  relayed: 0x0016,
  family: 0x0017,
  transport: 0x0019,
};
export const INDICATION = 0x0010;
const COOKIE = Buffer.from([0x21, 0x12, 0xa4, 0x42]);

/**
 * @typedef {readonly [type: number, value: Buffer | ((transaction: Buffer) => Buffer)]} Attribute
 * @typedef {object} Message
 * @property {number} type method and class
 * @property {string} transaction in hexadecimal
 * @property {ReadonlyMap<number, Buffer>} attributes
 */

/**
 * A request or indication, with MESSAGE-INTEGRITY if there is a key.
 *
 * @param {number} type
 * @param {readonly Attribute[]} attributes
 * @param {Buffer} [key]
 */
export function encode(type, attributes, key) {
  const transaction = randomBytes(12);
  const body = Buffer.concat(
    attributes.map(([kind, value]) => encoded(kind, typeof value === "function" ? value(transaction) : value)),
  );
  const name = transaction.toString("hex");
  if (key === undefined) {
    return { name, bytes: Buffer.concat([header(type, body.length, transaction), body]) };
  }
  // The length in what is signed counts the signature as well.
  const signed = Buffer.concat([header(type, body.length + 24, transaction), body]);
  const signature = createHmac("sha1", key).update(signed).digest();
  return { name, bytes: Buffer.concat([signed, encoded(ATTRIBUTE.integrity, signature)]) };
}

/** @param {Buffer} bytes @returns {Message} */
export function decode(bytes) {
  const attributes = new Map();
  const end = 20 + bytes.readUInt16BE(2);
  for (let at = 20; at + 4 <= end; ) {
    const length = bytes.readUInt16BE(at + 2);
    attributes.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + padded(length);
  }
  return { type: bytes.readUInt16BE(0), transaction: bytes.toString("hex", 8, 20), attributes };
}

/**
 * How long the first message of a stream is; null if it is not all there.
 *
 * @param {Buffer} bytes
 */
export function firstLength(bytes) {
  if (bytes.length < 4) {
    return null;
  }
  const isChannelData = bytes.readUInt16BE(0) >= 0x4000;
  const total = isChannelData ? 4 + padded(bytes.readUInt16BE(2)) : 20 + bytes.readUInt16BE(2);
  return bytes.length < total ? null : total;
}

/**
 * The code of an ERROR-CODE; 0 if there is none.
 *
 * @param {Message} message
 */
export function errorCode(message) {
  const error = message.attributes.get(ATTRIBUTE.error);
  return error === undefined ? 0 : (error[2] ?? 0) * 100 + (error[3] ?? 0);
}

/** @param {string} username @param {string} realm @param {string} password */
export function longTermKey(username, realm, password) {
  return createHash("md5").update(`${username}:${realm}:${password}`).digest();
}

/** @param {number} value */
export function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/**
 * The value of an XOR-…-ADDRESS.
 *
 * @param {string} address
 * @param {number} port
 * @returns {(transaction: Buffer) => Buffer}
 */
export function xorAddress(address, port) {
  return (transaction) => {
    const bytes = isIPv4(address) ? Buffer.from(address.split(".").map(Number)) : ipv6Bytes(address);
    const mask = Buffer.concat([COOKIE, transaction]);
    const head = Buffer.from([0, bytes.length === 4 ? 1 : 2, (port >> 8) ^ 0x21, (port & 0xff) ^ 0x12]);
    return Buffer.concat([head, bytes.map((byte, at) => byte ^ (mask[at] ?? 0))]);
  };
}

/**
 * @param {number} type
 * @param {number} length
 * @param {Buffer} transaction
 */
function header(type, length, transaction) {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(length, 2);
  return Buffer.concat([head, COOKIE, transaction]);
}

/** @param {number} kind @param {Buffer} value */
function encoded(kind, value) {
  const bytes = Buffer.alloc(4 + padded(value.length));
  bytes.writeUInt16BE(kind, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

/** @param {number} length */
function padded(length) {
  return (length + 3) & ~3;
}

/**
 * The URL parser writes an IPv6 address in groups of hexadecimal digits alone, whatever form it came in.
 *
 * @param {string} address
 */
function ipv6Bytes(address) {
  const [left = "", right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const groups = (/** @type {string} */ part) => (part === "" ? [] : part.split(":"));
  const tail = groups(right ?? "");
  const head = groups(left);
  const all = right === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill("0"), ...tail];
  return Buffer.from(all.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]));
}
