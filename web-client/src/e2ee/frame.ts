import type { TransformOptions } from "./workerMessages";

/// An encoded frame on its way between codec and network.
export interface EncodedFrame {
  data: ArrayBuffer;
}

/// Changes a frame in place. False: it goes no further. A frame that throws goes no further either.
export type FrameFunction = (frame: EncodedFrame, use: TransformOptions) => boolean | Promise<boolean>;

/// This build lets frames through as they are; SFrame takes the place of this function.
/// Empty frames carry nothing that could be sealed, so they are dropped (Chromium makes them with DTX).
export const throughUnchanged: FrameFunction = (frame) => frame.data.byteLength > 0;
