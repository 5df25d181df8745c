import { chatDeadlineMs } from "./chat";
import type { State } from "./state";

/// When `time` is wanted next; null: not at all. Only what `step` then does away with counts: a moment in the past that
/// nobody takes would come again at once, for ever.
export function deadlineMs({ phase, chat, together, echo }: State): number | null {
  if (phase.kind !== "seated") {
    return null;
  }
  const questions = phase.secured ? [together.clock.askMs, echo.askMs] : [];
  const all = [chatDeadlineMs(chat), phase.moved?.untilMs ?? null, ...questions].filter((at) => at !== null);
  return all.length > 0 ? Math.min(...all) : null;
}
