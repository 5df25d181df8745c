import { ChevronRight, Plus } from "lucide-preact";
import { useMemo } from "preact/hooks";
import { identityProvidersApi, type IdentityProvider } from "../../api/identityProviders";
import { createLoader } from "../../app/loader";
import { paths } from "../../app/router";
import { ButtonLink, Icon, Link, Skeleton, Tag } from "../components/basics";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";

/// Where the organisation's people can sign in besides here; each has a page of its own.
export function ProvidersCard() {
  const t = useText();
  const { api } = useApp();
  const stop = useStop();
  const providers = useMemo(() => createLoader((signal) => identityProvidersApi(api).all(signal), stop), [api, stop]);
  const state = providers.state.value;
  // A server without them has nothing to say about them.
  if (state.kind === "refused" && state.refusal.status === 404) return null;
  return (
    <section class="card" aria-labelledby="idps">
      <div class="card__head">
        <div class="grow">
          <h2 id="idps" class="h-lg">
            {t.text("idp.title")}
          </h2>
          <p class="small muted">{t.text("idp.lead")}</p>
        </div>
        <ButtonLink to={paths.provider("new")} variant="secondary" measure="sm" icon={Plus}>
          {t.text("idp.new")}
        </ButtonLink>
      </div>
      {state.kind === "loading" && <Skeleton kind="row" />}
      {state.kind === "refused" && (
        <div class="card__body">
          <Problem refusal={state.refusal} onRetry={providers.refresh} />
        </div>
      )}
      {state.kind === "ready" && state.value.providers.length === 0 && <p class="muted none">{t.text("idp.none")}</p>}
      {state.kind === "ready" && state.value.providers.length > 0 && (
        <ul class="list">
          {state.value.providers.map((provider) => (
            <li key={provider.id}>
              <ProviderRow provider={provider} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ProviderRow({ provider }: { provider: IdentityProvider }) {
  const t = useText();
  return (
    <Link to={paths.provider(provider.id)} class="item item--two">
      <span class="lines">
        <span class="item__t">{provider.name}</span>
        <span class="item__s any">
          {t.text(`idp.kind.${provider.kind}`)} · {provider.issuer}
        </span>
      </span>
      <span class="row row--nowrap g-2">
        {!provider.active && <Tag>{t.text("idp.off")}</Tag>}
        {provider.active && !provider.moduleOn && <Tag tone="warn">{t.text("idp.moduleOff")}</Tag>}
        <Icon of={ChevronRight} size="sm" />
      </span>
    </Link>
  );
}
