/* global document, window, getComputedStyle */

/// Functions that are carried into the page: each must stand alone. The page knows nothing of them.

/**
 * @typedef {Window & { watchedPeers?: RTCPeerConnection[] }} Watched
 *
 * @typedef {object} Received
 * @property {number} packets
 * @property {number} framesDecoded
 * @property {number} keyFramesDecoded
 * @property {number} audioSamples samples that came over the network: what was made up to fill gaps is not counted
 * @property {number} audioPlayedOut samples that left the jitter buffer
 *
 * @typedef {object} Sight
 * @property {number} sd standard deviation over all channels: nothing but one grey gives 0
 * @property {number[]} grid mean of each channel in each of 8 × 6 fields
 */

/// To be run before the page's own code: keeps hold of its peer connections, to read their statistics.
export function watchPeerConnections() {
  /** @type {RTCPeerConnection[]} */
  const peers = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration);
      peers.push(this);
    }
  };
  /** @type {Watched} */ (window).watchedPeers = peers;
}

/// What has arrived in the page since it was loaded.
/** @returns {Promise<Received>} */
export async function received() {
  const sum = { packets: 0, framesDecoded: 0, keyFramesDecoded: 0, audioSamples: 0, audioPlayedOut: 0 };
  for (const peer of /** @type {Watched} */ (window).watchedPeers ?? []) {
    if (peer.connectionState === "closed") {
      continue;
    }
    for (const report of (await peer.getStats()).values()) {
      if (report.type !== "inbound-rtp") {
        continue;
      }
      sum.packets += report.packetsReceived ?? 0;
      if (report.kind === "video") {
        sum.framesDecoded += report.framesDecoded ?? 0;
        sum.keyFramesDecoded += report.keyFramesDecoded ?? 0;
      } else {
        sum.audioSamples += (report.totalSamplesReceived ?? 0) - (report.concealedSamples ?? 0);
        sum.audioPlayedOut += report.jitterBufferEmittedCount ?? 0;
      }
    }
  }
  return sum;
}

/// What the figure "Picture of <name>, …" shows just now.
/**
 * @param {string} name
 * @returns {Sight | null}
 */
export function sightOf(name) {
  const video = [...document.querySelectorAll("figure, [role=figure]")]
    .filter((figure) => figure.getAttribute("aria-label")?.startsWith(`Picture of ${name}`))
    .map((figure) => figure.querySelector("video"))
    .find((element) => element !== null && element.videoWidth > 0 && getComputedStyle(element).visibility === "visible");
  const columns = 8;
  const rows = 6;
  const field = 20;
  const canvas = document.createElement("canvas");
  canvas.width = columns * field;
  canvas.height = rows * field;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  if (!video || video.clientWidth === 0 || !brush) {
    return null;
  }
  brush.drawImage(video, 0, 0, canvas.width, canvas.height);
  const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
  const grid = new Array(columns * rows * 3).fill(0);
  let sum = 0;
  let squares = 0;
  for (let pixel = 0; pixel < canvas.width * canvas.height; pixel++) {
    const column = Math.floor((pixel % canvas.width) / field);
    const row = Math.floor(pixel / canvas.width / field);
    for (let channel = 0; channel < 3; channel++) {
      const value = data[pixel * 4 + channel] ?? 0;
      sum += value;
      squares += value * value;
      grid[(row * columns + column) * 3 + channel] += value / (field * field);
    }
  }
  const count = canvas.width * canvas.height * 3;
  return { sd: Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)), grid };
}

export function pageText() {
  return document.body.innerText;
}
