import { once } from "node:events";
import http2 from "node:http2";
import https from "node:https";
import { HOST, ORIGIN } from "./product.mjs";

/// The socket of a meeting through the proxy, by hand, so that each header is in sight.

/**
 * @typedef {object} Way
 * @property {Buffer} ca
 * @property {string} from
 * @property {string} [hello] said first; what comes back first is then answered
 * @property {string} [at] a node's own path
 * @property {import("node:http").OutgoingHttpHeaders} [headers]
 */

/** @param {Way} way @returns {Promise<{ status: number, first?: { t: string } }>} */
export async function openSocket({ ca, from, hello, at = "/api/ws", headers = {} }) {
  const request = https.request({
    ...{ host: "127.0.0.1", port: 443, localAddress: from, servername: HOST, ca, ALPNProtocols: ["http/1.1"] },
    ...{ path: at, agent: false },
    headers: {
      ...{ Host: HOST, Origin: ORIGIN, Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13" },
      ...{ "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "meet.v1" },
      ...headers,
    },
  });
  request.end();
  return new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    request.on("upgrade", (_response, socket, head) => {
      if (hello === undefined) {
        socket.destroy();
        resolve({ status: 101 });
        return;
      }
      socket.write(frame(hello));
      firstText(socket, head)
        .then((first) => resolve({ status: 101, first }), reject)
        .finally(() => socket.destroy());
    });
  });
}

/** The same over HTTP/2 (RFC 8441), as browsers do it where they have such a connection. @param {Way} way */
export async function openSocketOverHttp2({ ca, from, hello = "" }) {
  const session = http2.connect("https://127.0.0.1", { ca, servername: HOST, localAddress: from });
  try {
    const [settings] = await once(session, "remoteSettings");
    if (!settings.enableConnectProtocol) {
      throw new Error("the proxy takes no WebSockets over HTTP/2");
    }
    const stream = session.request(
      {
        ...{ ":method": "CONNECT", ":protocol": "websocket", ":scheme": "https", ":authority": HOST, ":path": "/api/ws" },
        ...{ origin: ORIGIN, "sec-websocket-version": "13", "sec-websocket-protocol": "meet.v1" },
      },
      { endStream: false },
    );
    const [headers] = await once(stream, "response");
    stream.write(frame(hello));
    return { status: headers[":status"], first: await firstText(stream, Buffer.alloc(0)) };
  } finally {
    session.destroy();
  }
}

/** One text frame (RFC 6455 section 5.2), with a mask of zeros. @param {string} text */
function frame(text) {
  const payload = Buffer.from(text);
  const length = payload.length < 126 ? [0x80 | payload.length] : [0xfe, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), payload]);
}

/**
 * @param {import("node:stream").Duplex} stream
 * @param {Buffer} head
 * @returns {Promise<{ t: string }>}
 */
async function firstText(stream, head) {
  let bytes = head;
  const timer = setTimeout(() => stream.destroy(new Error("no message came")), 10_000);
  try {
    for await (const chunk of stream) {
      bytes = Buffer.concat([bytes, chunk]);
      while (bytes.length >= 4) {
        const short = bytes.readUInt8(1) & 0x7f;
        const [length, start] = short === 126 ? [bytes.readUInt16BE(2), 4] : [short, 2];
        if (bytes.length < start + length) {
          break;
        }
        if ((bytes.readUInt8(0) & 0x0f) === 1) {
          return JSON.parse(bytes.subarray(start, start + length).toString());
        }
        bytes = bytes.subarray(start + length);
      }
    }
    throw new Error("the socket was closed before a message came");
  } finally {
    clearTimeout(timer);
  }
}
