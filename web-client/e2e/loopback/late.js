/* global RTCRtpScriptTransform, Worker */

import { answerWith, close, connect, draw, negotiate, openPeer, pause, statistics } from "./pair.js";

/// Runs in the page: sends pictures from one peer connection to another in it.

/**
 * When, and on which side of the negotiation, the sender's transform is set.
 *
 * @typedef {"sameTask" | "nextTask" | "connected" | "answererLate" | "never" | "removed" | "terminated"} When
 *
 * When the receiver's transform is set.
 * @typedef {"sameTask" | "onTrack" | "connected" | "never"} WhenReceiving
 *
 * @typedef {import("./pair.js").Config} Config
 *
 * @typedef {object} Sent from the moment when the transform had to be in place, or was taken away
 * @property {number} framesEncoded
 * @property {number} bytesSent
 * @property {number} seen frames that came to the sender's worker
 * @property {number} marked frames that arrived after having been through the worker
 * @property {number} clear frames that arrived as the codec made them
 *
 * @typedef {object} Received
 * @property {number} packets
 * @property {number} framesDecoded
 * @property {number} seen frames that came to the receiver's worker, which lets none pass
 */

/**
 * @param {When} when
 * @param {Config} config
 * @param {number} forMs
 * @returns {Promise<Sent>}
 */
export async function sendPictures(when, config, forMs) {
  const sending = await openPeer(config);
  const receiving = await openPeer("product");
  const connected = connect(sending, receiving);
  const outWorker = new Worker("/markingWorker.js");
  const inWorker = new Worker("/markingWorker.js");
  const pictures = draw();

  /** @type {RTCRtpSender} */
  let sender;
  if (when === "answererLate") {
    watch(receiving.addTransceiver("video", { direction: "recvonly" }).receiver, inWorker);
    sender = await answerWith(sending, receiving, async (offered) => {
      await pause(50);
      seal(offered, outWorker);
      await offered.replaceTrack(pictures.track);
    });
  } else {
    sender = sending.addTransceiver(pictures.track, { direction: "sendonly" }).sender;
    if (when === "nextTask") {
      await pause(0);
    }
    if (when !== "never" && when !== "connected") {
      seal(sender, outWorker);
    }
    receiving.ontrack = ({ receiver }) => watch(receiver, inWorker);
    await negotiate(sending, receiving);
  }
  await connected;

  const numbers = async () => {
    const came = await count(inWorker);
    const report = await statistics(sender, "outbound-rtp");
    return {
      framesEncoded: report?.framesEncoded ?? 0,
      bytesSent: report?.bytesSent ?? 0,
      seen: when === "terminated" ? 0 : (await count(outWorker)).seen,
      marked: came.marked,
      clear: came.clear,
    };
  };
  let before = { framesEncoded: 0, bytesSent: 0, seen: 0, marked: 0, clear: 0 };
  if (when === "connected") {
    await pause(500);
    seal(sender, outWorker);
  } else if (when === "removed" || when === "terminated") {
    await pause(500);
    if (when === "removed") {
      sender.transform = null;
    } else {
      outWorker.terminate();
    }
    // What was under way has left.
    await pause(200);
    before = await numbers();
  }
  await pause(forMs);
  const after = await numbers();

  close(pictures, sending, receiving, outWorker, inWorker);
  return {
    framesEncoded: after.framesEncoded - before.framesEncoded,
    bytesSent: after.bytesSent - before.bytesSent,
    seen: after.seen - before.seen,
    marked: after.marked - before.marked,
    clear: after.clear - before.clear,
  };
}

/**
 * Receives pictures that nobody has encrypted.
 *
 * @param {WhenReceiving} when
 * @param {Config} config
 * @param {number} forMs
 * @returns {Promise<Received>}
 */
export async function receivePictures(when, config, forMs) {
  const receiving = await openPeer(config);
  const sending = await openPeer("plain");
  const connected = connect(sending, receiving);
  const worker = new Worker("/markingWorker.js");
  const pictures = draw();

  const { receiver } = receiving.addTransceiver("video", { direction: "recvonly" });
  if (when === "sameTask") {
    watch(receiver, worker);
  }
  receiving.ontrack = () => {
    if (when === "onTrack") {
      watch(receiver, worker);
    }
  };
  await answerWith(sending, receiving, (sender) => sender.replaceTrack(pictures.track));
  await connected;
  if (when === "connected") {
    await pause(300);
    watch(receiver, worker);
  }
  await pause(forMs);
  const report = await statistics(receiver, "inbound-rtp");
  const { seen } = await count(worker);

  close(pictures, sending, receiving, worker);
  return { packets: report?.packetsReceived ?? 0, framesDecoded: report?.framesDecoded ?? 0, seen };
}

/**
 * @param {RTCRtpSender} sender
 * @param {Worker} worker
 */
function seal(sender, worker) {
  sender.transform = new RTCRtpScriptTransform(worker, { direction: "send" });
}

/**
 * @param {RTCRtpReceiver} receiver
 * @param {Worker} worker
 */
function watch(receiver, worker) {
  receiver.transform = new RTCRtpScriptTransform(worker, { direction: "receive" });
}

/**
 * @param {Worker} worker
 * @returns {Promise<{ seen: number, marked: number, clear: number }>}
 */
function count(worker) {
  return new Promise((resolve) => {
    worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
    worker.postMessage("count");
  });
}
