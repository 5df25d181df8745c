/// Keeps the screen on in the meeting: two people doing exercises touch nothing for minutes.
export function keepScreenOn(stop: AbortSignal): void {
  if (!("wakeLock" in navigator)) return;
  let held: WakeLockSentinel | null = null;
  const ask = async (): Promise<void> => {
    if (stop.aborted || document.visibilityState !== "visible" || (held && !held.released)) return;
    try {
      held = await navigator.wakeLock.request("screen");
      if (stop.aborted) await held.release();
    } catch {
      // Refused (low battery, for one): the meeting goes on without it.
    }
  };
  document.addEventListener("visibilitychange", () => void ask(), { signal: stop });
  stop.addEventListener("abort", () => void held?.release(), { once: true });
  void ask();
}
