import { DEFAULT_MODE, type VideoMode } from "../call/types";
import { type Encoding, encodingFor, type Share, type Wish } from "./encodingRule";

/// Sets the camera's encoder: the one owner of its parameters, so that nothing undoes what something else has asked
/// for. A camera begins small, so that its first picture is through soon, and goes to full size when the connection
/// has found out what it can carry. Changes are carried out one after another.
export interface CameraEncoding {
  giveWay(toScreen: boolean): void;
  use(mode: VideoMode): void;
  take(share: Share): void;
  /// Sets everything once more: in Firefox a negotiation takes it all back.
  again(): void;
}

const SMALL_FOR_MS = 1500;

export function createCameraEncoding(sender: RTCRtpSender, firstSent: Promise<void>, signal: AbortSignal): CameraEncoding {
  let wish: Wish = { starting: true, sharing: false, mode: DEFAULT_MODE, share: "full" };
  let tail = Promise.resolve();

  function change(part: Partial<Wish>): void {
    const before = wish;
    wish = { ...wish, ...part };
    const isNews = Object.keys(part).some((name) => before[name as keyof Wish] !== wish[name as keyof Wish]);
    if (isNews) {
      apply();
    }
  }

  function apply(): void {
    tail = tail.then(() => (signal.aborted ? undefined : encode(sender, encodingFor(wish))));
  }

  apply();
  void firstSent.then(() => {
    const timer = setTimeout(() => change({ starting: false }), SMALL_FOR_MS);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
  return {
    giveWay: (sharing) => change({ sharing }),
    use: (mode) => change({ mode }),
    take: (share) => change({ share }),
    again: apply,
  };
}

/// The voice goes first, where the browser lets a page say so.
export async function preferVoice(sender: RTCRtpSender): Promise<void> {
  await change(sender, (encoding) => {
    encoding.priority = "high";
    encoding.networkPriority = "high";
  });
}

export async function capFramerate(sender: RTCRtpSender, framesPerSecond: number | null): Promise<void> {
  await change(sender, (encoding) => {
    if (framesPerSecond === null) {
      delete encoding.maxFramerate;
    } else {
      encoding.maxFramerate = framesPerSecond;
    }
  });
}

async function encode(sender: RTCRtpSender, { degradationPreference, maxBitrate, maxFramerate, ...rest }: Encoding): Promise<void> {
  await change(sender, (encoding, parameters) => {
    delete encoding.maxBitrate;
    delete encoding.maxFramerate;
    Object.assign(
      encoding,
      rest,
      maxBitrate === null ? {} : { maxBitrate },
      maxFramerate === null ? {} : { maxFramerate },
    );
    // Not in TypeScript's library; a browser that does not know it goes by the track's hint.
    Object.assign(parameters, { degradationPreference });
  });
}

async function change(
  sender: RTCRtpSender,
  by: (encoding: RTCRtpEncodingParameters, parameters: RTCRtpSendParameters) => void,
): Promise<void> {
  try {
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings;
    if (encoding) {
      by(encoding, parameters);
      await sender.setParameters(parameters);
    }
  } catch {
    // A browser that can't: it stays as it is.
  }
}
