import { CircleCheck } from "lucide-preact";
import type { Signal } from "@preact/signals";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { AUTHENTICATIONS, identityProvidersApi, type IdentityProvider, KINDS, LEVELS } from "../../api/identityProviders";
import { Button, Note } from "../components/basics";
import { CheckField, SelectField, TextField } from "../components/field";
import { useApp, useText } from "../context";
import { askedOf, type Draft, knownAcr, needsSecret, problemsOf, withLevel } from "./draft";
import { Refused } from "./refused";

/// What became of the last attempt. It outlives the form, which is made anew from what is saved.
export type Said = "nothing" | "saved" | ApiRefusal;

interface FormProps {
  /// Null: a new one.
  readonly before: IdentityProvider | null;
  readonly draft: Signal<Draft>;
  readonly said: Signal<Said>;
  readonly onSaved: (provider: IdentityProvider) => void;
  readonly onStale: () => void;
}

/// What an organisation and its provider know of each other, and what a sign-in there must have been.
export function ProviderForm({ before, draft, said, onSaved, onStale }: FormProps) {
  const t = useText();
  const { api } = useApp();
  const providers = useMemo(() => identityProvidersApi(api), [api]);
  const tried = useSignal(false);
  const busy = useSignal(false);
  const now = draft.value;
  const wrong = tried.value ? problemsOf(now, before) : {};
  const set = (change: Partial<Draft>): void => {
    draft.value = { ...draft.value, ...change };
    said.value = "nothing";
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    said.value = "nothing";
    if (busy.value || Object.keys(problemsOf(now, before)).length > 0) return;
    busy.value = true;
    const asked = askedOf(now);
    void (before === null ? providers.make(asked) : providers.change(before, asked)).then((answer) => {
      busy.value = false;
      said.value = answer.kind === "ok" ? "saved" : answer.refusal;
      if (answer.kind === "ok") onSaved(answer.value);
      else if (answer.refusal.code === "version-stale") onStale();
    });
  };
  return (
    <form class="card card__body stack g-45" onSubmit={submit} noValidate aria-labelledby="idp-about">
      <h2 id="idp-about" class="h-lg">
        {t.text("idp.about")}
      </h2>
      <TextField
        id="idp-name"
        label={t.text("idp.name")}
        hint={t.text("idp.nameHint")}
        value={now.name}
        problem={wrong.name ? t.text(`idp.problem.${wrong.name}`) : null}
        input={{ maxLength: 60, autocomplete: "off" }}
        onValue={(name) => set({ name })}
      />
      <SelectField
        id="idp-kind"
        label={t.text("idp.kind")}
        value={now.kind}
        options={KINDS.map((value) => ({ value, label: t.text(`idp.kind.${value}`) }))}
        onValue={(value) => set({ kind: KINDS.find((each) => each === value) ?? now.kind })}
      />
      <TextField
        id="idp-issuer"
        label={t.text("idp.issuer")}
        hint={t.text("idp.issuerHint")}
        value={now.issuer}
        problem={wrong.issuer ? t.text(`idp.problem.${wrong.issuer}`) : null}
        input={{ type: "url", inputMode: "url", maxLength: 300, autocomplete: "off", spellcheck: false }}
        onValue={(issuer) => set({ issuer })}
      />
      <TextField
        id="idp-client"
        label={t.text("idp.clientId")}
        hint={t.text("idp.clientHint")}
        value={now.clientId}
        problem={wrong.clientId ? t.text(`idp.problem.${wrong.clientId}`) : null}
        input={{ maxLength: 200, autocomplete: "off", autocapitalize: "none", spellcheck: false }}
        onValue={(clientId) => set({ clientId })}
      />
      <SelectField
        id="idp-authentication"
        label={t.text("idp.authentication")}
        value={now.authentication}
        options={AUTHENTICATIONS.map((value) => ({ value, label: t.text(`idp.by.${value}`) }))}
        onValue={(value) => set({ authentication: AUTHENTICATIONS.find((each) => each === value) ?? now.authentication })}
      />
      {needsSecret(now.authentication) && (
        <TextField
          id="idp-secret"
          label={t.text("idp.secret")}
          hint={t.text(before?.hasSecret ? "idp.secretKept" : "idp.secretHint")}
          value={now.secret}
          problem={wrong.secret ? t.text(`idp.problem.${wrong.secret}`) : null}
          input={{ type: "password", maxLength: 500, autocomplete: "new-password" }}
          onValue={(secret) => set({ secret })}
        />
      )}
      <TextField
        id="idp-scopes"
        label={t.text("idp.scopes")}
        hint={t.text("idp.scopesHint")}
        value={now.scopes}
        problem={wrong.scopes ? t.text(`idp.problem.${wrong.scopes}`) : null}
        input={{ autocomplete: "off", autocapitalize: "none", spellcheck: false, maxLength: 500 }}
        onValue={(scopes) => set({ scopes })}
      />
      <Demands draft={now} wrong={wrong} set={set} />
      <div class="stack g-2">
        <CheckField
          id="idp-sign-out"
          label={t.text("idp.signOutThere")}
          checked={now.signOutThere}
          onChecked={(signOutThere) => set({ signOutThere })}
        />
        <CheckField id="idp-active" label={t.text("idp.active")} checked={now.active} onChecked={(active) => set({ active })} />
        {before?.active && !now.active && <p class="small muted">{t.text("idp.offHint")}</p>}
      </div>
      {typeof said.value === "object" && <Refused refusal={said.value} />}
      {Object.keys(wrong).length > 0 && <p class="err">{t.text("idp.problem.some")}</p>}
      <div role="status">{said.value === "saved" && <Note tone="ok" icon={CircleCheck} title={t.text("idp.saved")} />}</div>
      <div>
        <Button type="submit" busy={busy.value}>
          {busy.value ? t.text("user.busy") : t.text("settings.save")}
        </Button>
      </div>
    </form>
  );
}

interface DemandsProps {
  readonly draft: Draft;
  readonly wrong: ReturnType<typeof problemsOf>;
  readonly set: (change: Partial<Draft>) => void;
}

/// What a sign-in there must have been to count here.
function Demands({ draft, wrong, set }: DemandsProps) {
  const t = useText();
  const acr = knownAcr(draft);
  return (
    <fieldset class="plain stack g-45">
      <legend class="strong">{t.text("idp.demands")}</legend>
      <TextField
        id="idp-acr"
        label={t.text("idp.acr")}
        hint={t.text("idp.acrHint")}
        value={draft.acr}
        problem={wrong.acr ? t.text(`idp.problem.${wrong.acr}`) : null}
        input={{ autocomplete: "off", autocapitalize: "none", spellcheck: false, maxLength: 1010 }}
        onValue={(value) => set({ acr: value })}
      />
      {acr.map((name, index) => (
        <SelectField
          key={name}
          id={`idp-level-${index}`}
          label={t.text("idp.level", { acr: name })}
          value={draft.levels[name] ?? ""}
          options={[
            { value: "", label: t.text("idp.level.known") },
            ...LEVELS.map((value) => ({ value, label: t.text(`idp.level.${value}`) })),
          ]}
          onValue={(value) => set(withLevel(draft, name, value))}
        />
      ))}
      <TextField
        id="idp-amr"
        label={t.text("idp.amr")}
        hint={t.text("idp.amrHint")}
        value={draft.amr}
        problem={wrong.amr ? t.text(`idp.problem.${wrong.amr}`) : null}
        input={{ autocomplete: "off", autocapitalize: "none", spellcheck: false, maxLength: 210 }}
        onValue={(amr) => set({ amr })}
      />
      <TextField
        id="idp-age"
        label={t.text("idp.maxAge")}
        hint={t.text("idp.maxAgeHint")}
        value={draft.maxAgeMinutes}
        problem={wrong.maxAge ? t.text(`idp.problem.${wrong.maxAge}`) : null}
        input={{ inputMode: "decimal", autocomplete: "off", maxLength: 10 }}
        onValue={(maxAgeMinutes) => set({ maxAgeMinutes })}
      />
    </fieldset>
  );
}
