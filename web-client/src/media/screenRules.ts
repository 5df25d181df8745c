/// How a screen is asked for, and what the answers mean. Pure.

/// Not yet in TypeScript's library.
interface DisplayRequest {
  readonly video: MediaTrackConstraints;
  readonly audio: MediaTrackConstraints & { readonly suppressLocalAudioPlayback: boolean; readonly restrictOwnAudio: boolean };
  readonly selfBrowserSurface: "exclude";
  readonly surfaceSwitching: "include";
  readonly systemAudio: "include" | "exclude";
}

/// Exercises move and text does not: a higher rate makes films smoother, and leaves less for what must stay readable.
const FRAMES_PER_SECOND = { ideal: 15, max: 30 };
/// Of larger screens a laptop without help of its graphics can't encode VP8 in time.
const LARGEST = { width: { max: 1920 }, height: { max: 1200 } };

/// `restrictsOwnAudio`: the browser can leave what this page plays out of the sound. Where it can't, the sound of the
/// whole computer is not offered: the other one would hear their own voice. That of a tab always is.
export function displayRequest(restrictsOwnAudio: boolean): DisplayRequest {
  return {
    video: { ...LARGEST, frameRate: FRAMES_PER_SECOND },
    // What is a film or music must not be treated like a voice.
    audio: {
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
      suppressLocalAudioPlayback: false,
      restrictOwnAudio: true,
    },
    selfBrowserSurface: "exclude",
    surfaceSwitching: "include",
    systemAudio: restrictsOwnAudio ? "include" : "exclude",
  };
}

/// Some browsers of phones have the function and refuse each time.
export function canShare(browser: {
  readonly userAgent: string;
  readonly userAgentData?: { readonly mobile?: boolean };
  readonly mediaDevices?: { readonly getDisplayMedia?: unknown };
}): boolean {
  const onPhone = browser.userAgentData?.mobile ?? /Android|iPhone|iPad|Mobi/.test(browser.userAgent);
  return !onPhone && typeof browser.mediaDevices?.getDisplayMedia === "function";
}

/// `denied`: the person changed their mind, which is no fault. A system that refuses says so in the message alone.
export function screenProblem(error: unknown): "denied" | "failed" {
  const { name, message } = error instanceof Error || error instanceof DOMException ? error : new Error();
  return name === "NotAllowedError" && !/system/i.test(message) ? "denied" : "failed";
}
