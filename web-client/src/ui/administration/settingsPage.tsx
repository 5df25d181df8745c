import { CircleCheck } from "lucide-preact";
import { useSignal } from "@preact/signals";
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
import { AccentFields } from "./accentFields";
import { LogoCard } from "./logoCard";
import { PartnersCard } from "./partnersCard";
import { Refused } from "./refusals";

/// The organisation's name, modules, looks and partner systems.
export function SettingsPage() {
  const t = useText();
  const { api } = useApp();
  const stop = useStop();
  const settings = useMemo(() => createLoader((signal) => administrationApi(api).organisation(signal), stop), [api, stop]);
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
            <OrganisationForm key={state.value.version} settings={state.value} onSaved={settings.refresh} />
            <PartnersCard />
          </div>
          <LogoCard settings={state.value} onChanged={settings.refresh} />
        </div>
      )}
    </Frame>
  );
}

const MODULES = ["video", "sso", "eid"] as const;

function OrganisationForm({ settings, onSaved }: { settings: OrganisationSettings; onSaved: () => void }) {
  const t = useText();
  const { api } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const name = useSignal(settings.name);
  const modules = useSignal<Modules>(settings.modules);
  const accent = useSignal<Accent | null>(settings.accent);
  const tried = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const saved = useSignal(false);
  const noName = name.value.trim() === "";
  const faint = accent.value !== null && (contrastOn(accent.value.light, "light") < READABLE || contrastOn(accent.value.dark, "dark") < READABLE);
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    saved.value = false;
    refusal.value = null;
    if (busy.value || noName || faint) return;
    busy.value = true;
    const wanted = { name: name.value.trim(), modules: modules.value, accent: accent.value, version: settings.version };
    void administration.changeOrganisation(wanted).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") saved.value = true;
      else refusal.value = answer.refusal;
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
        {refusal.value && <Refused refusal={refusal.value} />}
        <div role="status">{saved.value && <Note tone="ok" icon={CircleCheck} title={t.text("settings.saved")} />}</div>
        <div>
          <Button type="submit" busy={busy.value} aria-disabled={faint ? "true" : undefined}>
            {busy.value ? t.text("user.busy") : t.text("settings.save")}
          </Button>
        </div>
      </form>
    </section>
  );
}
