/* global document, MediaStream, RTCRtpScriptTransform, Worker */

import { close, connect, negotiate, openPeer, pause, statistics } from "./pair.js";

/// Runs in the page: how long pictures take from being painted in one place to being shown in another. Each carries
/// its number in black and white fields.

/**
 * `none`: no transform at all. `bare`: through both workers, unchanged. `sealed`: as in a meeting.
 * @typedef {"none" | "bare" | "sealed"} Mode
 *
 * @typedef {object} Measured
 * @property {number[]} latencyMs of each picture that was recognised, from painted to shown
 * @property {number} processingMs mean time from a picture's first packet until it is decoded, as the browser has it
 * @property {number[]} sealMicros of each frame, in the worker
 * @property {number[]} openMicros
 * @property {number} bytes of a frame on the wire, in the mean
 */

const WIDTH = 640;
const HEIGHT = 480;
const FIELD = 40;
const BITS = 14;
const FRAME_MS = 1000 / 30;
/// So that pictures do not keep step with the screen.
const JITTER_MS = 16;
/// Until the sender has found its rate.
const SETTLE_MS = 3000;

/**
 * @param {Mode} mode
 * @param {number} forMs
 * @returns {Promise<Measured>}
 */
export async function measure(mode, forMs) {
  const one = await openPeer(mode === "none" ? "plain" : "product");
  const other = await openPeer(mode === "none" ? "plain" : "product");
  const connected = connect(one, other);
  const outWorker = new Worker("/sealingWorker.js", { type: "module" });
  const inWorker = new Worker("/sealingWorker.js", { type: "module" });
  const bare = mode === "bare";
  const picture = paint();

  const { sender } = one.addTransceiver(picture.track, { direction: "sendonly" });
  if (mode !== "none") {
    sender.transform = new RTCRtpScriptTransform(outWorker, { direction: "send", bare });
  }
  const video = document.createElement("video");
  video.muted = true;
  document.body.append(video);
  /** @type {RTCRtpReceiver | undefined} */
  let receiver;
  other.ontrack = (event) => {
    receiver = event.receiver;
    if (mode !== "none") {
      receiver.transform = new RTCRtpScriptTransform(inWorker, { direction: "receive", bare });
    }
    video.srcObject = new MediaStream([event.track]);
    void video.play();
  };
  await ask(outWorker, { t: "key", seed: 7, ownIndex: 0 });
  await ask(inWorker, { t: "key", seed: 7, ownIndex: 1 });
  await negotiate(one, other);
  await connected;
  await pause(SETTLE_MS);

  await ask(outWorker, {});
  await ask(inWorker, {});
  const from = await figures(sender, receiver);
  const latencyMs = await watch(video, picture.paintedAt, forMs);
  const to = await figures(sender, receiver);
  const sealMicros = (await ask(outWorker, {})).micros;
  const openMicros = (await ask(inWorker, {})).micros;
  video.remove();
  close(picture, one, other, outWorker, inWorker);
  return {
    latencyMs,
    processingMs: (1000 * (to.processing - from.processing)) / (to.decoded - from.decoded),
    sealMicros,
    openMicros,
    bytes: (to.bytes - from.bytes) / (to.sent - from.sent),
  };
}

/**
 * @param {RTCRtpSender} sender
 * @param {RTCRtpReceiver | undefined} receiver
 */
async function figures(sender, receiver) {
  const out = await statistics(sender, "outbound-rtp");
  const back = receiver && (await statistics(receiver, "inbound-rtp"));
  return {
    processing: back?.totalProcessingDelay ?? Number.NaN,
    decoded: back?.framesDecoded ?? Number.NaN,
    bytes: out?.bytesSent ?? Number.NaN,
    sent: out?.framesSent ?? Number.NaN,
  };
}

function paint() {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const brush = canvas.getContext("2d", { alpha: false });
  const [track] = canvas.captureStream().getVideoTracks();
  if (!brush || !track) {
    throw new Error("a canvas gives a video track");
  }
  /** @type {Map<number, number>} */
  const paintedAt = new Map();
  let number = 0;
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const next = () => {
    timer = setTimeout(next, FRAME_MS + JITTER_MS * (Math.random() - 0.5));
    number = (number + 1) % 2 ** BITS;
    // As much that moves as before a camera.
    for (let index = 0; index < 40; index++) {
      brush.fillStyle = `hsl(${(number * 3 + index * 29) % 360} 60% 50%)`;
      brush.fillRect((index * 97 + number * 2) % WIDTH, FIELD + ((index * 61 + number) % (HEIGHT - FIELD)), 70, 50);
    }
    for (let bit = 0; bit < BITS; bit++) {
      brush.fillStyle = (number >> bit) & 1 ? "#ffffff" : "#000000";
      brush.fillRect(bit * FIELD, 0, FIELD, FIELD);
    }
    paintedAt.set(number, performance.now());
  };
  next();
  return {
    track,
    paintedAt,
    close: () => {
      clearTimeout(timer);
      track.stop();
    },
  };
}

/**
 * @param {HTMLVideoElement} video
 * @param {Map<number, number>} paintedAt
 * @param {number} forMs
 * @returns {Promise<number[]>}
 */
async function watch(video, paintedAt, forMs) {
  const canvas = document.createElement("canvas");
  canvas.width = BITS;
  canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  /** @type {number[]} */
  const latencies = [];
  let watching = true;
  const onFrame = () => {
    if (!watching || !brush) {
      return;
    }
    const shownAt = performance.now();
    // The middle of each field.
    const scale = video.videoWidth / WIDTH;
    brush.drawImage(video, 0, (FIELD / 4) * scale, BITS * FIELD * scale, (FIELD / 2) * scale, 0, 0, BITS, 1);
    const { data } = brush.getImageData(0, 0, BITS, 1);
    let number = 0;
    for (let bit = 0; bit < BITS; bit++) {
      number |= (data[bit * 4] ?? 0) > 127 ? 1 << bit : 0;
    }
    const painted = paintedAt.get(number);
    if (painted !== undefined) {
      latencies.push(shownAt - painted);
      paintedAt.delete(number);
    }
    video.requestVideoFrameCallback(onFrame);
  };
  video.requestVideoFrameCallback(onFrame);
  await pause(forMs);
  watching = false;
  return latencies;
}

/**
 * @param {Worker} worker
 * @param {object} message
 * @returns {Promise<{ micros: number[] }>}
 */
function ask(worker, message) {
  return new Promise((resolve) => {
    worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
    worker.postMessage(message);
  });
}
