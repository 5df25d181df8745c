import { createArrival } from "./arrival";
import { packetsReceived } from "./stats";

const LOOK_EACH_MS = 200;

/// Drives an `Arrival` by what a receiver counts, until the signal. Of the microphone, for it sends all the time.
export function listenTo(receiver: RTCRtpReceiver, changed: (quiet: boolean) => void, signal: AbortSignal): void {
  const arrival = createArrival();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    const report = await receiver.getStats();
    if (signal.aborted) {
      return;
    }
    const news = arrival.onSample(packetsReceived(report), performance.now());
    if (news !== null) {
      changed(news === "quiet");
    }
    timer = setTimeout(() => void look(), LOOK_EACH_MS);
  }

  timer = setTimeout(() => void look(), LOOK_EACH_MS);
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
}
