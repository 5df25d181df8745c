import { Search } from "lucide-preact";
import { useMemo } from "preact/hooks";
import { administrationApi } from "../../api/administration";
import { createLoader } from "../../app/loader";
import { Icon } from "../components/basics";
import { Field, SelectField, TextField } from "../components/field";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { type Asked, PERIODS } from "./filters";

const ROLES = ["instructor", "unit-administrator", "organisation-administrator", "system-administrator", "contact"] as const;
export const EVENT_GROUPS = ["meeting-", "contact-", "basis-", "program-", "training-", "sign-", "person-", "role-", "partner-", "report-"] as const;
/// Values of the choice of events that are no events.
const MARKS = ["refusal", "break-glass"] as const;

const CHOSEN_DAYS = "dates";

export function FilterForm({ asked, onAsk }: { asked: Asked; onAsk: (change: Partial<Asked>) => void }) {
  const t = useText();
  const { api } = useApp();
  const stop = useStop();
  const units = useMemo(() => createLoader((signal) => administrationApi(api).units(signal), stop), [api, stop]);
  const places = units.state.value.kind === "ready" ? units.state.value.value : [];
  const choosePeriod = (value: string): void => {
    if (value !== CHOSEN_DAYS) {
      onAsk({ days: Number(value), fromDay: "", toDay: "" });
      return;
    }
    const today = new Date().toISOString().slice(0, 10);
    onAsk({ days: null, fromDay: today, toDay: today });
  };
  const mark = MARKS.find((each) => each === asked.marked);
  return (
    <form class="flt" aria-label={t.text("reports.filters")} onSubmit={(event) => event.preventDefault()}>
      <SelectField
        id="f-period"
        label={t.text("reports.period")}
        value={asked.days?.toString() ?? CHOSEN_DAYS}
        options={[
          ...PERIODS.map((days) => ({ value: days.toString(), label: t.text("reports.days", { n: days }) })),
          { value: CHOSEN_DAYS, label: t.text("reports.between") },
        ]}
        onValue={choosePeriod}
      />
      <div class="w">
        <Field id="f-name" label={t.text("reports.who")}>
          {(described) => (
            <div class="with-icon">
              <Icon of={Search} />
              <input
                {...described}
                class="ds-input"
                type="search"
                maxLength={80}
                placeholder={t.text("reports.whoHint")}
                value={asked.name}
                onChange={(event) => onAsk({ name: event.currentTarget.value })}
              />
            </div>
          )}
        </Field>
      </div>
      <SelectField
        id="f-place"
        label={t.text("reports.place")}
        value={asked.place}
        options={[{ value: "", label: t.text("reports.allPlaces") }, ...places.map(({ id, name }) => ({ value: id, label: name }))]}
        onValue={(place) => onAsk({ place })}
      />
      <SelectField
        id="f-role"
        label={t.text("reports.role")}
        value={asked.role}
        options={[{ value: "", label: t.text("reports.allRoles") }, ...ROLES.map((role) => ({ value: role, label: t.text(`role.${role}`) }))]}
        onValue={(role) => onAsk({ role })}
      />
      <SelectField
        id="f-event"
        label={t.text("reports.events")}
        value={mark ?? asked.event}
        options={[
          { value: "", label: t.text("reports.allEvents") },
          { value: "refusal", label: t.text("reports.refusals") },
          { value: "break-glass", label: t.text("reports.breakGlass") },
          ...EVENT_GROUPS.map((group) => ({ value: group, label: t.text(`reports.group.${group}`) })),
        ]}
        onValue={(value) => {
          const marked = MARKS.find((each) => each === value);
          onAsk(marked ? { marked, event: "" } : { marked: "", event: value });
        }}
      />
      {asked.days === null && (
        <>
          <TextField id="f-from" label={t.text("reports.from")} value={asked.fromDay} input={{ type: "date" }} onValue={(fromDay) => onAsk({ fromDay })} />
          <TextField id="f-to" label={t.text("reports.to")} value={asked.toDay} input={{ type: "date" }} onValue={(toDay) => onAsk({ toDay })} />
        </>
      )}
    </form>
  );
}
