import { CircleCheck } from "lucide-preact";
import { type Signal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { type Accent, administrationApi, type Modules, type OrganisationSettings } from "../../api/administration";
import { contrastOn, READABLE } from "../../app/contrast";
import { createLoader } from "../../app/loader";
import { Button, Note, Skeleton } from "../components/basics";
import { CheckField, TextField } from "../components/field";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { ProviderPage } from "../identityProviders/providerPage";
import { ProvidersCard } from "../identityProviders/providersCard";
import type { PartProps } from "../parts";
import { AccentFields } from "./accentFields";
import { LogoCard } from "./logoCard";
import { OutsideCard } from "./outsideCard";
import { PartnersCard } from "./partnersCard";
import { Refused } from "./refusals";

/// The organisation's name, modules, looks, identity providers and partner systems. The providers have pages below it.
export function SettingsPage({ id }: PartProps) {
  return id === null ? <Settings /> : <ProviderPage key={id} id={id} />;
}

function Settings() {
  const t = useText();
  const { api } = useApp();
  const stop = useStop();
  const settings = useMemo(() => createLoader((signal) => administrationApi(api).organisation(signal), stop), [api, stop]);
  const said = useSignal<Said>("nothing");
  usePage(t.text("settings.title"), "sm");
  const state = settings.state.value;
  return (
    <Frame>
      <div class="page__head">
        <PageHeading>{t.text("settings.title")}</PageHeading>
      </div>
      {state.kind === "loading" && <Skeleton kind="card" />}
      {state.kind === "refused" && <Problem refusal={state.refusal} onRetry={settings.refresh} />}
      {state.kind === "ready" && (
        <div class="cols">
          <div class="stack g-5">
            <OrganisationForm key={state.value.version} settings={state.value} said={said} onSaved={settings.refresh} />
            <ProvidersCard />
            <PartnersCard />
          </div>
          <div class="stack g-5">
            <LogoCard settings={state.value} onChanged={settings.refresh} />
            <OutsideCard settings={state.value} onChanged={settings.refresh} />
          </div>
        </div>
      )}
    </Frame>
  );
}

const MODULES = ["video", "sso", "eid"] as const;

/// What became of the last attempt. It outlives the form, which is made anew from what is saved.
type Said = "nothing" | "saved" | ApiRefusal;

interface FormProps {
  readonly settings: OrganisationSettings;
  readonly said: Signal<Said>;
  readonly onSaved: () => void;
}

function OrganisationForm({ settings, said, onSaved }: FormProps) {
  const t = useText();
  const { api } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const name = useSignal(settings.name);
  const modules = useSignal<Modules>(settings.modules);
  const accent = useSignal<Accent | null>(settings.accent);
  const tried = useSignal(false);
  const busy = useSignal(false);
  const noName = name.value.trim() === "";
  const faint = accent.value !== null && (contrastOn(accent.value.light, "light") < READABLE || contrastOn(accent.value.dark, "dark") < READABLE);
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    said.value = "nothing";
    if (busy.value || noName || faint) return;
    busy.value = true;
    const wanted = { name: name.value.trim(), modules: modules.value, accent: accent.value, version: settings.version };
    void administration.changeOrganisation(wanted).then((answer) => {
      busy.value = false;
      said.value = answer.kind === "ok" ? "saved" : answer.refusal;
      if (answer.kind === "ok" || answer.refusal.code === "version-stale") onSaved();
    });
  };
  return (
    <section class="card card__body" aria-labelledby="organisation">
      <form class="stack g-45" onSubmit={submit} noValidate>
        <h2 id="organisation" class="h-lg">
          {t.text("settings.organisation")}
        </h2>
        <TextField
          id="organisation-name"
          label={t.text("settings.name")}
          value={name.value}
          problem={tried.value && noName ? t.text("units.needName") : null}
          input={{ maxLength: 200, autocomplete: "off" }}
          onValue={(value) => {
            name.value = value;
          }}
        />
        <fieldset class="plain stack g-2">
          <legend class="small strong">{t.text("settings.modules")}</legend>
          <p class="small muted">{t.text("settings.modulesHint")}</p>
          {MODULES.map((module) => (
            <CheckField
              key={module}
              id={`module-${module}`}
              label={t.text(`settings.module.${module}`)}
              checked={modules.value[module]}
              onChecked={(on) => {
                modules.value = { ...modules.value, [module]: on };
              }}
            />
          ))}
        </fieldset>
        <AccentFields
          accent={accent.value}
          onAccent={(next) => {
            accent.value = next;
          }}
        />
        {typeof said.value === "object" && <Refused refusal={said.value} />}
        <div role="status">{said.value === "saved" && <Note tone="ok" icon={CircleCheck} title={t.text("settings.saved")} />}</div>
        <div>
          <Button type="submit" busy={busy.value} aria-disabled={faint ? "true" : undefined}>
            {busy.value ? t.text("user.busy") : t.text("settings.save")}
          </Button>
        </div>
      </form>
    </section>
  );
}
