/* global window, document */

/// What a page receives, looked at each tenth of a second; and figures made of it.

/**
 * @typedef {object} Sample
 * @property {number} at milliseconds since 1970
 * @property {number} frames pictures decoded so far
 * @property {number} packets of sound received so far
 * @property {number} samples of sound played so far, made up ones among them
 * @property {number} concealed those made up
 * @property {number} fec packets with redundancy for the one before
 * @property {number} height of the picture; 0: none
 * @property {boolean} lost the page says that somebody lost the connection
 *
 * @typedef {Window & { watchedPeers?: import("../inPage.mjs").WatchedPeer[], networkSamples?: Sample[] }} Sampled
 */

/// To be run in the page before its own code (after `watchPeerConnections`).
export function samplePage() {
  /** @type {Sample[]} */
  const samples = [];
  /** @type {Sampled} */ (window).networkSamples = samples;
  const EACH_MS = 100;
  // What a peer connection that was closed had received stays in the sums.
  /** @type {Map<string, Sample>} */
  const flows = new Map();

  async function sample() {
    const peers = /** @type {Sampled} */ (window).watchedPeers ?? [];
    for (const [index, peer] of peers.entries()) {
      if (peer.connectionState === "closed") {
        continue;
      }
      for (const report of (await peer.readStats()).values()) {
        if (report.type !== "inbound-rtp" || (report.mid !== "0" && report.mid !== "1")) {
          continue;
        }
        flows.set(`${index} ${report.kind} ${report.ssrc}`, {
          at: 0,
          frames: report.kind === "video" ? (report.framesDecoded ?? 0) : 0,
          packets: report.kind === "audio" ? (report.packetsReceived ?? 0) : 0,
          samples: report.kind === "audio" ? (report.totalSamplesReceived ?? 0) : 0,
          concealed: report.kind === "audio" ? (report.concealedSamples ?? 0) : 0,
          fec: report.kind === "audio" ? (report.fecPacketsReceived ?? 0) : 0,
          height: report.frameHeight ?? 0,
          lost: false,
        });
      }
    }
    const lost = document.title.includes("reconnecting");
    const sum = { at: Date.now(), frames: 0, packets: 0, samples: 0, concealed: 0, fec: 0, height: 0, lost };
    for (const flow of flows.values()) {
      sum.frames += flow.frames;
      sum.packets += flow.packets;
      sum.samples += flow.samples;
      sum.concealed += flow.concealed;
      sum.fec += flow.fec;
      sum.height = flow.height || sum.height;
    }
    samples.push(sum);
  }

  const again = () => {
    const began = performance.now();
    void sample()
      .catch(() => undefined)
      .finally(() => setTimeout(again, Math.max(0, EACH_MS - (performance.now() - began))));
  };
  again();
}

/// Takes what was sampled out of the page.
export function takeSamples() {
  return /** @type {Sampled} */ (window).networkSamples?.splice(0) ?? [];
}

/// Keeps what a page receives, over reloads as well if it is asked before them.
/** @param {import("puppeteer-core").Page} page */
export function createSampler(page) {
  /** @type {Sample[]} */
  const all = [];
  return {
    /// To be asked for before a reload: else what the page had since the last look is lost.
    look: async () => {
      all.push(...(await page.evaluate(takeSamples)));
      return all;
    },

    /// What was received in a time.
    /**
     * @param {number} from
     * @param {number} [to]
     */
    during: async (from, to = Date.now()) => {
      all.push(...(await page.evaluate(takeSamples)));
      return new Stretch(all.filter(({ at }) => at >= from && at <= to), from, to);
    },
  };
}

const HICCUP_MS = 1000;

/// Figures of a stretch of time.
export class Stretch {
  /**
   * @param {readonly Sample[]} samples
   * @param {number} from
   * @param {number} to
   */
  constructor(samples, from, to) {
    this.samples = samples;
    this.from = from;
    this.to = to;
  }

  /// The longest time without a new picture.
  get pictureGapMs() {
    return this.#gap("frames");
  }

  /// The longest time without a new packet of sound.
  get soundGapMs() {
    return this.#gap("packets");
  }

  /// Share of the sound that was made up.
  get concealed() {
    const samples = this.#more("samples");
    return samples === 0 ? 1 : this.#more("concealed") / samples;
  }

  get fps() {
    return (this.#more("frames") * 1000) / Math.max(1, this.to - this.from);
  }

  get fecPackets() {
    return this.#more("fec");
  }

  /// The largest picture.
  get height() {
    return Math.max(0, ...this.samples.map(({ height }) => height));
  }

  /// When, after a moment, so many pictures a second had come for a whole second; undefined: never.
  /**
   * @param {number} fps
   * @param {number} [height] and the picture was at least so high
   */
  reached(fps, height = 0) {
    return this.samples.find((one, index) => {
      const before = this.samples.findLast(({ at }, other) => other < index && at <= one.at - 1000);
      return (
        before !== undefined &&
        one.height >= height &&
        ((one.frames - before.frames) * 1000) / (one.at - before.at) >= fps
      );
    })?.at;
  }

  /// When the page no longer said that a connection was lost; undefined: it never said so, or still does.
  get foundAt() {
    const lastLost = this.samples.findLastIndex(({ lost }) => lost);
    return lastLost < 0 ? undefined : this.samples[lastLost + 1]?.at;
  }

  /// How often the page began to say that a connection was lost.
  get losses() {
    return this.samples.filter(({ lost }, index) => lost && this.samples[index - 1]?.lost !== true).length;
  }

  /// When something came again: at the end of the longest time without it, if that was more than a hiccup; undefined:
  /// it did not.
  /** @param {"frames" | "packets"} what */
  resumed(what) {
    const gaps = this.#gaps(what);
    const longest = gaps.reduce((most, gap) => (gap.ms > most.ms ? gap : most), { ms: HICCUP_MS, endMs: gaps[0]?.endMs ?? this.to });
    return longest.endMs === this.to ? undefined : longest.endMs;
  }

  /** @param {"frames" | "packets"} what */
  #gap(what) {
    return Math.max(...this.#gaps(what).map(({ ms }) => ms));
  }

  /** @param {"frames" | "packets"} what */
  #gaps(what) {
    const gaps = [];
    let lastAt = this.from;
    let last = this.samples[0]?.[what];
    for (const one of this.samples) {
      if (one[what] !== last) {
        gaps.push({ ms: one.at - lastAt, endMs: one.at });
        lastAt = one.at;
        last = one[what];
      }
    }
    return [...gaps, { ms: this.to - lastAt, endMs: this.to }];
  }

  /** @param {"frames" | "samples" | "concealed" | "fec"} what */
  #more(what) {
    return sumOfSteps(this.samples.map((one) => one[what]));
  }
}

/// Counters that begin anew with a page count from zero again.
/** @param {readonly number[]} counts */
function sumOfSteps(counts) {
  let sum = 0;
  counts.forEach((count, index) => {
    const before = counts[index - 1];
    if (before !== undefined) {
      sum += count >= before ? count - before : count;
    }
  });
  return sum;
}
