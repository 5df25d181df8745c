/// How much of the line the camera takes. A camera begins at half its width and height, so that its first key frame
/// is through in a fraction of the time, and goes to full size when the connection has found out what it can carry.
/// While a screen is shared the camera gives way to it: what is read needs the bits, and the face beside it is shown
/// small. One owner for both reasons, so that neither undoes the other; changes are carried out one after another.
export interface CameraEncoding {
  giveWay(on: boolean): void;
}

export interface Encoding {
  readonly scaleResolutionDownBy: number;
  /// Null: as the browser likes.
  readonly maxBitrate: number | null;
  readonly maxFramerate: number | null;
}

const HALF_FOR_MS = 1500;
/// Less makes faces coarse; more takes it from the screen where the line is thin.
const BESIDE_SCREEN: Encoding = { scaleResolutionDownBy: 2, maxBitrate: 300_000, maxFramerate: 15 };

export function encodingFor({ starting, sharing }: { readonly starting: boolean; readonly sharing: boolean }): Encoding {
  return sharing ? BESIDE_SCREEN : { scaleResolutionDownBy: starting ? 2 : 1, maxBitrate: null, maxFramerate: null };
}

export function createCameraEncoding(sender: RTCRtpSender, firstSent: Promise<void>, signal: AbortSignal): CameraEncoding {
  let starting = true;
  let sharing = false;
  let tail = Promise.resolve();

  function apply(): void {
    tail = tail.then(() => (signal.aborted ? undefined : encode(sender, encodingFor({ starting, sharing }))));
  }

  apply();
  void firstSent.then(() => {
    const timer = setTimeout(() => {
      starting = false;
      apply();
    }, HALF_FOR_MS);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
  return {
    giveWay: (on) => {
      if (on !== sharing) {
        sharing = on;
        apply();
      }
    },
  };
}

async function encode(sender: RTCRtpSender, { scaleResolutionDownBy, maxBitrate, maxFramerate }: Encoding): Promise<void> {
  try {
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings;
    if (!encoding) {
      return;
    }
    delete encoding.maxBitrate;
    delete encoding.maxFramerate;
    Object.assign(
      encoding,
      { scaleResolutionDownBy },
      maxBitrate === null ? {} : { maxBitrate },
      maxFramerate === null ? {} : { maxFramerate },
    );
    await sender.setParameters(parameters);
  } catch {
    // A browser that can't: the camera stays as it is.
  }
}
