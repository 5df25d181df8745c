import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { administrationApi, TITLES, type Unit, type User, type UserInvitation } from "../../api/administration";
import { LANGUAGES } from "../../i18n/catalogue";
import { SelectField, TextField } from "../components/field";
import { useApp, useText } from "../context";
import { FormEnd } from "./formEnd";
import { titleText } from "../words";
import { Refused } from "./refusals";
import { LANGUAGE_NAMES, USERNAME } from "./names";
import { RoleChoice } from "./roleChoice";
import type { RoleName } from "./roleText";
import { unitOptions } from "./unitTree";


interface UserFormProps {
  /// Null: a new one.
  readonly user: User | null;
  readonly units: readonly Unit[];
  readonly onSaved: (user: User, invitation: UserInvitation | null) => void;
  readonly onCancel: () => void;
  /// Somebody was faster: what is shown is old.
  readonly onStale: () => void;
}

/// Makes an account for one person, or changes and moves the person.
export function UserForm({ user, units, onSaved, onCancel, onStale }: UserFormProps) {
  const t = useText();
  const { api } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const name = useSignal(user?.name ?? "");
  const title = useSignal(user?.title ?? TITLES[0]);
  const language = useSignal(user?.language ?? t.language);
  const unit = useSignal(user?.unit.id ?? units[0]?.id ?? "");
  const username = useSignal("");
  const email = useSignal("");
  const role = useSignal<RoleName | "">("instructor");
  const tried = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const noName = name.value.trim() === "";
  const noUsername = user === null && !USERNAME.test(username.value.trim());
  // A title that is no longer offered stays until somebody chooses another one.
  const titles = TITLES.some((each) => each === title.value) ? TITLES : [title.value, ...TITLES];

  const save = async (): Promise<void> => {
    busy.value = true;
    refusal.value = null;
    const about = { name: name.value.trim(), title: title.value, language: language.value, unit: unit.value };
    const roles = role.value === "" ? [] : [{ role: role.value, unit: unit.value }];
    const mail = email.value.trim() === "" ? null : email.value.trim();
    if (user === null) {
      const made = await administration.makeUser({ ...about, username: username.value.trim(), email: mail, roles });
      if (made.kind === "ok") onSaved(made.value.person, made.value.invitation);
      else refusal.value = made.refusal;
    } else {
      const changed = await administration.changeUser(user, about);
      if (changed.kind === "ok") onSaved(changed.value, null);
      else refusal.value = changed.refusal;
      if (changed.kind === "refused" && changed.refusal.code === "version-stale") onStale();
    }
    busy.value = false;
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    if (!busy.value && !noName && !noUsername) void save();
  };

  return (
    <form class="stack g-45" onSubmit={submit} noValidate>
      <div class="stack g-15">
        <h2 id="user-title" class="h-xl">
          {user ? t.text("user.change") : t.text("user.newTitle")}
        </h2>
        {user === null && <p class="small muted">{t.text("user.personal")}</p>}
      </div>
      <TextField
        id="user-name"
        label={t.text("user.name")}
        value={name.value}
        problem={tried.value && noName ? t.text("user.needName") : null}
        input={{ maxLength: 200, autocomplete: "off" }}
        onValue={(value) => {
          name.value = value;
        }}
      />
      <div class="pair">
        <SelectField
          id="user-job"
          label={t.text("user.title")}
          value={title.value}
          options={titles.map((value) => ({ value, label: titleText(t, value) || value }))}
          onValue={(value) => {
            title.value = value;
          }}
        />
        <SelectField
          id="user-language"
          label={t.text("user.language")}
          value={language.value}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onValue={(value) => {
            language.value = value;
          }}
        />
      </div>
      <SelectField
        id="user-unit"
        label={t.text("user.unit")}
        value={unit.value}
        options={unitOptions(units, t.language)}
        onValue={(value) => {
          unit.value = value;
        }}
      />
      {user === null && (
        <>
          <RoleChoice
            id="user-role"
            value={role.value}
            onValue={(value) => {
              role.value = value;
            }}
          />
          <div class="pair">
            <TextField
              id="user-username"
              label={t.text("user.username")}
              hint={t.text("user.usernameHint")}
              value={username.value}
              problem={tried.value && noUsername ? t.text("user.needUsername") : null}
              input={{ maxLength: 64, autocomplete: "off", autocapitalize: "none", spellcheck: false }}
              onValue={(value) => {
                username.value = value;
              }}
            />
            <TextField
              id="user-email"
              label={t.text("user.email")}
              value={email.value}
              input={{ type: "email", maxLength: 200, autocomplete: "off" }}
              onValue={(value) => {
                email.value = value;
              }}
            />
          </div>
        </>
      )}
      {refusal.value && <Refused refusal={refusal.value} />}
      <FormEnd label={user ? t.text("user.save") : t.text("user.create")} busy={busy.value} onCancel={onCancel} />
    </form>
  );
}
