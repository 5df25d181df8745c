/* global document, window, getComputedStyle, RTCRtpScriptTransform */

/// Functions that are carried into the page: each must stand alone. The page knows nothing of them.

/**
 * @typedef {RTCPeerConnection & { readStats(of?: Counting): Promise<RTCStatsReport> }} WatchedPeer
 * @typedef {{ getStats(): Promise<RTCStatsReport> }} Counting
 * @typedef {Window & { watchedPeers?: WatchedPeer[], watchedWorkers?: Worker[] }} Watched
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

/// To be run before the page's own code: keeps hold of its peer connections, to read their statistics by `readStats`.
/// Firefox never answers `getStats` when the peer connection is closed meanwhile; this answers with nothing.
export function watchPeerConnections() {
  /** @type {WatchedPeer[]} */
  const peers = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    /** @type {() => void} */
    #onClose = () => undefined;
    /** @type {Promise<RTCStatsReport>} */
    #nothing = new Promise((resolve) => {
      this.#onClose = () => resolve(new Map());
    });

    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration);
      peers.push(this);
    }

    /** @param {Counting} [of] */
    readStats(of = this) {
      return Promise.race([of.getStats(), this.#nothing]);
    }

    /** @override */
    close() {
      super.close();
      this.#onClose();
    }
  };
  /** @type {Watched} */ (window).watchedPeers = peers;
}

/// What flows in each peer connection that is watched and in each picture, now and two seconds later. No description, no
/// address.
export async function describeMedia() {
  const REFERENCES = /^(id|timestamp|.*Id)$/;
  const pictures = () =>
    [...document.querySelectorAll("video")].map((video) => ({
      hidden: video.hidden,
      paused: video.paused,
      readyState: video.readyState,
      currentTime: video.currentTime,
      width: video.videoWidth,
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      tracks: /** @type {MediaStream | null} */ (video.srcObject)?.getTracks().map(({ muted, enabled, readyState }) => ({ muted, enabled, readyState })),
    }));
  /** @param {WatchedPeer} peer */
  async function flows(peer) {
    const reports = [...(await peer.readStats()).values()];
    return reports
      .filter(({ type }) => ["inbound-rtp", "outbound-rtp", "remote-inbound-rtp", "media-source"].includes(type))
      .map((report) => Object.fromEntries(Object.entries(report).filter(([name]) => !REFERENCES.test(name))));
  }
  const peers = (/** @type {Watched} */ (window).watchedPeers ?? []).filter((one) => one.signalingState !== "closed");
  const before = await Promise.all(peers.map(flows));
  const picturesBefore = pictures();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  return {
    pictures: { before: picturesBefore, after: pictures() },
    peers: await Promise.all(
      peers.map(async (peer, index) => ({
        connection: peer.connectionState,
        ice: peer.iceConnectionState,
        signaling: peer.signalingState,
        transceivers: peer.getTransceivers().map(({ mid, direction, currentDirection, sender, receiver }) => ({
          mid,
          direction,
          currentDirection,
          sends: sender.track && { state: sender.track.readyState, enabled: sender.track.enabled },
          encodings: sender.getParameters().encodings,
          receives: { muted: receiver.track.muted, state: receiver.track.readyState },
        })),
        before: before[index],
        after: await flows(peer),
      })),
    ),
  };
}

/// To be run before the page's own code: keeps hold of its workers, to let them die.
export function watchWorkers() {
  /** @type {Worker[]} */
  const workers = [];
  const Native = window.Worker;
  window.Worker = class extends Native {
    /**
     * @param {string | URL} url
     * @param {WorkerOptions} [options]
     */
    constructor(url, options) {
      super(url, options);
      workers.push(this);
    }
  };
  /** @type {Watched} */ (window).watchedWorkers = workers;
}

export function killWorkers() {
  /** @type {Watched} */ (window).watchedWorkers?.forEach((worker) => worker.terminate());
}

/// A fault leads frames round the code that seals: Firefox sends them unencrypted when the transform is taken away,
/// Chromium needs another one in a worker that lets them through (`letThrough`).
/** @param {boolean} byAnother */
export function stripTransforms(byAnother) {
  const { watchedPeers = [], watchedWorkers = [] } = /** @type {Watched} */ (window);
  const [worker] = watchedWorkers;
  watchedPeers
    .flatMap((peer) => peer.getSenders())
    .forEach((sender, index) => {
      const options = { id: 1_000_000 + index, direction: "send", role: "camera" };
      sender.transform = byAnother && worker ? new RTCRtpScriptTransform(worker, options) : null;
    });
}

/// To be run in the worker: what is to be sent through other code is not.
export function letThrough() {
  ReadableStream.prototype.pipeThrough = function () {
    return this;
  };
}

/// What has arrived in the page since it was loaded.
/** @returns {Promise<Received>} */
export async function received() {
  const sum = { packets: 0, framesDecoded: 0, keyFramesDecoded: 0, audioSamples: 0, audioPlayedOut: 0 };
  for (const peer of /** @type {Watched} */ (window).watchedPeers ?? []) {
    if (peer.connectionState === "closed") {
      continue;
    }
    for (const report of (await peer.readStats()).values()) {
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

/// Pictures decoded and samples of sound heard, by the number of the media section.
export async function receivedByMid() {
  /** @type {Record<string, number>} */
  const byMid = {};
  for (const peer of /** @type {Watched} */ (window).watchedPeers ?? []) {
    if (peer.connectionState === "closed") {
      continue;
    }
    for (const { mid, receiver } of peer.getTransceivers()) {
      for (const report of (await peer.readStats(receiver)).values()) {
        if (report.type === "inbound-rtp") {
          const heard = (report.totalSamplesReceived ?? 0) - (report.concealedSamples ?? 0);
          byMid[mid ?? ""] = report.kind === "video" ? (report.framesDecoded ?? 0) : heard;
        }
      }
    }
  }
  return byMid;
}

/// What has left the page by peer connections that are open, and how many of their tracks go on.
export async function sent() {
  let bytes = 0;
  let liveTracks = 0;
  for (const peer of /** @type {Watched} */ (window).watchedPeers ?? []) {
    if (peer.connectionState === "closed") {
      continue;
    }
    liveTracks += peer.getSenders().filter(({ track }) => track?.readyState === "live").length;
    for (const report of (await peer.readStats()).values()) {
      bytes += report.type === "outbound-rtp" ? (report.bytesSent ?? 0) : 0;
    }
  }
  return { bytes, liveTracks };
}

/// What the figure with such a name shows just now.
/**
 * @param {string} label how its name begins
 * @returns {Sight | null}
 */
export function sightOf(label) {
  const video = [...document.querySelectorAll("figure, [role=figure]")]
    .filter((figure) => figure.getAttribute("aria-label")?.startsWith(label))
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

/// To be run before the page's own code, where a browser without a screen has none to share: a window that is painted.
export function paintScreen() {
  // A page that is not secure has no devices.
  if (navigator.mediaDevices === undefined) {
    return;
  }
  Object.defineProperty(navigator.mediaDevices, "getDisplayMedia", {
    value: async () => {
      const canvas = document.createElement("canvas");
      canvas.width = 800;
      canvas.height = 600;
      const brush = canvas.getContext("2d");
      let step = 0;
      setInterval(() => {
        step += 1;
        if (brush) {
          brush.fillStyle = `hsl(${(step * 11) % 360} 70% 50%)`;
          brush.fillRect((step * 37) % 700, (step * 23) % 500, 300, 200);
        }
      }, 100);
      return canvas.captureStream();
    },
  });
}

export function pageText() {
  return document.body.innerText;
}
