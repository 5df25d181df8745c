import { Building2, CircleAlert, IdCard } from "lucide-preact";
import { useSignal } from "@preact/signals";
import type { Provider, ProviderResult } from "../../auth";
import { Button, Note } from "../components/basics";
import { useApp, useText } from "../context";

/// What core says of a sign-in elsewhere that did not count here (docs/core-api, "Identity providers").
const PROBLEMS = {
  "provider-unavailable": "providers.unavailable",
  "provider-refused": "providers.refused",
  "provider-answer-wrong": "providers.wrong",
  "level-too-low": "providers.tooLow",
  "sign-in-too-old": "providers.tooOld",
  "identity-unknown": "providers.unknown",
  "identity-taken": "providers.taken",
  "code-unknown": "providers.codeUnknown",
} as const;
type Problem = (typeof PROBLEMS)[keyof typeof PROBLEMS];

/// The word in the address, in words; null: there is none that is known.
export function problemIn(search: string): Problem | null {
  const word = new URLSearchParams(search).get("problem") ?? "";
  return isProblem(word) ? PROBLEMS[word] : null;
}

const isProblem = (word: string): word is keyof typeof PROBLEMS => Object.hasOwn(PROBLEMS, word);

interface Props {
  readonly list: readonly Provider[];
  /// Leaves the page for one of them.
  readonly onChoose: (provider: Provider) => Promise<ProviderResult>;
  readonly onExpired: () => void;
}

/// The organisation's own ways in, before the password; nothing where there are none.
export function Providers({ list, onChoose, onExpired }: Props) {
  const t = useText();
  const { router } = useApp();
  const chosen = useSignal<string | null>(null);
  const failed = useSignal<{ readonly provider: Provider; readonly result: ProviderResult } | null>(null);
  const problem = problemIn(router.query.value);

  const go = (provider: Provider): void => {
    if (chosen.value !== null) return;
    chosen.value = provider.id;
    failed.value = null;
    void onChoose(provider).then((result) => {
      if (result.kind === "redirecting") return;
      chosen.value = null;
      failed.value = { provider, result };
      if (result.kind === "expired") onExpired();
    });
  };

  return (
    <>
      <div class="si__came" aria-live="assertive">
        {failed.value ? (
          <Failed name={failed.value.provider.name} result={failed.value.result} />
        ) : (
          problem && <Note tone="warn" icon={CircleAlert} title={t.text(problem)} />
        )}
      </div>
      {list.length > 0 && (
        <>
          <div class="stack g-3">
            {list.map((provider, index) => (
              <Button
                key={provider.id}
                data-provider={provider.id}
                measure="lg"
                wide
                {...(index === 0 ? {} : { variant: "secondary" as const })}
                icon={provider.kind === "eid" ? IdCard : Building2}
                busy={chosen.value === provider.id}
                onClick={() => go(provider)}
              >
                {chosen.value === provider.id ? t.text("providers.busy") : t.text("providers.continue", { name: provider.name })}
              </Button>
            ))}
          </div>
          <div class="or">{t.text("providers.or")}</div>
        </>
      )}
    </>
  );
}

function Failed({ name, result }: { name: string; result: ProviderResult }) {
  const t = useText();
  switch (result.kind) {
    case "unavailable":
      return <Note tone="warn" icon={CircleAlert} title={t.text("providers.unavailableNamed", { name })} />;
    case "slowDown":
      return (
        <Note tone="warn" icon={CircleAlert} title={t.text("signIn.slowDown", { n: Math.ceil(result.retryAfterMs / 1000) })} />
      );
    case "network":
      return (
        <Note tone="bad" icon={CircleAlert} title={t.text("error.network")}>
          {t.text("error.networkHint")}
        </Note>
      );
    case "expired":
    case "redirecting":
      return null;
  }
}
