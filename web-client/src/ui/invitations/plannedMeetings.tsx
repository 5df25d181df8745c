import { CalendarX, CircleCheck, Video } from "lucide-preact";
import { useSignal } from "@preact/signals";
import type { ApiRefusal, UpcomingMeeting } from "../../api";
import { planningApi } from "../../api/planning";
import { paths } from "../../app/router";
import { Avatar, Button, ButtonLink, Link, Note, Tag } from "../components/basics";
import { Dialog } from "../components/dialog";
import { useApp, useText } from "../context";
import { firstName, whenInText, whenText } from "../words";
import { CalendarButton } from "./calendarButton";
import { PlanForm, Refused } from "./planForm";
import type { Planned } from "./usePlanned";

type Done =
  | { readonly kind: "moved"; readonly name: string; readonly at: Date }
  | { readonly kind: "cancelled"; readonly name: string };

interface PlannedMeetingsProps {
  readonly planned: Planned;
  /// Only those with this contact, whose name the page says already.
  readonly contactId?: string;
}

/// The host's planned meetings, the next one first. There is no such section while there is none.
export function PlannedMeetings({ planned, contactId }: PlannedMeetingsProps) {
  const t = useText();
  const { nowMs } = useApp();
  const done = useSignal<Done | null>(null);
  const meetings = planned.meetings.filter((meeting) => contactId === undefined || meeting.contactId === contactId);
  const said = done.value;
  if (meetings.length === 0 && said === null) return null;
  const changed = (what: Done): void => {
    done.value = what;
    planned.refresh();
  };
  return (
    <section class="card card__body stack planned" aria-labelledby="planned">
      <h2 id="planned" class="h-lg">
        {t.text("upcoming.title")}
      </h2>
      <div role="status">
        {said && (
          <Note
            tone="ok"
            icon={CircleCheck}
            title={
              said.kind === "moved"
                ? t.text("upcoming.moved", { first: firstName(said.name), when: whenInText(t, said.at, nowMs()) })
                : t.text("upcoming.cancelled", { first: firstName(said.name) })
            }
          />
        )}
      </div>
      {meetings.length > 0 && (
        <ul class="plans">
          {meetings.map((meeting) => (
            <PlannedRow
              key={meeting.id}
              meeting={meeting}
              planned={planned}
              isNamed={contactId === undefined}
              onDone={changed}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  readonly meeting: UpcomingMeeting;
  readonly planned: Planned;
  readonly isNamed: boolean;
  readonly onDone: (what: Done) => void;
}

function PlannedRow({ meeting, planned, isNamed, onDone }: RowProps) {
  const t = useText();
  const { nowMs } = useApp();
  const asking = useSignal<"move" | "cancel" | null>(null);
  const { name } = meeting.other;
  const when = whenInText(t, meeting.startsAt, nowMs());
  const close = (): void => {
    asking.value = null;
  };
  const canChange = meeting.state === "planned" || meeting.state === "open";
  return (
    <li class="plan">
      {isNamed && <Avatar name={name} human />}
      <div class="plan__t">
        <p class="item__t">
          {t.text("upcoming.when", { when: whenText(t, meeting.startsAt, nowMs()), n: meeting.durationMinutes })}
        </p>
        {isNamed && (
          <p class="item__s">
            <Link to={paths.contact(meeting.contactId)}>{name}</Link>
          </p>
        )}
        <StateTag meeting={meeting} />
      </div>
      <div class="plan__a">
        {(meeting.state === "open" || meeting.state === "active") && (
          <ButtonLink to={paths.meeting(meeting.id)} icon={Video} measure="sm">
            {t.text("upcoming.goIn")}
          </ButtonLink>
        )}
        {canChange && (
          <>
            <CalendarButton meetingId={meeting.id} when={when} measure="sm" />
            <Button
              variant="tertiary"
              measure="sm"
              aria-label={t.text("upcoming.moveOf", { name, when })}
              onClick={() => (asking.value = "move")}
            >
              {t.text("upcoming.move")}
            </Button>
            <Button
              variant="tertiary"
              measure="sm"
              aria-label={t.text("upcoming.cancelOf", { name, when })}
              onClick={() => (asking.value = "cancel")}
            >
              {t.text("upcoming.cancel")}
            </Button>
          </>
        )}
      </div>
      {asking.value === "move" && (
        <Dialog labelledBy="plan-title" onClose={close}>
          <PlanForm
            contactId={meeting.contactId}
            name={name}
            moving={meeting}
            planned={planned.meetings}
            onStale={planned.refresh}
            onCancel={close}
            onDone={(at) => {
              close();
              onDone({ kind: "moved", name, at });
            }}
          />
        </Dialog>
      )}
      {asking.value === "cancel" && (
        <Dialog labelledBy="cancel-title" onClose={close}>
          <CallOff
            meeting={meeting}
            when={when}
            onStale={planned.refresh}
            onKeep={close}
            onDone={() => {
              close();
              onDone({ kind: "cancelled", name });
            }}
          />
        </Dialog>
      )}
    </li>
  );
}

function StateTag({ meeting }: { meeting: UpcomingMeeting }) {
  const t = useText();
  if (meeting.state === "declined") {
    return (
      <Tag tone="warn" icon={CalendarX}>
        {t.text("upcoming.declined", { first: firstName(meeting.other.name) })}
      </Tag>
    );
  }
  if (meeting.inviteeWaiting) {
    return (
      <Tag tone="accent" icon={Video}>
        {t.text("upcoming.waits")}
      </Tag>
    );
  }
  if (meeting.state === "active") return <Tag tone="accent">{t.text("upcoming.active")}</Tag>;
  return meeting.state === "open" ? <Tag tone="ok">{t.text("upcoming.canGoIn")}</Tag> : null;
}

interface CallOffProps {
  readonly meeting: UpcomingMeeting;
  readonly when: string;
  readonly onKeep: () => void;
  readonly onStale: () => void;
  readonly onDone: () => void;
}

/// It can't be undone, so it is asked once.
function CallOff({ meeting, when, onKeep, onStale, onDone }: CallOffProps) {
  const t = useText();
  const { api } = useApp();
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const { name } = meeting.other;
  const cancel = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    const answer = await planningApi(api).cancel(meeting);
    busy.value = false;
    if (answer.kind === "ok") {
      onDone();
    } else {
      refusal.value = answer.refusal;
      onStale();
    }
  };
  return (
    <div class="stack g-4">
      <h2 id="cancel-title" class="h-xl">
        {t.text("upcoming.cancelQuestion", { name, when })}
      </h2>
      <p class="muted">{t.text("upcoming.cancelHint", { first: firstName(name) })}</p>
      {refusal.value && <Refused refusal={refusal.value} first={firstName(name)} />}
      <div class="row end-aligned">
        <Button variant="secondary" onClick={onKeep}>
          {t.text("upcoming.keep")}
        </Button>
        <Button danger busy={busy.value} onClick={() => void cancel()}>
          {t.text("upcoming.cancelYes")}
        </Button>
      </div>
    </div>
  );
}
