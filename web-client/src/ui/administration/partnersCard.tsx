import { Ban, Plus } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { administrationApi, type Partner } from "../../api/administration";
import { createLoader } from "../../app/loader";
import { Button, IconButton, Skeleton, Tag } from "../components/basics";
import { Dialog } from "../components/dialog";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { Confirm } from "./confirm";
import { PartnerForm, scopeText } from "./partnerForm";
import { Refused } from "./refusals";
import { SecretCard } from "./secretCard";

type Open =
  | { readonly kind: "none" | "new" }
  | { readonly kind: "secret"; readonly partner: Partner; readonly secret: string }
  | { readonly kind: "revoke"; readonly partner: Partner };

/// API keys and OAuth2 clients of other systems.
export function PartnersCard() {
  const t = useText();
  const { api } = useApp();
  const stop = useStop();
  const administration = useMemo(() => administrationApi(api), [api]);
  const partners = useMemo(() => createLoader((signal) => administration.partners(signal), stop), [administration, stop]);
  const open = useSignal<Open>({ kind: "none" });
  const refusal = useSignal<ApiRefusal | null>(null);
  const state = partners.state.value;
  const close = (): void => {
    open.value = { kind: "none" };
  };
  const revoke = (partner: Partner): void => {
    close();
    void administration.revokePartner(partner.id).then((answer) => {
      refusal.value = answer.kind === "refused" ? answer.refusal : null;
      partners.refresh();
    });
  };
  const now = open.value;
  // A server without partner systems has nothing to say about them.
  if (state.kind === "refused" && state.refusal.status === 404) return null;
  return (
    <section class="card" aria-labelledby="partners">
      <div class="card__head">
        <div class="grow">
          <h2 id="partners" class="h-lg">
            {t.text("partners.title")}
          </h2>
          <p class="small muted">{t.text("partners.lead")}</p>
        </div>
        <Button
          variant="secondary"
          measure="sm"
          icon={Plus}
          onClick={() => {
            open.value = { kind: "new" };
          }}
        >
          {t.text("partners.new")}
        </Button>
      </div>
      {refusal.value && (
        <div class="card__body">
          <Refused refusal={refusal.value} />
        </div>
      )}
      {state.kind === "loading" && <Skeleton kind="row" count={2} />}
      {state.kind === "refused" && (
        <div class="card__body">
          <Problem refusal={state.refusal} onRetry={partners.refresh} />
        </div>
      )}
      {state.kind === "ready" && state.value.length === 0 && <p class="muted none">{t.text("partners.none")}</p>}
      {state.kind === "ready" && (
        <ul class="list">
          {state.value.map((partner) => (
            <PartnerRow
              key={partner.id}
              partner={partner}
              onRevoke={() => {
                open.value = { kind: "revoke", partner };
              }}
            />
          ))}
        </ul>
      )}
      {now.kind === "new" && (
        <Dialog labelledBy="partner-title" onClose={close}>
          <PartnerForm
            onMade={(partner, secret) => {
              open.value = { kind: "secret", partner, secret };
              partners.refresh();
            }}
            onCancel={close}
          />
        </Dialog>
      )}
      {now.kind === "secret" && (
        <Dialog labelledBy="secret-title" onClose={() => undefined}>
          <SecretCard
            titleId="secret-title"
            title={t.text("partners.secretTitle", { name: now.partner.name })}
            once={t.text("partners.secretOnce")}
            facts={[
              ...(now.partner.kind === "oauth2-client" ? [{ term: t.text("partners.id"), value: now.partner.id }] : []),
              { term: t.text("partners.secret"), value: now.secret },
            ]}
            copy={{ name: t.text("partners.copy"), text: now.secret }}
            onClose={close}
          />
        </Dialog>
      )}
      {now.kind === "revoke" && (
        <Confirm
          title={t.text("partners.revokeTitle", { name: now.partner.name })}
          hint={t.text("partners.revokeHint")}
          yes={t.text("partners.revokeYes")}
          onYes={() => revoke(now.partner)}
          onNo={close}
        />
      )}
    </section>
  );
}

function PartnerRow({ partner, onRevoke }: { partner: Partner; onRevoke: () => void }) {
  const t = useText();
  const used = partner.lastUsedAt ? t.text("partners.used", { date: t.shortDate(partner.lastUsedAt) }) : t.text("partners.unused");
  return (
    <li class="item item--two">
      <span class="lines">
        <span class="item__t">{partner.name}</span>
        <span class="item__s">
          {t.text(`partners.kind.${partner.kind}`)} · {partner.scopes.map((scope) => scopeText(t, scope)).join(", ")}
        </span>
        <span class="item__s">{used}</span>
      </span>
      {partner.revokedAt ? (
        <Tag tone="bad">{t.text("partners.revoked", { date: t.shortDate(partner.revokedAt) })}</Tag>
      ) : (
        <IconButton icon={Ban} name={t.text("partners.revoke", { name: partner.name })} onClick={onRevoke} />
      )}
    </li>
  );
}
