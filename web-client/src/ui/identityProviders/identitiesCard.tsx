import { KeyRound, Unlink } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import type { User } from "../../api/administration";
import { identityProvidersApi, type Identity, type IdentityProvider } from "../../api/identityProviders";
import { createLoader } from "../../app/loader";
import { Confirm } from "../administration/confirm";
import { Button, IconButton, Skeleton } from "../components/basics";
import { SelectField, TextField } from "../components/field";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { firstName } from "../words";
import { Refused } from "./refused";

/// By which providers a person signs in, and how that begins and ends. Nothing is shown where there are none.
export function IdentitiesCard({ user, onInvite }: { user: User; onInvite: () => void }) {
  const t = useText();
  const { api } = useApp();
  const stop = useStop();
  const providers = useMemo(() => identityProvidersApi(api), [api]);
  const ties = useMemo(() => createLoader((signal) => providers.identities(user.sub, signal), stop), [providers, stop, user.sub]);
  // Only who administers the organisation is told which there are.
  const known = useMemo(() => createLoader((signal) => providers.all(signal), stop), [providers, stop]);
  const leaving = useSignal<Identity | null>(null);
  const refusal = useSignal<ApiRefusal | null>(null);
  const state = ties.state.value;
  const offered = known.state.value.kind === "ready" ? known.state.value.value.providers : [];
  if (state.kind === "refused" && state.refusal.status === 404) return null;
  if (state.kind === "ready" && state.value.length === 0 && offered.length === 0) return null;
  const untie = (identity: Identity): void => {
    leaving.value = null;
    void providers.untie(user.sub, identity.id).then((answer) => {
      refusal.value = answer.kind === "refused" ? answer.refusal : null;
      ties.refresh();
    });
  };
  return (
    <section class="card" aria-labelledby="identities">
      <div class="card__head">
        <h2 id="identities" class="h-lg">
          {t.text("idp.identities")}
        </h2>
      </div>
      {state.kind === "loading" && <Skeleton kind="row" />}
      {state.kind === "refused" && (
        <div class="card__body">
          <Problem refusal={state.refusal} onRetry={ties.refresh} />
        </div>
      )}
      {state.kind === "ready" && state.value.length === 0 && <p class="muted none">{t.text("idp.identitiesNone")}</p>}
      {state.kind === "ready" && state.value.length > 0 && (
        <ul class="list">
          {state.value.map((identity) => (
            <IdentityRow
              key={identity.id}
              identity={identity}
              onUntie={
                user.mayChange
                  ? () => {
                      leaving.value = identity;
                    }
                  : null
              }
            />
          ))}
        </ul>
      )}
      {refusal.value && (
        <div class="card__body">
          <Refused refusal={refusal.value} />
        </div>
      )}
      {user.mayChange && user.active && offered.length > 0 && <TieForm user={user} offered={offered} onTied={ties.refresh} onInvite={onInvite} />}
      {leaving.value && (
        <Confirm
          title={t.text("idp.untieTitle", { provider: leaving.value.providerName, name: user.name })}
          hint={t.text("idp.untieHint")}
          yes={t.text("idp.untieYes")}
          onYes={() => leaving.value && untie(leaving.value)}
          onNo={() => {
            leaving.value = null;
          }}
        />
      )}
    </section>
  );
}

/// One tie; `onUntie` null: it is only to be seen.
export function IdentityRow({ identity, onUntie }: { identity: Identity; onUntie: (() => void) | null }) {
  const t = useText();
  const used = identity.lastUsedAt === null ? t.text("idp.unused") : t.text("idp.usedAt", { date: t.shortDate(identity.lastUsedAt) });
  return (
    <li class="item item--two">
      <span class="lines">
        <span class="item__t">{identity.providerName}</span>
        <span class="item__s">
          {t.text("idp.tiedAt", { date: t.shortDate(identity.linkedAt) })} · {used}
        </span>
      </span>
      {onUntie && <IconButton icon={Unlink} name={t.text("idp.untie", { provider: identity.providerName })} onClick={onUntie} />}
    </li>
  );
}

interface TieProps {
  readonly user: User;
  readonly offered: readonly IdentityProvider[];
  readonly onTied: () => void;
  readonly onInvite: () => void;
}

/// Two ways: the administrator knows the person's id there, or the person does it with a one-time code.
function TieForm({ user, offered, onTied, onInvite }: TieProps) {
  const t = useText();
  const { api } = useApp();
  const providers = useMemo(() => identityProvidersApi(api), [api]);
  const provider = useSignal(offered[0]?.id ?? "");
  const subject = useSignal("");
  const tried = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    refusal.value = null;
    if (busy.value || subject.value.trim() === "") return;
    busy.value = true;
    void providers.tie(user.sub, provider.value, subject.value.trim()).then((answer) => {
      busy.value = false;
      if (answer.kind === "refused") {
        refusal.value = answer.refusal;
        return;
      }
      subject.value = "";
      tried.value = false;
      onTied();
    });
  };
  return (
    <form class="card__body stack" onSubmit={submit} noValidate>
      <h3 class="small strong">{t.text("idp.tieTitle")}</h3>
      <p class="small muted">{t.text("idp.orCode", { first: firstName(user.name) })}</p>
      <div>
        <Button variant="secondary" measure="sm" icon={KeyRound} onClick={onInvite}>
          {t.text("user.invite")}
        </Button>
      </div>
      <p class="small muted">{t.text("idp.orSubject")}</p>
      <SelectField
        id="tie-provider"
        label={t.text("idp.provider")}
        value={provider.value}
        options={offered.map(({ id, name }) => ({ value: id, label: name }))}
        onValue={(value) => {
          provider.value = value;
        }}
      />
      <TextField
        id="tie-subject"
        label={t.text("idp.subject")}
        hint={t.text("idp.subjectHint")}
        value={subject.value}
        problem={tried.value && subject.value.trim() === "" ? t.text("idp.needSubject") : null}
        input={{ maxLength: 255, autocomplete: "off", autocapitalize: "none", spellcheck: false }}
        onValue={(value) => {
          subject.value = value;
        }}
      />
      {refusal.value && <Refused refusal={refusal.value} />}
      <div>
        <Button type="submit" variant="secondary" measure="sm" busy={busy.value}>
          {busy.value ? t.text("user.busy") : t.text("idp.tie")}
        </Button>
      </div>
    </form>
  );
}
