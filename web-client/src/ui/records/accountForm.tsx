import { CircleAlert, EyeOff } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal, Contact } from "../../api";
import { type GivenAccount, recordsApi } from "../../api/records";
import { LANGUAGES } from "../../i18n/catalogue";
import { LANGUAGE_NAMES, USERNAME } from "../administration/names";
import { Button, Note } from "../components/basics";
import { SelectField, TextField } from "../components/field";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { firstName } from "../words";

interface AccountFormProps {
  readonly contact: Contact & { readonly name: string };
  readonly onGiven: (given: GivenAccount) => void;
  readonly onCancel: () => void;
}

/// Gives a contact an account, or one that was withdrawn back.
export function AccountForm({ contact, onGiven, onCancel }: AccountFormProps) {
  const t = useText();
  const { api } = useApp();
  const heldElsewhere = api.names.isElsewhere();
  const isBack = contact.account !== null;
  const records = useMemo(() => recordsApi(api), [api]);
  const email = contact.email ?? "";
  const username = useSignal(USERNAME.test(email) ? email : "");
  const language = useSignal<string>(t.language);
  const tried = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const asksName = !heldElsewhere && !isBack;
  const typed = username.value.trim();
  const isWrong = asksName && typed !== "" && !USERNAME.test(typed);

  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    if (busy.value || isWrong) return;
    busy.value = true;
    refusal.value = null;
    const wished = { username: asksName && typed !== "" ? typed : null, language: language.value };
    void records.giveAccount(contact.id, wished).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") onGiven(answer.value);
      else refusal.value = answer.refusal;
    });
  };

  return (
    <form class="stack g-45" onSubmit={submit} noValidate>
      <div class="stack g-15">
        <h2 id="give-account-title" class="h-xl">
          {t.text("clientAccount.formTitle", { name: contact.name })}
        </h2>
        <p class="small muted">{t.text(isBack ? "clientAccount.backLead" : "clientAccount.formLead", { first: firstName(contact.name) })}</p>
      </div>
      {heldElsewhere && !isBack && <Note tone="plain" icon={EyeOff} title={t.text("clientAccount.pds")} />}
      {asksName && (
        <TextField
          id="account-username"
          label={t.text("clientAccount.username")}
          hint={t.text("clientAccount.usernameHint")}
          problem={tried.value && isWrong ? t.text("clientAccount.usernameWrong") : null}
          value={username.value}
          input={{ maxLength: 64, autocomplete: "off", autocapitalize: "none", spellcheck: false }}
          onValue={(value) => {
            username.value = value;
          }}
        />
      )}
      {!isBack && (
        <SelectField
          id="account-language"
          label={t.text("clientAccount.language")}
          value={language.value}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onValue={(value) => {
            language.value = value;
          }}
        />
      )}
      {refusal.value && <AccountRefused refusal={refusal.value} />}
      <div class="row end-aligned">
        <Button variant="secondary" onClick={onCancel}>
          {t.text("clientAccount.cancel")}
        </Button>
        <Button type="submit" busy={busy.value}>
          {busy.value ? t.text("clientAccount.busy") : t.text(isBack ? "clientAccount.giveBack" : "clientAccount.give")}
        </Button>
      </div>
    </form>
  );
}

/// Why it was not done, in words; anything else as everywhere.
export function AccountRefused({ refusal }: { refusal: ApiRefusal }) {
  const t = useText();
  const words = refusalWords(t, refusal.code);
  return words === null ? <Problem refusal={refusal} /> : <Note tone="bad" role="alert" icon={CircleAlert} title={words} />;
}

function refusalWords(t: ReturnType<typeof useText>, code: string): string | null {
  switch (code) {
    case "login-name-taken":
      return t.text("clientAccount.taken");
    case "contact-has-account":
      return t.text("clientAccount.hasOne");
    case "contact-without-account":
      return t.text("clientAccount.gone");
    case "person-not-yours":
      return t.text("clientAccount.notYours");
    case "personal-data-not-held":
      return t.text("clientAccount.pds");
    case "bad-request":
      return t.text("clientAccount.usernameWrong");
    default:
      return null;
  }
}
