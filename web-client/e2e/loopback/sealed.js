/* global RTCRtpScriptTransform, Worker */

import { close, connect, draw, negotiate, openPeer, pause, statistics } from "./pair.js";

/// Runs in the page: pictures of a screen, sealed by the product's own code in one worker and opened in another.

/**
 * What a media server could do to frames, once the picture is there.
 * @typedef {"plaintext" | "plaintextWrapped" | "replayed" | "reflected" | "cameraOnScreen" | "altered" | "alteredPrefix" | "cut"} Lie
 *
 * @typedef {object} Seen
 * @property {number} seen frames that came to the worker
 * @property {number} decoded frames that came out of the codec
 * @property {Record<string, number>} drops by reason
 */

/**
 * @param {Lie} lie
 * @param {number} forMs
 * @returns {Promise<{ before: Seen, during: Seen, healed: boolean }>} `during`: what came in the time of the lie
 */
export async function lieAbout(lie, forMs) {
  const call = await open();
  await call.sending({ t: "key", seed: 7, ownIndex: 0 });
  await call.receiving({ t: "key", seed: 7, ownIndex: 1 });
  const before = await call.awaitDecoded(MANY, START_MS);
  await call.sending({ t: "lie", how: lie });
  // What was under way before the lie is shown.
  await pause(300);
  const from = await call.seen();
  await pause(forMs);
  const during = since(from, await call.seen());
  await call.sending({ t: "lie", how: "none" });
  const healing = await call.seen();
  const after = await call.awaitDecoded(healing.decoded + MANY, START_MS);
  call.close();
  return { before, during, healed: after.decoded >= healing.decoded + MANY };
}

/**
 * @param {number} forMs
 * @returns {Promise<Seen>} what came with another key than the sender's
 */
export async function useWrongKey(forMs) {
  const call = await open();
  await call.sending({ t: "key", seed: 7, ownIndex: 0 });
  await call.receiving({ t: "key", seed: 8, ownIndex: 1 });
  await pause(forMs);
  const seen = await call.seen();
  call.close();
  return seen;
}

/**
 * The receiver gets its key late.
 *
 * @param {number} lateMs
 * @returns {Promise<{ before: Seen, firstAfterMs: number }>} until the first picture is decoded
 */
export async function getKeyLate(lateMs) {
  const call = await open();
  await call.sending({ t: "key", seed: 7, ownIndex: 0 });
  await call.connected;
  await pause(lateMs);
  const before = await call.seen();
  await call.receiving({ t: "key", seed: 7, ownIndex: 1 });
  const from = performance.now();
  await call.awaitDecoded(1, START_MS);
  const firstAfterMs = performance.now() - from;
  call.close();
  return { before, firstAfterMs };
}

/**
 * The sender has no key yet.
 *
 * @param {number} forMs
 * @returns {Promise<{ framesEncoded: number, bytesSent: number }>}
 */
export async function haveNoKey(forMs) {
  const call = await open();
  await call.connected;
  await pause(forMs);
  const report = await statistics(call.sender, "outbound-rtp");
  call.close();
  return { framesEncoded: report?.framesEncoded ?? 0, bytesSent: report?.bytesSent ?? 0 };
}

const MANY = 10;
const START_MS = 8000;

async function open() {
  const one = await openPeer("product");
  const other = await openPeer("product");
  const connected = connect(one, other);
  const outWorker = new Worker("/sealingWorker.js", { type: "module" });
  const inWorker = new Worker("/sealingWorker.js", { type: "module" });
  const pictures = draw();
  const { sender } = one.addTransceiver(pictures.track, { direction: "sendonly" });
  sender.transform = new RTCRtpScriptTransform(outWorker, { direction: "send" });
  /** @type {RTCRtpReceiver | undefined} */
  let receiver;
  other.ontrack = (event) => {
    receiver = event.receiver;
    receiver.transform = new RTCRtpScriptTransform(inWorker, { direction: "receive" });
  };
  await negotiate(one, other);

  const seen = async () => {
    const { seen: came, drops } = await ask(inWorker, { t: "count" });
    const report = receiver && (await statistics(receiver, "inbound-rtp"));
    return { seen: came, drops, decoded: report?.framesDecoded ?? 0 };
  };
  return {
    sender,
    connected,
    seen,
    sending: (/** @type {object} */ message) => ask(outWorker, message),
    receiving: (/** @type {object} */ message) => ask(inWorker, message),
    awaitDecoded: async (/** @type {number} */ frames, /** @type {number} */ withinMs) => {
      const deadline = performance.now() + withinMs;
      let now = await seen();
      while (now.decoded < frames && performance.now() < deadline) {
        await pause(10);
        now = await seen();
      }
      return now;
    },
    close: () => close(pictures, one, other, outWorker, inWorker),
  };
}

/**
 * @param {Worker} worker
 * @param {object} message
 * @returns {Promise<any>}
 */
function ask(worker, message) {
  return new Promise((resolve) => {
    worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
    worker.postMessage(message);
  });
}

/**
 * @param {Seen} from
 * @param {Seen} to
 * @returns {Seen}
 */
function since(from, to) {
  const drops = Object.entries(to.drops)
    .map(([reason, count]) => /** @type {const} */ ([reason, count - (from.drops[reason] ?? 0)]))
    .filter(([, count]) => count > 0);
  return { seen: to.seen - from.seen, decoded: to.decoded - from.decoded, drops: Object.fromEntries(drops) };
}
