import { CalendarClock, CircleAlert, Inbox, Mail, TriangleAlert } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal, Result, StartedMeeting, UpcomingMeeting } from "../../api";
import { planningApi, type Wish } from "../../api/planning";
import { Note, WithIcon } from "../components/basics";
import { SelectField, TextField } from "../components/field";
import { FormEnd } from "../components/formEnd";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { firstName, meetingRefusal } from "../words";
import { chosen, dateValue, DEFAULT_LENGTH, EARLY_MINUTES, firstProposal, LENGTHS, minutesAfter, overlapping, timeValue } from "./planRules";

type Translator = ReturnType<typeof useText>;

interface PlanFormProps {
  readonly contactId: string;
  readonly name: string;
  /// The one that is moved; null: a new one.
  readonly moving: UpcomingMeeting | null;
  readonly planned: readonly UpcomingMeeting[];
  readonly onDone: (at: Date) => void;
  /// What this page knew is out of date.
  readonly onStale: () => void;
  readonly onCancel: () => void;
}

/// When, how long, and what the other one gets.
export function PlanForm({ contactId, name, moving, planned, onDone, onStale, onCancel }: PlanFormProps) {
  const t = useText();
  const { api, nowMs } = useApp();
  const planning = useMemo(() => planningApi(api), [api]);
  const first = firstName(name);
  const from = moving?.startsAt ?? firstProposal(nowMs());
  const date = useSignal(dateValue(from));
  const time = useSignal(timeValue(from));
  const minutes = useSignal(moving?.durationMinutes ?? DEFAULT_LENGTH);
  const tried = useSignal(false);
  const busy = useSignal(false);
  /// The server knows of an appointment that this page does not.
  const unseen = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);

  const when = chosen(date.value, time.value, nowMs());
  const clashes = when.kind === "at" ? overlapping(planned, when.at, minutes.value, moving?.id ?? null) : [];
  const warned = clashes.length > 0 || unseen.value;
  const changed = (): void => {
    unseen.value = false;
    refusal.value = null;
  };

  const send = async (at: Date): Promise<void> => {
    busy.value = true;
    refusal.value = null;
    const wish: Wish = { startsAt: at, durationMinutes: minutes.value, overlapAccepted: warned };
    const answer: Result<StartedMeeting, ApiRefusal> = await (moving ? planning.move(moving, wish) : planning.plan(contactId, wish));
    busy.value = false;
    if (answer.kind === "ok") {
      onDone(at);
    } else if (answer.refusal.code === "meeting-overlap") {
      unseen.value = true;
      onStale();
    } else {
      refusal.value = answer.refusal;
      if (answer.refusal.code === "version-stale") onStale();
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    if (!busy.value && when.kind === "at") void send(when.at);
  };

  return (
    <form class="stack g-45" onSubmit={submit} noValidate>
      <h2 id="plan-title" class="h-xl">
        {t.text(moving ? "plan.moveTitle" : "plan.title", { first })}
      </h2>
      <div class="pair">
        <TextField
          id="plan-date"
          label={t.text("plan.date")}
          value={date.value}
          problem={tried.value ? problemText(t, when.kind) : null}
          input={{ type: "date", min: dateValue(new Date(nowMs())), required: true }}
          onValue={(value) => {
            date.value = value;
            changed();
          }}
        />
        <TextField
          id="plan-time"
          label={t.text("plan.time")}
          value={time.value}
          input={{ type: "time", required: true, step: 300 }}
          onValue={(value) => {
            time.value = value;
            changed();
          }}
        />
      </div>
      <SelectField
        id="plan-length"
        label={t.text("plan.length")}
        hint={t.text("plan.zone", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ") })}
        value={minutes.value.toString()}
        options={lengths(minutes.value).map((n) => ({ value: n.toString(), label: t.text("plan.minutes", { n }) }))}
        onValue={(value) => {
          minutes.value = Number(value);
          changed();
        }}
      />
      <div role="status" class="stack g-3">
        {warned && (
          <Note tone="warn" icon={TriangleAlert} title={t.text("plan.overlap")}>
            {clashes.map((other) => (
              <span class="block" key={other.id}>
                {t.text("plan.overlapWith", { name: other.other.name, time: t.time(other.startsAt) })}
              </span>
            ))}
          </Note>
        )}
      </div>
      <Gets first={first} opens={when.kind === "at" ? t.time(minutesAfter(when.at, -EARLY_MINUTES)) : null} />
      {refusal.value && <Refused refusal={refusal.value} first={first} />}
      <FormEnd
        label={t.text(moving ? (warned ? "plan.moveAnyway" : "plan.move") : warned ? "plan.sendAnyway" : "plan.send")}
        cancel={t.text("plan.cancel")}
        busy={busy.value}
        onCancel={onCancel}
      />
    </form>
  );
}

/// A meeting that was planned elsewhere may have any length.
function lengths(now: number): readonly number[] {
  return LENGTHS.some((length) => length === now) ? LENGTHS : [...LENGTHS, now].sort((a, b) => a - b);
}

function problemText(t: Translator, kind: ReturnType<typeof chosen>["kind"]): string | null {
  switch (kind) {
    case "at":
      return null;
    case "missing":
      return t.text("plan.needsTime");
    case "noSuchTime":
      return t.text("plan.noSuchTime");
    case "past":
      return t.text("plan.past");
  }
}

function Gets({ first, opens }: { first: string; opens: string | null }) {
  const t = useText();
  return (
    <div class="gets stack g-2 small">
      <h3 class="strong">{t.text("plan.gets", { first })}</h3>
      <WithIcon icon={Inbox} size="sm">
        {t.text("plan.getsInbox", { first })}
      </WithIcon>
      <WithIcon icon={Mail} size="sm">
        {t.text("plan.getsMail")}
      </WithIcon>
      {opens !== null && (
        <WithIcon icon={CalendarClock} size="sm">
          {t.text("plan.both", { time: opens })}
        </WithIcon>
      )}
    </div>
  );
}

/// Why it can't be planned, moved or called off.
export function Refused({ refusal, first }: { refusal: ApiRefusal; first: string }) {
  const t = useText();
  const said = refusedText(t, refusal, first);
  if (said === null) return <Problem refusal={refusal} />;
  return (
    <Note tone="bad" role="alert" icon={CircleAlert} title={said}>
      {refusal.code === "version-stale" && t.text("plan.staleHint")}
    </Note>
  );
}

function refusedText(t: Translator, { code }: ApiRefusal, first: string): string | null {
  switch (code) {
    case "version-stale":
      return t.text("plan.stale");
    case "meeting-started":
      return t.text("plan.started");
    case "meeting-over":
      return t.text("plan.over");
    case "time-refused":
      return t.text("plan.past");
    case "too-many-meetings":
      return t.text("plan.tooMany");
    default:
      return meetingRefusal(t, code, first);
  }
}

