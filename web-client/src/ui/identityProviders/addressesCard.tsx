import { ClipboardCheck, ClipboardCopy } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { IconButton } from "../components/basics";
import { useText } from "../context";
import type { IdentityProvider, IdentityProviders } from "../../api/identityProviders";

/// What the provider must be told of us, and where the organisation's people begin.
export function AddressesCard({ provider, all }: { provider: IdentityProvider | null; all: IdentityProviders }) {
  const t = useText();
  return (
    <>
      <section class="card card__body stack" aria-labelledby="idp-give">
        <h2 id="idp-give" class="h-lg">
          {t.text("idp.give")}
        </h2>
        {provider === null ? (
          <p class="small muted">{t.text("idp.giveAfter")}</p>
        ) : (
          <>
            <p class="small muted">{t.text("idp.giveLead")}</p>
            <Copyable id="idp-redirect" label={t.text("idp.redirect")} value={provider.redirectUri} />
            <Copyable id="idp-back-channel" label={t.text("idp.backChannel")} value={provider.backChannelLogoutUri} />
            <Copyable id="idp-post-logout" label={t.text("idp.postLogout")} value={all.postLogoutRedirectUri} />
            {provider.authentication === "private_key_jwt" && <Copyable id="idp-jwks" label={t.text("idp.jwks")} value={all.jwksUri} />}
          </>
        )}
      </section>
      {provider !== null && (
        <section class="card card__body stack" aria-labelledby="idp-way-in">
          <h2 id="idp-way-in" class="h-lg">
            {t.text("idp.wayIn")}
          </h2>
          <Copyable id="idp-sign-in" label={t.text("idp.signInAddress")} hint={t.text("idp.signInHint")} value={all.signInAddress} />
        </section>
      )}
    </>
  );
}

/// Something to be copied, marked as a whole by a click where browsers have no clipboard.
function Copyable({ id, label, hint, value }: { id: string; label: string; hint?: string; value: string }) {
  const t = useText();
  const copied = useSignal(false);
  const copy = (): void => {
    void (navigator.clipboard as Clipboard | undefined)?.writeText(value).then(() => {
      copied.value = true;
    });
  };
  return (
    <div class="copyable">
      <p class="small strong" id={id}>
        {label}
      </p>
      <div class="row row--nowrap g-2">
        <output class="secret grow" aria-labelledby={id}>
          {value}
        </output>
        <IconButton
          icon={copied.value ? ClipboardCheck : ClipboardCopy}
          name={copied.value ? t.text("idp.copied") : t.text("idp.copy", { what: label })}
          onClick={copy}
        />
      </div>
      {hint !== undefined && <p class="small muted">{hint}</p>}
    </div>
  );
}
