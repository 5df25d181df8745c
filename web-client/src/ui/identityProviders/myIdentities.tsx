import { useMemo } from "preact/hooks";
import { identityProvidersApi } from "../../api/identityProviders";
import { createLoader } from "../../app/loader";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { IdentityRow } from "./identitiesCard";

/// By which providers one signs in oneself. An extra: nothing is shown where there is none, or it can't be had.
export function MyIdentities() {
  const t = useText();
  const { api } = useApp();
  const stop = useStop();
  const mine = useMemo(() => createLoader((signal) => identityProvidersApi(api).mine(signal), stop), [api, stop]);
  const state = mine.state.value;
  if (state.kind !== "ready" || state.value.length === 0) return null;
  return (
    <section class="card" aria-labelledby="my-identities">
      <div class="card__head">
        <h2 id="my-identities" class="h-lg">
          {t.text("idp.mine")}
        </h2>
      </div>
      <ul class="list">
        {state.value.map((identity) => (
          <IdentityRow key={identity.id} identity={identity} onUntie={null} />
        ))}
      </ul>
    </section>
  );
}
