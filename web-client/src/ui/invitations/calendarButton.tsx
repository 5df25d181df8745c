import { CalendarPlus, CalendarX, CircleAlert } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { planningApi } from "../../api/planning";
import { Button, Icon } from "../components/basics";
import { saveFile } from "../components/saveFile";
import { useApp, useText } from "../context";

interface CalendarButtonProps {
  readonly meetingId: string;
  readonly when: string;
  /// It was called off: the entry takes out the one that is there.
  readonly isOff?: boolean;
  readonly measure?: "sm" | "lg";
}

/// Hands over the entry for the own calendar. It says when, and nothing else.
export function CalendarButton({ meetingId, when, isOff, measure }: CalendarButtonProps) {
  const t = useText();
  const { api } = useApp();
  const busy = useSignal(false);
  const failed = useSignal(false);
  const save = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    const answer = await planningApi(api).calendar(meetingId);
    busy.value = false;
    failed.value = answer.kind === "refused";
    if (answer.kind === "ok") saveFile(answer.value, "exorlive.ics");
  };
  return (
    <>
      <Button
        variant="tertiary"
        {...(measure ? { measure } : {})}
        icon={isOff ? CalendarX : CalendarPlus}
        busy={busy.value}
        onClick={() => void save()}
        aria-label={isOff ? undefined : t.text("calendar.addOf", { when })}
      >
        {t.text(isOff ? "calendar.remove" : "calendar.add")}
      </Button>
      {failed.value && (
        <p class="err" role="alert">
          <Icon of={CircleAlert} size="sm" />
          {t.text("calendar.failed")}
        </p>
      )}
    </>
  );
}
