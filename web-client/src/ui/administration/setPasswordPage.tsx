import { CircleAlert, CircleCheck, LogIn } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { setPassword } from "../../api/password";
import type { Provider } from "../../auth";
import { Button, Note } from "../components/basics";
import { CheckField, TextField } from "../components/field";
import { Brand, usePage } from "../components/frame";
import { LanguageMenu } from "../components/menus";
import { useApp, useText } from "../context";
import { Providers } from "../pages/providers";
import { NewPassword, SHORTEST } from "./passwordFields";
import { Refused } from "./refusals";

/// The first thing somebody does with a new account: an own password, by the code that the administrator gave.
export function SetPasswordPage() {
  const t = useText();
  const username = useSignal<string | null>(null);
  usePage(t.text("setPassword.title"), "md");
  return (
    <div class="si si--one">
      <main class="si__form" id="main">
        <div class="row between">
          <Brand />
          <LanguageMenu words />
        </div>
        <div class="si__in">
          {username.value === null ? (
            <>
              <div class="stack g-15">
                <h1>{t.text("setPassword.title")}</h1>
                <p class="muted">{t.text("setPassword.lead")}</p>
              </div>
              <Form
                onSet={(name) => {
                  username.value = name;
                }}
              />
            </>
          ) : (
            <Done username={username.value} />
          )}
        </div>
      </main>
    </div>
  );
}

function Done({ username }: { username: string }) {
  const t = useText();
  const { auth } = useApp();
  return (
    <>
      <h1>{t.text("setPassword.done")}</h1>
      <Note tone="ok" role="status" icon={CircleCheck} title={t.text("setPassword.doneHint", { username })} />
      <Button measure="lg" wide icon={LogIn} onClick={() => auth.signIn("/")}>
        {t.text("setPassword.signIn")}
      </Button>
    </>
  );
}

/// The code is in the part of the address that browsers send to no server; it leaves the address at once.
function takeCode(): { readonly code: string; readonly organisation: string | null } {
  const given = new URLSearchParams(location.hash.slice(1));
  const code = given.get("code") ?? "";
  if (code !== "") history.replaceState(null, "", location.pathname + location.search);
  return { code, organisation: given.get("at") };
}

function Form({ onSet }: { onSet: (username: string) => void }) {
  const t = useText();
  const { auth } = useApp();
  const { code: given, organisation } = useMemo(takeCode, []);
  const providers = useSignal<readonly Provider[]>([]);
  const codeUnknown = useSignal(false);
  useEffect(() => {
    void auth.providers(organisation ?? undefined).then((list) => {
      providers.value = list;
    });
  }, [auth, organisation, providers]);
  const code = useSignal(given);
  const password = useSignal("");
  const agreed = useSignal(false);
  const tried = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  useEffect(() => document.getElementById(given === "" ? "one-time-code" : "new-password")?.focus(), [given]);
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    refusal.value = null;
    if (busy.value || code.value.trim() === "" || password.value.length < SHORTEST || !agreed.value) return;
    busy.value = true;
    void setPassword(code.value.trim(), password.value).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") onSet(answer.value.username);
      else refusal.value = answer.refusal;
    });
  };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      {given === "" && (
        <TextField
          id="one-time-code"
          label={t.text("setPassword.code")}
          value={code.value}
          problem={tried.value && code.value.trim() === "" ? t.text("setPassword.needCode") : null}
          input={{ autocomplete: "one-time-code", autocapitalize: "none", spellcheck: false, maxLength: 200 }}
          onValue={(value) => {
            code.value = value;
          }}
        />
      )}
      {codeUnknown.value && <Note tone="bad" icon={CircleAlert} title={t.text("setPassword.codeUnknown")} />}
      <Providers
        list={providers.value}
        onChoose={(provider) => {
          codeUnknown.value = false;
          return auth.linkAt(code.value.trim(), provider.id);
        }}
        onExpired={() => {
          codeUnknown.value = true;
        }}
      />
      <NewPassword
        value={password.value}
        tried={tried.value}
        onValue={(value) => {
          password.value = value;
        }}
      />
      <p class="small muted">{t.text("setPassword.agreement")}</p>
      <CheckField
        id="agree"
        label={t.text("setPassword.agree")}
        checked={agreed.value}
        problem={tried.value && !agreed.value ? t.text("setPassword.needAgree") : null}
        onChecked={(checked) => {
          agreed.value = checked;
        }}
      />
      {refusal.value && <Refused refusal={refusal.value} />}
      <Button type="submit" measure="lg" wide busy={busy.value}>
        {busy.value ? t.text("user.busy") : t.text("setPassword.set")}
      </Button>
    </form>
  );
}
