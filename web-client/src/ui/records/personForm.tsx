import { CircleAlert } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal, Contact } from "../../api";
import { type PersonalData, recordsApi } from "../../api/records";
import { Note } from "../components/basics";
import { CheckField, TextField } from "../components/field";
import { FormEnd } from "../components/formEnd";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { NamesNote } from "./namesNote";
import { personProblems } from "./personRules";

interface PersonFormProps {
  /// Null: a new one.
  readonly contact: Contact | null;
  readonly onSaved: (contact: Contact) => void;
  readonly onCancel: () => void;
}

const EMPTY: PersonalData = { name: null, birthDate: null, phone: null, email: null, atLeast16: null };

/// Makes a contact or changes what is kept of one. Nothing in it has to be filled in.
export function PersonForm({ contact, onSaved, onCancel }: PersonFormProps) {
  const t = useText();
  const { api, nowMs } = useApp();
  // Then core takes nothing that tells who somebody is: the customer's own service does, if it can be had.
  const heldElsewhere = api.names.isElsewhere();
  const away = api.names.state.value === "failed";
  const records = useMemo(() => recordsApi(api), [api]);
  const base = useSignal(contact);
  const data = useSignal<PersonalData>(contact ? dataOf(contact) : EMPTY);
  const tried = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const problems = personProblems(data.value, nowMs());
  const set = (change: Partial<PersonalData>): void => {
    data.value = { ...data.value, ...change };
  };
  const typed = (value: string): string | null => (value === "" ? null : value);

  /// Somebody was faster: shows what is saved now, to be changed again.
  const showSaved = async (id: string): Promise<void> => {
    const saved = await api.contact(id);
    if (saved.kind === "ok") {
      base.value = saved.value;
      data.value = dataOf(saved.value);
    }
  };

  const save = async (): Promise<void> => {
    const from = base.value;
    busy.value = true;
    refusal.value = null;
    const wanted = trimmed(data.value, heldElsewhere);
    const answer = await (from ? records.change(from.id, from.version ?? 1, wanted) : records.create(wanted));
    if (answer.kind === "ok") {
      onSaved(answer.value);
      return;
    }
    if (answer.refusal.code === "version-stale" && from) await showSaved(from.id);
    refusal.value = answer.refusal;
    busy.value = false;
  };

  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    if (!busy.value && Object.keys(problems).length === 0) void save();
  };
  const said = (problem: "birthWrong" | "phoneWrong" | "emailWrong" | undefined): string | null =>
    tried.value && problem ? t.text(`person.${problem}`) : null;

  return (
    <form class="stack g-45" onSubmit={submit} noValidate>
      <h2 id="person-title" class="h-xl">
        {contact ? t.text("person.changeTitle") : t.text("person.newTitle")}
      </h2>
      <p class="small muted">{heldElsewhere ? t.text("person.notHeld") : t.text("person.optional")}</p>
      {away && <NamesNote />}
      {!away && (
        <>
          <TextField
            id="person-name"
            label={t.text("person.name")}
            value={data.value.name ?? ""}
            input={{ maxLength: 200, autocomplete: "off" }}
            onValue={(value) => set({ name: typed(value) })}
          />
          <TextField
            id="person-birth"
            label={t.text("person.birthDate")}
            hint={t.text("person.birthHint")}
            problem={said(problems.birthDate)}
            value={data.value.birthDate ?? ""}
            input={{ type: "date" }}
            onValue={(value) => set({ birthDate: typed(value) })}
          />
        </>
      )}
      {(data.value.birthDate === null || heldElsewhere) && (
        <CheckField
          id="person-16"
          label={t.text("person.atLeast16")}
          checked={data.value.atLeast16 === true}
          onChecked={(checked) => set({ atLeast16: checked ? true : null })}
        />
      )}
      {!away && (
        <div class="pair">
          <TextField
            id="person-phone"
            label={t.text("person.phone")}
            problem={said(problems.phone)}
            value={data.value.phone ?? ""}
            input={{ type: "tel", maxLength: 32, autocomplete: "off" }}
            onValue={(value) => set({ phone: typed(value) })}
          />
          <TextField
            id="person-email"
            label={t.text("person.email")}
            problem={said(problems.email)}
            value={data.value.email ?? ""}
            input={{ type: "email", maxLength: 190, autocomplete: "off" }}
            onValue={(value) => set({ email: typed(value) })}
          />
        </div>
      )}
      {refusal.value && <Refused refusal={refusal.value} />}
      <FormEnd label={t.text(contact ? "person.save" : "person.create")} busyLabel={t.text("person.saving")} cancel={t.text("person.cancel")} busy={busy.value} onCancel={onCancel} />
    </form>
  );
}

function Refused({ refusal }: { refusal: ApiRefusal }) {
  const t = useText();
  switch (refusal.code) {
    case "version-stale":
      return (
        <Note tone="warn" role="alert" icon={CircleAlert} title={t.text("person.stale")}>
          {t.text("person.staleHint")}
        </Note>
      );
    case "personal-data-not-held":
      return <Note tone="bad" role="alert" icon={CircleAlert} title={t.text("person.notHeld")} />;
    case "names-not-kept":
      return <Note tone="bad" role="alert" icon={CircleAlert} title={t.text("person.notKeptThere")} />;
    case "bad-request":
      return <Note tone="bad" role="alert" icon={CircleAlert} title={t.text("person.invalid")} />;
    default:
      return <Problem refusal={refusal} />;
  }
}

function dataOf({ name, birthDate, phone, email, atLeast16 }: Contact): PersonalData {
  return { name, birthDate, phone, email, atLeast16 };
}

function trimmed(data: PersonalData, heldElsewhere: boolean): PersonalData {
  const trim = (value: string | null): string | null => (value === null || value.trim() === "" ? null : value.trim());
  // A date says more than somebody's word, where core is told it.
  const atLeast16 = data.birthDate === null || heldElsewhere ? data.atLeast16 : null;
  return { name: trim(data.name), birthDate: data.birthDate, phone: trim(data.phone), email: trim(data.email), atLeast16 };
}
