/// A camera begins at half its width and height, so that its first key frame is through in a fraction of the time,
/// and goes to full size when the connection has found out what it can carry.
const HALF_FOR_MS = 1500;

export function startGently(sender: RTCRtpSender, firstSent: Promise<void>, signal: AbortSignal): void {
  void scale(sender, 2);
  void firstSent.then(() => {
    const timer = setTimeout(() => void scale(sender, 1), HALF_FOR_MS);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}

async function scale(sender: RTCRtpSender, by: number): Promise<void> {
  try {
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings;
    if (encoding) {
      encoding.scaleResolutionDownBy = by;
      await sender.setParameters(parameters);
    }
  } catch {
    // A browser that can't starts at full size.
  }
}
