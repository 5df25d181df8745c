import type { VideoMode } from "../call/types";

/// How much of the line the camera takes, as a rule over everything that has a say in it. Pure.

/// What a short line leaves for the camera: `none` is a camera that pauses itself, so that the voice gets through. `trial`
/// is one that is still paused and sends a little that nobody sees, to find out whether the line carries pictures again.
export type Share = "full" | "half" | "small" | "trial" | "none";

export function isPaused(share: Share): boolean {
  return share === "none" || share === "trial";
}

export interface Wish {
  /// The first moments of a peer connection.
  readonly starting: boolean;
  /// A screen is shared beside it.
  readonly sharing: boolean;
  readonly mode: VideoMode;
  readonly share: Share;
}

/// Null: as the browser likes.
export interface Encoding {
  readonly active: boolean;
  readonly scaleResolutionDownBy: number;
  readonly maxBitrate: number | null;
  readonly maxFramerate: number | null;
  readonly degradationPreference: "balanced" | "maintain-framerate" | "maintain-resolution";
}

interface Cap {
  readonly scale: number;
  readonly bitrate: number;
  readonly framerate: number;
}

const NO_CAP: Cap = { scale: 1, bitrate: Infinity, framerate: Infinity };

/// A face needs neither many pictures a second nor the finest ones; a movement needs them in time, a wound or a form
/// needs them sharp.
const MODES: Readonly<Record<VideoMode, Cap & Pick<Encoding, "degradationPreference">>> = {
  talk: { scale: 1, bitrate: 700_000, framerate: 24, degradationPreference: "balanced" },
  movement: { ...NO_CAP, degradationPreference: "maintain-framerate" },
  detail: { scale: 1, bitrate: 2_500_000, framerate: 15, degradationPreference: "maintain-resolution" },
};

/// Too little to harm the voice in the seconds that it lasts; enough that browsers look for more room.
const TRIAL: Cap = { scale: 4, bitrate: 60_000, framerate: 8 };

/// A line that gets short takes size first; movement keeps its pictures a second longest.
const SHARES: Readonly<Record<Exclude<Share, "none">, Readonly<Record<VideoMode, Cap>>>> = {
  full: { talk: NO_CAP, movement: NO_CAP, detail: NO_CAP },
  half: {
    talk: { scale: 2, bitrate: 250_000, framerate: 15 },
    movement: { scale: 2, bitrate: 250_000, framerate: 20 },
    detail: { scale: 1.5, bitrate: 250_000, framerate: 8 },
  },
  small: {
    talk: { scale: 4, bitrate: 100_000, framerate: 12 },
    movement: { scale: 4, bitrate: 100_000, framerate: 15 },
    detail: { scale: 2, bitrate: 100_000, framerate: 5 },
  },
  trial: { talk: TRIAL, movement: TRIAL, detail: TRIAL },
};

/// Its first key frame is then through in a fraction of the time.
const AT_FIRST: Cap = { ...NO_CAP, scale: 2 };
/// What is read on a screen needs the bits, and the face beside it is shown small. Less makes faces coarse.
const BESIDE_SCREEN: Cap = { scale: 2, bitrate: 300_000, framerate: 15 };

export function encodingFor({ starting, sharing, mode, share }: Wish): Encoding {
  const caps = [MODES[mode], SHARES[share === "none" ? "small" : share][mode], starting ? AT_FIRST : NO_CAP, sharing ? BESIDE_SCREEN : NO_CAP];
  return {
    active: share !== "none",
    scaleResolutionDownBy: Math.max(...caps.map(({ scale }) => scale)),
    maxBitrate: finiteOrNull(Math.min(...caps.map(({ bitrate }) => bitrate))),
    maxFramerate: finiteOrNull(Math.min(...caps.map(({ framerate }) => framerate))),
    degradationPreference: MODES[mode].degradationPreference,
  };
}

/// For the track: some browsers go by this and know no degradation preference.
export function hintFor(mode: VideoMode): "" | "motion" | "detail" {
  return mode === "talk" ? "" : mode === "movement" ? "motion" : "detail";
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
