import { createHmac } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect as connectTcp, isIPv6 } from "node:net";
import { connect as connectTls } from "node:tls";
import { ATTRIBUTE, decode, encode, errorCode, firstLength, INDICATION, longTermKey, METHOD, uint32, xorAddress } from "./stun.mjs";

/// A TURN client that does as it is told, right or wrong.

/** @typedef {import("./stun.mjs").Attribute} Attribute */
/** @typedef {import("./stun.mjs").Message} Message */

/// RFC 8656 section 18.8 and RFC 6156 section 4.1.1.
const UDP = Buffer.from([17, 0, 0, 0]);
const TCP = Buffer.from([6, 0, 0, 0]);
const IPV6 = Buffer.from([2, 0, 0, 0]);
const ANSWER_WITHIN_MS = 3000;
const CHANNEL = 0x4000;

/**
 * TURN REST credentials as docs/protocol.md says it.
 *
 * @param {string} secret
 * @param {string} pseudonym
 * @param {number} goodForSeconds
 */
export function credentialsOf(secret, pseudonym, goodForSeconds) {
  const username = `${Math.floor(Date.now() / 1000) + goodForSeconds}:${pseudonym}`;
  return { username, credential: createHmac("sha1", secret).update(username).digest("base64") };
}

/**
 * @typedef {object} Server
 * @property {"udp" | "tcp" | "tls"} transport
 * @property {string} host
 * @property {number} port
 * @property {string} [from] the client's own address
 * @property {import("node:tls").ConnectionOptions} [tls]
 */

/**
 * @param {Server} server
 * @param {{ username: string, credential: string }} credentials
 */
export async function openClient(server, credentials) {
  const pipe = await open(server);
  /** @type {Buffer} */
  let realm = Buffer.alloc(0);
  /** @type {Buffer} */
  let nonce = Buffer.alloc(0);
  /** @type {Map<string, (message: Message) => void>} */
  const waiting = new Map();
  /** @type {Buffer[]} */
  const relayed = [];
  /** @type {(() => void)[]} */
  const onRelayed = [];

  pipe.receive((bytes) => {
    const first = bytes.readUInt16BE(0);
    if (first >= CHANNEL) {
      relayed.push(bytes.subarray(4, 4 + bytes.readUInt16BE(2)));
      return onRelayed.splice(0).forEach((wake) => wake());
    }
    const message = decode(bytes);
    const data = message.attributes.get(ATTRIBUTE.data);
    if (message.type === (METHOD.data | INDICATION) && data) {
      relayed.push(data);
      return onRelayed.splice(0).forEach((wake) => wake());
    }
    waiting.get(message.transaction)?.(message);
  });

  /**
   * @param {number} method
   * @param {readonly Attribute[]} attributes
   * @param {{ username: string, credential: string }} as
   * @returns {Promise<Message>}
   */
  async function ask(method, attributes, as) {
    const signed = /** @type {Attribute[]} */ ([
      ...attributes,
      [ATTRIBUTE.username, Buffer.from(as.username)],
      [ATTRIBUTE.realm, realm],
      [ATTRIBUTE.nonce, nonce],
    ]);
    const key = longTermKey(as.username, realm.toString(), as.credential);
    const { name, bytes } = realm.length === 0 ? encode(method, attributes) : encode(method, signed, key);
    const answer = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("coturn does not answer")), ANSWER_WITHIN_MS);
      waiting.set(name, (message) => {
        clearTimeout(timer);
        waiting.delete(name);
        resolve(message);
      });
    });
    pipe.send(bytes);
    return answer;
  }

  /**
   * Takes the challenge, then asks again: once, as RFC 8489 section 9.2.5 has it.
   *
   * @param {number} method
   * @param {readonly Attribute[]} attributes
   * @returns the error code, 0 for success
   */
  async function request(method, attributes, as = credentials) {
    const challenged = realm.length > 0;
    const first = await ask(method, attributes, as);
    realm = first.attributes.get(ATTRIBUTE.realm) ?? realm;
    nonce = first.attributes.get(ATTRIBUTE.nonce) ?? nonce;
    const again = errorCode(first) === 438 || (errorCode(first) === 401 && !challenged);
    return errorCode(again ? await ask(method, attributes, as) : first);
  }

  return {
    request,
    /** @param {{ tcp?: boolean, ipv6?: boolean, lifetime?: number }} [options] */
    allocate: ({ tcp = false, ipv6 = false, lifetime = 600 } = {}) =>
      request(METHOD.allocate, [
        [ATTRIBUTE.transport, tcp ? TCP : UDP],
        [ATTRIBUTE.lifetime, uint32(lifetime)],
        ...(ipv6 ? /** @type {Attribute[]} */ ([[ATTRIBUTE.family, IPV6]]) : []),
      ]),
    /** @param {number} lifetime @param {{ username: string, credential: string }} [as] */
    refresh: (lifetime, as = credentials) => request(METHOD.refresh, [[ATTRIBUTE.lifetime, uint32(lifetime)]], as),
    /** @param {string} address */
    permit: (address) => request(METHOD.permission, [[ATTRIBUTE.peer, xorAddress(address, 0)]]),
    /** @param {string} address @param {number} port */
    bindChannel: (address, port) =>
      request(METHOD.channelBind, [
        [ATTRIBUTE.channel, uint32(CHANNEL * 0x10000)],
        [ATTRIBUTE.peer, xorAddress(address, port)],
      ]),
    /** @param {string} address @param {number} port */
    connect: (address, port) => request(METHOD.connect, [[ATTRIBUTE.peer, xorAddress(address, port)]]),
    /** @param {string} address @param {number} port @param {Buffer} data */
    send: (address, port, data) =>
      pipe.send(
        encode(METHOD.send | INDICATION, [
          [ATTRIBUTE.peer, xorAddress(address, port)],
          [ATTRIBUTE.data, data],
        ]).bytes,
      ),
    /** What came by the relay, as soon as there is something. */
    received: async () => {
      if (relayed.length === 0) {
        await new Promise((resolve) => onRelayed.push(() => resolve(undefined)));
      }
      return relayed.shift();
    },
    close: () => pipe.close(),
  };
}

/** @typedef {Awaited<ReturnType<typeof openClient>>} TurnClient */

/** @param {Server} server */
async function open({ transport, host, port, from, tls }) {
  if (transport === "udp") {
    const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
    await new Promise((resolve) => socket.bind(0, from, () => resolve(undefined)));
    return {
      send: (/** @type {Buffer} */ bytes) => socket.send(bytes, port, host),
      receive: (/** @type {(bytes: Buffer) => void} */ taker) => socket.on("message", taker),
      close: () => socket.close(),
    };
  }
  const to = { host, port, ...(from === undefined ? {} : { localAddress: from }) };
  const socket = transport === "tls" ? connectTls({ ...to, ...tls }) : connectTcp(to);
  socket.on("error", () => socket.destroy());
  await once(socket, transport === "tls" ? "secureConnect" : "connect", { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch(
    (error) => {
      socket.destroy();
      throw error;
    },
  );
  return {
    send: (/** @type {Buffer} */ bytes) => void socket.write(bytes),
    receive: (/** @type {(bytes: Buffer) => void} */ taker) => {
      let rest = Buffer.alloc(0);
      socket.on("data", (/** @type {Buffer} */ chunk) => {
        rest = Buffer.concat([rest, chunk]);
        for (let length = firstLength(rest); length !== null; length = firstLength(rest)) {
          taker(rest.subarray(0, length));
          rest = rest.subarray(length);
        }
      });
    },
    close: () => socket.destroy(),
  };
}
