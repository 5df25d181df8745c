import { CalendarClock, CircleCheck } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { Button, Note } from "../components/basics";
import { Dialog } from "../components/dialog";
import { useApp, useText } from "../context";
import { firstName, whenInText } from "../words";
import { PlanForm } from "./planForm";
import type { Planned } from "./usePlanned";

interface InviteLaterProps {
  readonly contactId: string;
  readonly name: string;
  readonly allowed: boolean;
  readonly planned: Planned;
}

/// The button beside "Start video meeting". It says afterwards what was done, until the next press.
export function InviteLater({ contactId, name, allowed, planned }: InviteLaterProps) {
  const t = useText();
  const { nowMs } = useApp();
  const open = useSignal(false);
  const sent = useSignal<Date | null>(null);
  return (
    <>
      <Button
        measure="lg"
        variant="secondary"
        icon={CalendarClock}
        aria-disabled={allowed ? undefined : "true"}
        aria-describedby={allowed ? undefined : "why-not"}
        onClick={() => {
          if (!allowed) return;
          sent.value = null;
          open.value = true;
        }}
      >
        {t.text("plan.later")}
      </Button>
      <div role="status" class="rec__sent">
        {sent.value && (
          <Note
            tone="ok"
            icon={CircleCheck}
            title={t.text("upcoming.sent", { first: firstName(name), when: whenInText(t, sent.value, nowMs()) })}
          />
        )}
      </div>
      {open.value && (
        <Dialog labelledBy="plan-title" onClose={() => (open.value = false)}>
          <PlanForm
            contactId={contactId}
            name={name}
            moving={null}
            planned={planned.meetings}
            onStale={planned.refresh}
            onCancel={() => (open.value = false)}
            onDone={(at) => {
              open.value = false;
              sent.value = at;
              planned.refresh();
            }}
          />
        </Dialog>
      )}
    </>
  );
}
