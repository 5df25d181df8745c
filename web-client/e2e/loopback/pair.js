/* global document, RTCPeerConnection */

/// Two peer connections in one page, on loopback.

/**
 * `product`: as `newPeer()` of the product makes it, with `encodedInsertableStreams`; `plain`: without.
 * @typedef {"plain" | "product"} Config
 */

/**
 * @param {Config} config
 * @returns {Promise<RTCPeerConnection>}
 */
export async function openPeer(config) {
  if (config === "plain") {
    return new RTCPeerConnection();
  }
  const bundle = "/peer.js";
  const { newPeer } = await import(bundle);
  return newPeer({ servers: [], relayOnly: false });
}

/**
 * @param {RTCPeerConnection} one
 * @param {RTCPeerConnection} other
 * @returns {Promise<void>}
 */
export function connect(one, other) {
  one.addEventListener("icecandidate", ({ candidate }) => void other.addIceCandidate(candidate ?? undefined));
  other.addEventListener("icecandidate", ({ candidate }) => void one.addIceCandidate(candidate ?? undefined));
  return new Promise((resolve) =>
    one.addEventListener("connectionstatechange", () => one.connectionState === "connected" && resolve()),
  );
}

/**
 * @param {RTCPeerConnection} offerer
 * @param {RTCPeerConnection} answerer
 */
export async function negotiate(offerer, answerer) {
  await offerer.setLocalDescription();
  await answerer.setRemoteDescription(described(offerer));
  await answerer.setLocalDescription();
  await offerer.setRemoteDescription(described(answerer));
}

/**
 * @param {RTCPeerConnection} answerer
 * @param {RTCPeerConnection} offerer
 * @param {(sender: RTCRtpSender) => Promise<void>} prepare
 */
export async function answerWith(answerer, offerer, prepare) {
  await offerer.setLocalDescription();
  await answerer.setRemoteDescription(described(offerer));
  const [transceiver] = answerer.getTransceivers();
  if (!transceiver) {
    throw new Error("an offer makes a transceiver");
  }
  transceiver.direction = "sendonly";
  await prepare(transceiver.sender);
  await answerer.setLocalDescription();
  await offerer.setRemoteDescription(described(answerer));
  return transceiver.sender;
}

/** @param {RTCPeerConnection} pc */
function described(pc) {
  if (!pc.localDescription) {
    throw new Error("nothing is described");
  }
  return pc.localDescription;
}

export function draw() {
  const canvas = document.createElement("canvas");
  canvas.width = 160;
  canvas.height = 120;
  const brush = canvas.getContext("2d");
  const [track] = canvas.captureStream().getVideoTracks();
  if (!brush || !track) {
    throw new Error("a canvas gives a video track");
  }
  let step = 0;
  const timer = setInterval(() => {
    step += 1;
    brush.fillStyle = `hsl(${(step * 7) % 360} 80% 50%)`;
    brush.fillRect(step % 100, step % 60, 60, 60);
  }, 40);
  return {
    track,
    close: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}

/**
 * @param {RTCRtpSender | RTCRtpReceiver} half
 * @param {"outbound-rtp" | "inbound-rtp"} type
 */
export async function statistics(half, type) {
  return [...(await half.getStats()).values()].find((report) => report.type === type);
}

/** @param {(RTCPeerConnection | Worker | { close(): void })[]} opened */
export function close(...opened) {
  for (const one of opened) {
    if ("terminate" in one) {
      one.terminate();
    } else {
      one.close();
    }
  }
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
