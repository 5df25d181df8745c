import { once } from "node:events";
import { connect, createServer } from "node:net";

/// A network that can be cut: a SOCKS 5 proxy (RFC 1928, without authentication, CONNECT only) that leads everywhere
/// to loopback. Cutting it resets what is open and refuses what is new, as a router does that has lost its line.

/**
 * @typedef {object} Cuttable
 * @property {number} port
 * @property {() => void} cut
 * @property {() => void} mend
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Cuttable>} */
export async function openCuttable() {
  let isCut = false;
  /** @type {Set<import("node:net").Socket>} */
  const open = new Set();

  /** @param {import("node:net").Socket} socket */
  const own = (socket) => {
    open.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => open.delete(socket));
  };

  const server = createServer((client) => {
    own(client);
    if (isCut) {
      client.resetAndDestroy();
      return;
    }
    void greet(client).then((port) => {
      if (port === undefined) {
        client.destroy();
        return;
      }
      const upstream = connect(port, "127.0.0.1");
      own(upstream);
      upstream.once("connect", () => {
        client.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
        client.pipe(upstream).pipe(client);
      });
      client.on("close", () => upstream.destroy());
      upstream.on("close", () => client.destroy());
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("no port");
  }
  const reset = () => open.forEach((socket) => socket.resetAndDestroy());
  return {
    port: address.port,
    cut: () => {
      isCut = true;
      reset();
    },
    mend: () => {
      isCut = false;
    },
    close: async () => {
      reset();
      server.close();
      await once(server, "close");
    },
  };
}

/**
 * @param {import("node:net").Socket} client
 * @returns {Promise<number | undefined>} the port it wants to reach
 */
async function greet(client) {
  const hello = await read(client, (bytes) => (bytes.length > 1 ? 2 + Number(bytes[1]) : 2));
  if (hello?.[0] !== 5) {
    return undefined;
  }
  client.write(Buffer.from([5, 0]));
  const request = await read(client, requestLength);
  return request?.[1] === 1 ? request.readUInt16BE(request.length - 2) : undefined;
}

const ADDRESS_AT = 4;
const PORT_LENGTH = 2;

/** @param {Buffer} bytes */
function requestLength(bytes) {
  switch (bytes[3]) {
    case 1:
      return ADDRESS_AT + 4 + PORT_LENGTH;
    case 3:
      return ADDRESS_AT + 1 + (bytes[ADDRESS_AT] ?? 0) + PORT_LENGTH;
    case 4:
      return ADDRESS_AT + 16 + PORT_LENGTH;
    default:
      return ADDRESS_AT + 1;
  }
}

/**
 * @param {import("node:net").Socket} socket
 * @param {(soFar: Buffer) => number} wanted how many bytes, as far as it can be told from what came
 * @returns {Promise<Buffer | undefined>} undefined when the socket ended before
 */
function read(socket, wanted) {
  return new Promise((resolve) => {
    let soFar = Buffer.alloc(0);
    const done = (/** @type {Buffer | undefined} */ bytes) => {
      socket.off("data", onData).off("close", onClose).pause();
      resolve(bytes);
    };
    const onClose = () => done(undefined);
    const onData = (/** @type {Buffer} */ bytes) => {
      soFar = Buffer.concat([soFar, bytes]);
      const length = wanted(soFar);
      if (soFar.length >= length) {
        if (soFar.length > length) {
          socket.unshift(soFar.subarray(length));
        }
        done(soFar.subarray(0, length));
      }
    };
    socket.on("data", onData).on("close", onClose).resume();
  });
}
