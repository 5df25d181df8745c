import { CircleAlert, CircleCheck, PlugZap } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { type Authentication, type ConnectionCheck, identityProvidersApi } from "../../api/identityProviders";
import type { Translator } from "../../i18n/translate";
import { Button, Note } from "../components/basics";
import { useApp, useText } from "../context";
import { Refused } from "./refused";

type Said = { readonly kind: "nothing" | "asking" } | { readonly kind: "said"; readonly check: ConnectionCheck } | { readonly kind: "refused"; readonly refusal: ApiRefusal };

/// Asks the server to try the address that stands in the form, saved or not.
export function ConnectionCard({ issuer, authentication }: { issuer: string; authentication: Authentication }) {
  const t = useText();
  const { api } = useApp();
  const providers = useMemo(() => identityProvidersApi(api), [api]);
  const said = useSignal<Said>({ kind: "nothing" });
  const asked = issuer.trim();
  const now = said.value;
  const tryIt = (): void => {
    if (now.kind === "asking" || asked === "") return;
    said.value = { kind: "asking" };
    void providers.check(asked).then((answer) => {
      said.value = answer.kind === "ok" ? { kind: "said", check: answer.value } : { kind: "refused", refusal: answer.refusal };
    });
  };
  return (
    <section class="card card__body stack" aria-labelledby="idp-test">
      <h2 id="idp-test" class="h-lg">
        {t.text("idp.test")}
      </h2>
      <p class="small muted">{t.text("idp.testLead")}</p>
      <div>
        <Button variant="secondary" icon={PlugZap} busy={now.kind === "asking"} aria-disabled={asked === "" ? "true" : undefined} onClick={tryIt}>
          {now.kind === "asking" ? t.text("idp.testing") : t.text("idp.test")}
        </Button>
      </div>
      {asked === "" && <p class="small muted">{t.text("idp.testNeeds")}</p>}
      <div role="status">{now.kind === "said" && <Found check={now.check} authentication={authentication} />}</div>
      {now.kind === "refused" && <Refused refusal={now.refusal} />}
    </section>
  );
}

function Found({ check, authentication }: { check: ConnectionCheck; authentication: Authentication }) {
  const t = useText();
  const { found } = check;
  if (found === null) {
    return (
      <Note tone="bad" icon={CircleAlert} title={t.text("idp.found.bad")}>
        <span class="any">{whyText(t, check)}</span>
      </Note>
    );
  }
  const isNamed = found.authentications.length === 0 || found.authentications.includes(authentication);
  return (
    <div class="stack">
      <Note tone="ok" icon={CircleCheck} title={t.text("idp.found.ok")}>
        {t.text("idp.found.host", { host: found.signInHost })}
      </Note>
      {!isNamed && (
        <Note tone="warn" icon={CircleAlert} title={t.text("idp.found.authentication")}>
          <span class="any">{t.text("idp.found.itNames", { list: found.authentications.join(", ") })}</span>
        </Note>
      )}
      <ul class="stack g-15 small plain-list">
        <li>{t.text("idp.found.keys", { n: found.keys })}</li>
        <li>{t.text(found.signsOut ? "idp.found.signsOut" : "idp.found.noSignOut")}</li>
        <li>{t.text(found.tellsSignOut ? "idp.found.tells" : "idp.found.tellsNot")}</li>
        {found.acrValues.length > 0 && <li class="any">{t.text("idp.found.acr", { list: found.acrValues.join(", ") })}</li>}
      </ul>
    </div>
  );
}

function whyText(t: Translator, { finding, detail }: ConnectionCheck): string {
  switch (finding) {
    case "host":
      return t.text("idp.why.host", {
        setting: "exorlive.identity-providers.inside-hosts",
        variable: "EXORLIVE_IDENTITY_PROVIDERS_INSIDE_HOSTS",
      });
    case "status":
      return t.text("idp.why.status", { status: detail ?? "" });
    case "other-issuer":
      return detail === null ? t.text("idp.why.no-metadata") : t.text("idp.why.other-issuer", { issuer: detail });
    case "elsewhere":
      return t.text("idp.why.elsewhere", { member: detail ?? "" });
    case "address":
    case "certificate":
    case "no-answer":
    case "no-metadata":
    case "no-keys":
      return t.text(`idp.why.${finding}`);
    case "ok":
      return "";
  }
}
