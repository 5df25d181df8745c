import { CircleCheck, MailWarning, ServerCog } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { administrationApi, type OrganisationSettings } from "../../api/administration";
import { Button, Note } from "../components/basics";
import { SelectField } from "../components/field";
import { useApp, useText } from "../context";
import { Refused } from "./refusals";

/// What the operator has set up around the product, as far as it matters to the organisation.
export function OutsideCard({ settings, onChanged }: { settings: OrganisationSettings; onChanged: () => void }) {
  const t = useText();
  const { notices, pds } = settings;
  return (
    <>
      {notices && (
        <section class="card card__body stack" aria-labelledby="outside">
          <h2 id="outside" class="h-lg">
            {t.text("outside.title")}
          </h2>
          {notices.mail || notices.webhook ? (
            <ul class="stack g-15 small">
              {notices.mail && <li>{t.text("outside.byMail")}</li>}
              {notices.webhook && <li>{t.text("outside.bySms")}</li>}
            </ul>
          ) : (
            <Note tone="warn" icon={MailWarning} title={t.text("outside.none")}>
              {t.text("outside.noneHint")}
            </Note>
          )}
          {!notices.mail && (
            <p class="small muted any">
              {t.text("outside.mailSetting", { setting: "exorlive.notices.mail.host", variable: "EXORLIVE_NOTICES_MAIL_HOST" })}
            </p>
          )}
          {!notices.webhook && (
            <p class="small muted any">
              {t.text("outside.smsSetting", { setting: "exorlive.notices.webhook.url", variable: "EXORLIVE_NOTICES_WEBHOOK_URL" })}
            </p>
          )}
        </section>
      )}
      {pds && <PdsCard key={pds.address ?? ""} pds={pds} onChanged={onChanged} />}
    </>
  );
}

type Said = "nothing" | "saved" | ApiRefusal;

/// Where the names of clients are: here, or at a service of the organisation's own.
function PdsCard({ pds, onChanged }: { pds: NonNullable<OrganisationSettings["pds"]>; onChanged: () => void }) {
  const t = useText();
  const { api } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const address = useSignal(pds.address ?? "");
  const busy = useSignal(false);
  const said = useSignal<Said>("nothing");
  // One that is no longer allowed stays in sight until somebody chooses another.
  const offered = pds.address === null || pds.allowed.includes(pds.address) ? pds.allowed : [pds.address, ...pds.allowed];
  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    said.value = "nothing";
    void administration.keepNamesAt(address.value === "" ? null : address.value).then((answer) => {
      busy.value = false;
      said.value = answer.kind === "ok" ? "saved" : answer.refusal;
      if (answer.kind === "ok") onChanged();
    });
  };
  return (
    <section class="card card__body" aria-labelledby="pds">
      <form class="stack" onSubmit={submit} noValidate>
        <h2 id="pds" class="h-lg">
          {t.text("pds.title")}
        </h2>
        <p class="small muted">{t.text("pds.hint")}</p>
        {offered.length === 0 ? (
          <Note tone="plain" icon={ServerCog} title={t.text("pds.noneAllowed")}>
            <span class="any">{t.text("pds.setting", { setting: "exorlive.pds.allowed-origins", variable: "EXORLIVE_PDS_ALLOWED_ORIGINS" })}</span>
          </Note>
        ) : (
          <>
            <SelectField
              id="pds-address"
              label={t.text("pds.address")}
              value={address.value}
              options={[{ value: "", label: t.text("pds.here") }, ...offered.map((value) => ({ value, label: value }))]}
              onValue={(value) => {
                address.value = value;
                said.value = "nothing";
              }}
            />
            <PdsSaid said={said.value} />
            <div>
              <Button type="submit" variant="secondary" busy={busy.value}>
                {busy.value ? t.text("user.busy") : t.text("settings.save")}
              </Button>
            </div>
          </>
        )}
      </form>
    </section>
  );
}

function PdsSaid({ said }: { said: Said }) {
  const t = useText();
  if (said === "nothing") return null;
  if (said === "saved") return <Note tone="ok" role="status" icon={CircleCheck} title={t.text("settings.saved")} />;
  switch (said.code) {
    case "personal-data-held":
      return (
        <Note tone="bad" role="alert" icon={ServerCog} title={t.text("pds.held")}>
          {t.text("pds.heldHint")}
        </Note>
      );
    case "pds-not-allowed":
      return (
        <Note tone="bad" role="alert" icon={ServerCog} title={t.text("pds.notAllowed")}>
          <span class="any">{t.text("pds.setting", { setting: "exorlive.pds.allowed-origins", variable: "EXORLIVE_PDS_ALLOWED_ORIGINS" })}</span>
        </Note>
      );
    default:
      return <Refused refusal={said} />;
  }
}
