import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

/// Aborted when the view goes away: whatever it opened closes by it.
export function useStop(): AbortSignal {
  const [controller] = useState(() => new AbortController());
  useEffect(() => () => controller.abort(), [controller]);
  return controller.signal;
}

/// The time, anew every so many milliseconds, for what counts on its own.
export function useNow(nowMs: () => number, everyMs: number): number {
  const now = useSignal(nowMs());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = nowMs();
    }, everyMs);
    return () => clearInterval(timer);
  }, [nowMs, everyMs, now]);
  return now.value;
}
