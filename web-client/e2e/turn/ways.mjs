/* global window */

/// Functions that are carried into the page: by which way its media go, and what it has told about itself.

/**
 * @typedef {Window & { watchedPeers?: import("../inPage.mjs").WatchedPeer[] }} Watched
 *
 * @typedef {object} Way
 * @property {string} type of the own candidate: host, prflx, relay
 * @property {string} relayProtocol how it speaks to the relay: udp, tcp, tls; empty if it does not
 * @property {string} address own, as far as the browser tells it
 * @property {string} to the media server's address
 */

/// The way in use; null while there is none.
/** @returns {Promise<Way | null>} */
export async function wayInUse() {
  const peer = /** @type {Watched} */ (window).watchedPeers?.findLast(({ connectionState }) => connectionState === "connected");
  const reports = peer === undefined ? [] : [...(await peer.readStats()).values()];
  const byId = new Map(reports.map((report) => [report.id, report]));
  // Firefox marks the pair in use, Chromium names it in the transport.
  const transport = reports.find(({ type, selectedCandidatePairId }) => type === "transport" && selectedCandidatePairId);
  const pair =
    byId.get(transport?.selectedCandidatePairId) ??
    reports.find(({ type, selected, nominated, state }) => type === "candidate-pair" && (selected ?? nominated) && state === "succeeded");
  const own = byId.get(pair?.localCandidateId);
  const other = byId.get(pair?.remoteCandidateId);
  return own === undefined
    ? null
    : { type: own.candidateType, relayProtocol: own.relayProtocol ?? "", address: own.address ?? "", to: other?.address ?? "" };
}

/// To be run before the page's own code: keeps what it says to the server.
export function keepFrames() {
  /** @type {string[]} */
  const frames = [];
  /** @type {Watched & { saidFrames?: string[] }} */ (window).saidFrames = frames;
  const send = WebSocket.prototype.send;
  /** @param {string | BufferSource | Blob} data */
  WebSocket.prototype.send = function (data) {
    frames.push(String(data));
    send.call(this, data);
  };
}

/// What the page has said to the server, and which kinds of candidates it has.
export async function told() {
  const types = [];
  for (const peer of /** @type {Watched} */ (window).watchedPeers ?? []) {
    for (const report of (await peer.readStats()).values()) {
      if (report.type === "local-candidate") {
        types.push(String(report.candidateType));
      }
    }
  }
  return { frames: /** @type {Watched & { saidFrames?: string[] }} */ (window).saidFrames ?? [], types };
}

/// The media server's addresses, as its offer has them.
export function offeredAddresses() {
  const sdp = /** @type {Watched} */ (window).watchedPeers?.at(-1)?.remoteDescription?.sdp ?? "";
  return [...new Set([...sdp.matchAll(/^a=candidate:\S+ 1 udp \d+ (\S+)/gimu)].map(([, address]) => address))];
}
