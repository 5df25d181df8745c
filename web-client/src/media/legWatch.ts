import type { FrameTransforms, TrackRole } from "../call/ports";
import type { Measured } from "../call/types";
import { type CameraEncoding, capFramerate } from "./cameraEncoding";
import { isPaused, type Share } from "./encodingRule";
import { createLineMeter } from "./lineMeter";
import type { ProtectedTransceiver } from "./peer";
import { createShortage } from "./shortage";
import { createStall } from "./stall";
import { readFlows, readLine } from "./stats";
import { createWatchdog } from "./watchdog";

/// What is looked at, each time anew.
export interface Watched {
  readonly pc: RTCPeerConnection;
  readonly transforms: FrameTransforms;
  /// Ends the watch.
  readonly signal: AbortSignal;
  transceivers(): readonly ProtectedTransceiver[];
  wanted(role: TrackRole): MediaStreamTrack | null;
  camera(): CameraEncoding | null;
  /// Nothing is heard of the other one.
  isQuiet(): boolean;
}

export interface LegWatchSink {
  /// Nothing comes from the other one any more, or something does again.
  stalled(is: boolean): void;
  measured(measured: Measured): void;
  /// The camera pauses itself, because there is room for the voice only, or is back.
  cameraPaused(is: boolean): void;
  /// A paused camera is tried out: `echoed` is wanted. Or it is over.
  trying(is: boolean): void;
  violated(reason: "bypassed" | "workerLost"): void;
}

/// Looks at a leg each second: whether every frame went through the worker, whether anything comes, and what the line
/// carries; gives each stream its share of that.
export interface LegWatch {
  /// The worker did something for the first time.
  onAnswered(): void;
  /// A message took so long to the other page and back.
  echoed(roundMs: number): void;
  /// The camera had paused itself, and is wanted all the same.
  insistCamera(): void;
}

const WATCH_EACH_MS = 1000;
/// What is read changes seldom; a film on a line this short is not to be had.
const SCREEN_FPS_WHEN_SHORT = 5;
/// A worker that has once answered and stays silent is gone: nothing passes, and nothing proves any more where frames
/// go. Fewer stop a meeting for a computer that was busy. (One that has not answered yet is still loading.)
const ANSWERS_WITHIN_MS = 1000;
const SILENT_SAMPLES = 3;

export function createLegWatch(watched: Watched, out: LegWatchSink): LegWatch {
  const watchdog = createWatchdog();
  const meter = createLineMeter();
  const shortage = createShortage();
  const stall = createStall();
  let paused = false;
  let trying = false;
  let hasAnswered = false;
  let silent = 0;
  let timer = setTimeout(() => void watch(), WATCH_EACH_MS);
  watched.signal.addEventListener("abort", () => clearTimeout(timer));

  /// One watch after another; the next is set when this one is done.
  async function watch(): Promise<void> {
    const startedMs = performance.now();
    const answered = await within(ANSWERS_WITHIN_MS, watched.transforms.readCounts());
    const report = await watched.pc.getStats();
    if (watched.signal.aborted) {
      return;
    }
    hasAnswered ||= answered;
    silent = answered || !hasAnswered ? 0 : silent + 1;
    const flows = readFlows(report, watched.transceivers());
    if (watchdog.onSample(flows) || silent >= SILENT_SAMPLES) {
      // What a dead worker did not see may just as well have been dropped.
      out.violated(silent === 0 ? "bypassed" : "workerLost");
      return;
    }
    const stalled = stall.onSample(flows);
    if (stalled !== null) {
      out.stalled(stalled);
    }
    measure(report);
    timer = setTimeout(() => void watch(), Math.max(0, WATCH_EACH_MS - (performance.now() - startedMs)));
  }

  function measure(report: RTCStatsReport): void {
    const now = performance.now();
    const track = watched.wanted("camera");
    const reading = readLine(report, watched.transceivers(), isUp(), (track?.getSettings().width ?? 0) / cameraScale());
    const { measured, roomBps, calm, lossy } = meter.onReading(reading);
    if (measured !== null) {
      out.measured(measured);
    }
    const sending = track !== null && isSent("camera");
    const heard = isUp() && !watched.isQuiet();
    take(shortage.onSample({ sending, heard, sharing: watched.wanted("screen") !== null, roomBps, calm, lossy }, now));
  }

  /// How much smaller this page itself asks for: only what is smaller than that was taken by the line.
  function cameraScale(): number {
    return transceiverOf("camera")?.sender.getParameters().encodings[0]?.scaleResolutionDownBy ?? 1;
  }

  /// The other side is there to be sent to.
  function isSent(role: TrackRole): boolean {
    const direction = transceiverOf(role)?.currentDirection;
    return direction === "sendrecv" || direction === "sendonly";
  }

  function take(share: Share | null): void {
    if (share === null) {
      return;
    }
    watched.camera()?.take(share);
    const screen = transceiverOf("screen")?.sender;
    if (screen) {
      void capFramerate(screen, isPaused(share) || share === "small" ? SCREEN_FPS_WHEN_SHORT : null);
    }
    if (paused !== isPaused(share)) {
      paused = isPaused(share);
      out.cameraPaused(paused);
    }
    if (trying !== (share === "trial")) {
      trying = share === "trial";
      out.trying(trying);
    }
  }

  function isUp(): boolean {
    return watched.pc.connectionState === "connected";
  }

  function transceiverOf(role: TrackRole): RTCRtpTransceiver | undefined {
    return watched.transceivers().find((one) => one.role === role)?.transceiver;
  }

  return {
    onAnswered: () => {
      hasAnswered = true;
    },
    echoed: (roundMs) => take(shortage.onEcho(roundMs, performance.now())),
    insistCamera: () => take(shortage.insist(performance.now())),
  };
}

/// False when it takes longer, or fails.
function within(ms: number, answer: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    void answer
      .catch(() => false)
      .then((answered) => {
        clearTimeout(timer);
        resolve(answered);
      });
  });
}
