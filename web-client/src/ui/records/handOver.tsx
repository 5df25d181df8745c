import { CircleAlert, Info } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal, Contact } from "../../api";
import { recordsApi } from "../../api/records";
import { createLoader } from "../../app/loader";
import { Note, Skeleton } from "../components/basics";
import { SelectField } from "../components/field";
import { FormEnd } from "../components/formEnd";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { firstName, titleText } from "../words";
import { contactName } from "./names";

interface HandOverProps {
  readonly contact: Contact;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/// Makes a contact a colleague's: from then on it is not one's own any more.
export function HandOverForm({ contact, onDone, onCancel }: HandOverProps) {
  const t = useText();
  const { api } = useApp();
  const stop = useStop();
  const records = useMemo(() => recordsApi(api), [api]);
  const colleagues = useMemo(() => createLoader((signal) => records.colleagues(signal), stop), [records, stop]);
  const to = useSignal("");
  const tried = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const state = colleagues.state.value;

  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    if (busy.value || to.value === "") return;
    busy.value = true;
    refusal.value = null;
    void records.handOver(contact.id, contact.version ?? 1, to.value).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") onDone();
      else refusal.value = answer.refusal;
    });
  };

  return (
    <form class="stack g-45" onSubmit={submit} noValidate>
      <h2 id="hand-over-title" class="h-xl">
        {t.text("handOver.title", { first: firstName(contactName(t, contact)) })}
      </h2>
      <Note tone="plain" icon={Info} title={t.text("handOver.hint")} />
      {state.kind === "loading" && <Skeleton kind="row" />}
      {state.kind === "refused" && <Problem refusal={state.refusal} onRetry={colleagues.refresh} />}
      {state.kind === "ready" && state.value.length === 0 && <p>{t.text("handOver.none")}</p>}
      {state.kind === "ready" && state.value.length > 0 && (
        <SelectField
          id="hand-over-to"
          label={t.text("handOver.to")}
          value={to.value}
          problem={tried.value && to.value === "" ? t.text("handOver.choose") : null}
          options={[
            { value: "", label: "–" },
            ...state.value.map(({ sub, name, title }) => {
              const known = titleText(t, title);
              return { value: sub, label: known === "" ? name : t.text("common.nameAndTitle", { name, title: known }) };
            }),
          ]}
          onValue={(value) => {
            to.value = value;
          }}
        />
      )}
      {refusal.value && <Refused refusal={refusal.value} />}
      <FormEnd label={t.text("handOver.button")} cancel={t.text("person.cancel")} busy={busy.value} onCancel={onCancel} />
    </form>
  );
}

function Refused({ refusal }: { refusal: ApiRefusal }) {
  const t = useText();
  const words = wordsFor(t, refusal.code);
  return words === null ? <Problem refusal={refusal} /> : <Note tone="bad" role="alert" icon={CircleAlert} title={words} />;
}

function wordsFor(t: ReturnType<typeof useText>, code: string): string | null {
  switch (code) {
    case "colleague-unknown":
      return t.text("handOver.gone");
    case "contact-not-yours":
      return t.text("handOver.notYours");
    case "version-stale":
      return t.text("person.stale");
    default:
      return null;
  }
}
