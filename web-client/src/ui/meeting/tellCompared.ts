import { effect } from "@preact/signals";
import type { ReportsApi } from "../../api/reports";
import type { Call } from "../../call";

const TRIES = 3;
const EVERY_MS = 5000;

/// Tells core that the two compared the code and how it came out, for the receipt; never the code. Each outcome is
/// told once. What core does not hear does not hold up the meeting.
export function tellCompared(call: Pick<Call, "lock">, meetingId: string, reports: Pick<ReportsApi, "compared">): () => void {
  let told: boolean | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = async (same: boolean, left: number): Promise<void> => {
    const answer = await reports.compared(meetingId, same);
    const mayWork = answer.kind === "refused" && (answer.refusal.status === 0 || answer.refusal.status >= 429);
    if (mayWork && left > 1 && told === same) timer = setTimeout(() => void tell(same, left - 1), EVERY_MS);
  };
  const stop = effect(() => {
    const lock = call.lock.value;
    const same = lock.kind === "verified" ? true : lock.kind === "broken" && lock.reason === "codesDiffer" ? false : null;
    if (same === null || same === told) return;
    told = same;
    void tell(same, TRIES);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
