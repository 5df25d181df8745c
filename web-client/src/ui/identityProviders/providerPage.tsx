import { ArrowLeft, Trash2, TriangleAlert } from "lucide-preact";
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { identityProvidersApi, type IdentityProvider, type IdentityProviders } from "../../api/identityProviders";
import { createLoader } from "../../app/loader";
import { paths } from "../../app/router";
import { Confirm } from "../administration/confirm";
import { Button, Icon, Link, Note, Skeleton } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { NotFoundPage } from "../pages/simple";
import { AddressesCard } from "./addressesCard";
import { ConnectionCard } from "./connectionCard";
import { draftOf, EMPTY } from "./draft";
import { ProviderForm, type Said } from "./providerForm";
import { Refused } from "./refused";

/// Goes along to the address of one that was just made, so that its page says so.
const SAVED = "?saved";

/// One identity provider of the organisation. `id` is "new" for one that is still to be made.
export function ProviderPage({ id }: { id: string }) {
  const t = useText();
  const { api, router } = useApp();
  const stop = useStop();
  const providers = useMemo(() => createLoader((signal) => identityProvidersApi(api).all(signal), stop), [api, stop]);
  const said = useSignal<Said>(router.query.value === SAVED ? "saved" : "nothing");
  useEffect(() => {
    if (router.query.value === SAVED) router.refine("");
  }, [router]);
  const state = providers.state.value;
  const provider = state.kind === "ready" ? (state.value.providers.find((each) => each.id === id) ?? null) : null;
  const title = id === "new" ? t.text("idp.newTitle") : (provider?.name ?? t.text("idp.title"));
  usePage(title, "sm");
  if (state.kind === "ready" && provider === null && id !== "new") return <NotFoundPage />;
  return (
    <Frame>
      <p class="small back">
        <Link to={paths.settings} class="row row--nowrap g-15 fit">
          <Icon of={ArrowLeft} size="sm" />
          {t.text("settings.title")}
        </Link>
      </p>
      <div class="page__head">
        <PageHeading>{title}</PageHeading>
      </div>
      {state.kind === "loading" && <Skeleton kind="card" />}
      {state.kind === "refused" && <Problem refusal={state.refusal} onRetry={providers.refresh} />}
      {state.kind === "ready" && (
        <OneProvider
          key={`${provider?.id ?? "new"} ${provider?.version ?? 0}`}
          all={state.value}
          provider={provider}
          said={said}
          onSaved={(saved) => {
            // The new one has an address now; the page reads everything anew.
            if (provider === null) router.replace(paths.provider(saved.id) + SAVED);
            providers.refresh();
          }}
          onStale={providers.refresh}
        />
      )}
    </Frame>
  );
}

interface OneProps {
  readonly all: IdentityProviders;
  readonly provider: IdentityProvider | null;
  readonly said: Signal<Said>;
  readonly onSaved: (provider: IdentityProvider) => void;
  readonly onStale: () => void;
}

function OneProvider({ all, provider, said, onSaved, onStale }: OneProps) {
  const t = useText();
  const draft = useSignal(provider === null ? EMPTY : draftOf(provider));
  return (
    <div class="stack g-5">
      {provider?.moduleOn === false && (
        <Note tone="warn" icon={TriangleAlert} title={t.text("idp.moduleIsOff")}>
          {t.text(`idp.moduleHint.${provider.kind}`)}
        </Note>
      )}
      <div class="cols">
        <ProviderForm before={provider} draft={draft} said={said} onSaved={onSaved} onStale={onStale} />
        <div class="stack g-5">
          <ConnectionCard issuer={draft.value.issuer} authentication={draft.value.authentication} />
          <AddressesCard provider={provider} all={all} />
          {provider !== null && <RemoveCard provider={provider} />}
        </div>
      </div>
    </div>
  );
}

function RemoveCard({ provider }: { provider: IdentityProvider }) {
  const t = useText();
  const { api, router } = useApp();
  const providers = useMemo(() => identityProvidersApi(api), [api]);
  const asking = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const remove = (): void => {
    asking.value = false;
    void providers.remove(provider.id).then((answer) => {
      if (answer.kind === "ok") router.replace(paths.settings);
      else refusal.value = answer.refusal;
    });
  };
  return (
    <section class="card card__body stack" aria-labelledby="idp-remove">
      <h2 id="idp-remove" class="h-lg">
        {t.text("idp.remove")}
      </h2>
      <p class="small muted">{t.text("idp.removeHint")}</p>
      {refusal.value && <Refused refusal={refusal.value} />}
      <div>
        <Button
          danger
          variant="secondary"
          measure="sm"
          icon={Trash2}
          onClick={() => {
            asking.value = true;
          }}
        >
          {t.text("idp.remove")}
        </Button>
      </div>
      {asking.value && (
        <Confirm
          title={t.text("idp.removeTitle", { name: provider.name })}
          hint={t.text("idp.removeHint")}
          yes={t.text("idp.removeYes")}
          onYes={remove}
          onNo={() => {
            asking.value = false;
          }}
        />
      )}
    </section>
  );
}
