import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Receipt, ReportsApi } from "../../api/reports";

/// The meeting is over here a moment before core has been told of it.
const TRIES = 5;
const EVERY_MS = 2000;

/// The receipt, as soon as core has it; null until then.
export function useReceipt(reports: ReportsApi, meetingId: string, begun: boolean): ReadonlySignal<Receipt | null> {
  const receipt = useSignal<Receipt | null>(null);
  useEffect(() => {
    if (!begun) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (left: number): Promise<void> => {
      const answer = await reports.receipt(meetingId, stop.signal);
      if (stop.signal.aborted) return;
      if (answer.kind === "ok" && answer.value !== null) receipt.value = answer.value;
      else if (left > 1) timer = setTimeout(() => void ask(left - 1), EVERY_MS);
    };
    void ask(TRIES);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [reports, meetingId, begun, receipt]);
  return receipt;
}
