import { Eye, TriangleAlert } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { BASIS_REASONS, type BasisReason, recordsApi } from "../../api/records";
import { Avatar, Note } from "../components/basics";
import { CheckField, Field, SelectField } from "../components/field";
import { FormEnd } from "../components/formEnd";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { firstName } from "../words";

/// Fewer say nothing to whoever reads the report later; the server wants them too.
const MIN_COMMENT = 10;
const MAX_COMMENT = 500;

interface BasisFormProps {
  readonly contactId: string;
  /// Null: whoever opens an address has not been told the name.
  readonly contact: { readonly name: string; readonly instructor: string } | null;
  readonly onOpened: () => void;
  readonly onCancel: () => void;
}

/// Why somebody may see a colleague's contact: reason, tick, comment. Written once, for the reports.
export function BasisForm({ contactId, contact, onOpened, onCancel }: BasisFormProps) {
  const t = useText();
  const { api } = useApp();
  const records = useMemo(() => recordsApi(api), [api]);
  const reason = useSignal<BasisReason | null>(null);
  const ticked = useSignal(false);
  const comment = useSignal("");
  const tried = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const shortComment = comment.value.trim().length < MIN_COMMENT;

  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    if (busy.value || reason.value === null || !ticked.value || shortComment) return;
    busy.value = true;
    refusal.value = null;
    void records.openByBasis(contactId, reason.value, comment.value.trim()).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") onOpened();
      else refusal.value = answer.refusal;
    });
  };

  return (
    <form class="stack g-45" onSubmit={submit} noValidate>
      <div class="row row--nowrap">
        {contact && <Avatar name={contact.name} human size="lg" />}
        <div class="grow">
          <h2 id="basis-title" class="h-xl">
            {contact ? t.text("basis.title", { name: contact.name }) : t.text("basis.titleUnknown")}
          </h2>
          <p class="muted small">
            {contact
              ? t.text("basis.whose", { first: firstName(contact.name), name: contact.instructor })
              : t.text("basis.whoseUnknown")}
          </p>
        </div>
      </div>
      <Note tone="plain" icon={Eye} title={t.text("basis.logged")}>
        {contact ? t.text("basis.loggedWho", { first: firstName(contact.name) }) : t.text("basis.loggedWhoUnknown")}
      </Note>
      <SelectField
        id="basis-reason"
        label={t.text("basis.reason")}
        value={reason.value ?? ""}
        problem={tried.value && reason.value === null ? t.text("basis.needReason") : null}
        options={[
          { value: "", label: "–" },
          ...BASIS_REASONS.map((each) => ({ value: each, label: t.text(`basis.reason.${each}`) })),
        ]}
        onValue={(value) => {
          reason.value = BASIS_REASONS.find((each) => each === value) ?? null;
          ticked.value = false;
        }}
      />
      {reason.value === "emergency" && (
        <Note tone="warn" icon={TriangleAlert} title={t.text("basis.emergencyTitle")} role="status">
          {t.text("basis.emergencyHint")}
        </Note>
      )}
      <CheckField
        id="basis-tick"
        label={reason.value === "consent" ? t.text("basis.confirmConsent") : t.text("basis.confirm")}
        checked={ticked.value}
        problem={tried.value && !ticked.value ? t.text("basis.needTick") : null}
        onChecked={(checked) => {
          ticked.value = checked;
        }}
      />
      <Field
        id="basis-why"
        label={t.text("basis.why")}
        hint={t.text("basis.whyHint")}
        problem={tried.value && shortComment ? t.text("basis.needWhy", { n: MIN_COMMENT }) : null}
      >
        {(described) => (
          <textarea
            {...described}
            class="ds-input"
            rows={3}
            maxLength={MAX_COMMENT}
            value={comment.value}
            onInput={(event) => {
              comment.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
      {refusal.value && <Problem refusal={refusal.value} />}
      <FormEnd label={t.text("basis.open")} busyLabel={t.text("basis.opening")} cancel={t.text("person.cancel")} busy={busy.value} onCancel={onCancel} />
    </form>
  );
}
