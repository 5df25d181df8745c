import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { administrationApi, type Partner, PARTNER_SCOPES } from "../../api/administration";
import type { Translator } from "../../i18n/translate";
import { CheckField, SelectField, TextField } from "../components/field";
import { useApp, useText } from "../context";
import { FormEnd } from "./formEnd";
import { Refused } from "./refusals";

/// A right that we have no words for stands as it is.
export function scopeText(t: Translator, scope: string): string {
  const known = PARTNER_SCOPES.find((each) => each === scope);
  return known ? t.text(`partners.scope.${known}`) : scope;
}

export function PartnerForm({ onMade, onCancel }: { onMade: (partner: Partner, secret: string) => void; onCancel: () => void }) {
  const t = useText();
  const { api } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const name = useSignal("");
  const kind = useSignal<Partner["kind"]>("api-key");
  const scopes = useSignal<readonly string[]>([]);
  const tried = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const noName = name.value.trim() === "";
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    if (busy.value || noName || scopes.value.length === 0) return;
    busy.value = true;
    refusal.value = null;
    void administration.makePartner({ name: name.value.trim(), kind: kind.value, scopes: scopes.value }).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") onMade(answer.value.partner, answer.value.secret);
      else refusal.value = answer.refusal;
    });
  };
  return (
    <form class="stack g-45" onSubmit={submit} noValidate>
      <h2 id="partner-title" class="h-xl">
        {t.text("partners.new")}
      </h2>
      <TextField
        id="partner-name"
        label={t.text("partners.name")}
        value={name.value}
        problem={tried.value && noName ? t.text("partners.needName") : null}
        input={{ maxLength: 100, autocomplete: "off" }}
        onValue={(value) => {
          name.value = value;
        }}
      />
      <SelectField
        id="partner-kind"
        label={t.text("partners.kind")}
        value={kind.value}
        options={(["api-key", "oauth2-client"] as const).map((value) => ({ value, label: t.text(`partners.kind.${value}`) }))}
        onValue={(value) => {
          kind.value = value === "oauth2-client" ? "oauth2-client" : "api-key";
        }}
      />
      <fieldset class="plain stack g-2">
        <legend class="small strong">{t.text("partners.scopes")}</legend>
        {PARTNER_SCOPES.map((scope, index) => (
          <CheckField
            key={scope}
            id={`scope-${scope}`}
            label={scopeText(t, scope)}
            checked={scopes.value.includes(scope)}
            problem={index === 0 && tried.value && scopes.value.length === 0 ? t.text("partners.needScope") : null}
            onChecked={(checked) => {
              scopes.value = checked ? [...scopes.value, scope] : scopes.value.filter((each) => each !== scope);
            }}
          />
        ))}
      </fieldset>
      {refusal.value && <Refused refusal={refusal.value} />}
      <FormEnd label={t.text("partners.create")} busy={busy.value} onCancel={onCancel} />
    </form>
  );
}
