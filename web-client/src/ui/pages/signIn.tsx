import { CircleAlert, ShieldCheck } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type LoginResult, markRestarted, type Provider, takeRestarted } from "../../auth";
import { paths } from "../../app/router";
import { assertNever } from "../../call/assertNever";
import { Landscape } from "../../drawings/marks";
import { Button, Icon, Link, Note } from "../components/basics";
import { Brand, usePage } from "../components/frame";
import { LanguageMenu } from "../components/menus";
import { useApp, useText } from "../context";
import { Providers } from "./providers";

type Answer =
  | { readonly kind: "none" | "busy" | "wrong" | "network" | "expired" }
  | { readonly kind: "slowDown"; readonly until: number };

/// The form of core's sign-in. A page that was open too long starts over by itself.
export function SignInPage({ tx }: { tx: string }) {
  const t = useText();
  const { auth } = useApp();
  const providers = useSignal<readonly Provider[]>([]);
  usePage(t.text("signIn.title"), "md");
  useEffect(() => {
    void auth.providers().then((list) => {
      providers.value = list;
    });
  }, [auth, providers]);
  return (
    <div class="si">
      <main class="si__form" id="main">
        <div class="row between">
          <Brand />
          <LanguageMenu words />
        </div>
        <div class="si__in">
          <div class="stack g-15">
            <h1>{t.text("signIn.title")}</h1>
            <p class="muted">{t.text("signIn.lead")}</p>
          </div>
          <Providers
            list={providers.value}
            onChoose={(provider) => auth.signInAt(tx, provider.id)}
            onExpired={() => {
              markRestarted(sessionStorage);
              auth.signIn();
            }}
          />
          <PasswordForm tx={tx} beside={providers.value.length > 0} />
        </div>
        <div class="stack g-2 small">
          <p class="muted">{t.text("signIn.agreement")}</p>
          <div class="row between">
            <Link to={paths.safety} class="row row--nowrap g-2 fit tap-link">
              <Icon of={ShieldCheck} size="sm" />
              {t.text("safety.title")}
            </Link>
            <Link to={paths.setPassword} class="fit tap-link">
              {t.text("signIn.haveCode")}
            </Link>
          </div>
        </div>
      </main>
      <aside class="si__art" aria-label={t.text("signIn.pictureName")}>
        <Landscape />
        <p class="si__cap">{t.text("signIn.caption")}</p>
      </aside>
    </div>
  );
}

/// Last where there are other ways in: they tell more surely who somebody is.
function PasswordForm({ tx, beside }: { tx: string; beside: boolean }) {
  const t = useText();
  const { auth, nowMs } = useApp();
  const restarted = useMemo(() => takeRestarted(sessionStorage), []);
  const answer = useSignal<Answer>({ kind: restarted ? "expired" : "none" });
  const missing = useSignal<{ username: boolean; password: boolean }>({ username: false, password: false });
  const username = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const wait = useSecondsUntil(answer.value.kind === "slowDown" ? answer.value.until : 0);
  const busy = answer.value.kind === "busy";

  const answered = (result: LoginResult): void => {
    switch (result.kind) {
      case "redirecting":
        return;
      case "credentialsWrong":
        answer.value = { kind: "wrong" };
        password.current?.select();
        return;
      case "slowDown":
        answer.value = { kind: "slowDown", until: nowMs() + result.retryAfterMs };
        return;
      case "network":
        answer.value = { kind: "network" };
        return;
      case "expired":
        answer.value = { kind: "expired" };
        markRestarted(sessionStorage);
        auth.signIn();
        return;
      default:
        assertNever(result);
    }
  };

  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy || wait > 0) return;
    const name = username.current?.value.trim() ?? "";
    const secret = password.current?.value ?? "";
    missing.value = { username: name === "", password: secret === "" };
    if (name === "" || secret === "") {
      (name === "" ? username : password).current?.focus();
      return;
    }
    answer.value = { kind: "busy" };
    void auth.login(tx, name, secret).then(answered);
  };

  const wrong = answer.value.kind === "wrong";
  return (
    <form class="stack g-4" onSubmit={submit} noValidate>
      <Field
        id="username"
        label={t.text("signIn.username")}
        problem={missing.value.username ? t.text("signIn.needUsername") : null}
        invalid={wrong}
        input={{ ref: username, type: "text", autocomplete: "username", autocapitalize: "none", spellcheck: false }}
      />
      <Field
        id="password"
        label={t.text("signIn.password")}
        problem={missing.value.password ? t.text("signIn.needPassword") : null}
        invalid={wrong}
        input={{ ref: password, type: "password", autocomplete: "current-password" }}
      />
      <Button type="submit" {...(beside ? { variant: "secondary" as const } : {})} measure="lg" wide busy={busy} aria-disabled={wait > 0 ? "true" : undefined}>
        {busy ? t.text("signIn.busy") : t.text("signIn.button")}
      </Button>
      <div class="si__answer" aria-live="assertive">
        <Answered answer={answer.value} wait={wait} />
      </div>
    </form>
  );
}

function Answered({ answer, wait }: { answer: Answer; wait: number }) {
  const t = useText();
  switch (answer.kind) {
    case "wrong":
      return <Note tone="bad" icon={CircleAlert} title={t.text("signIn.wrong")} />;
    case "slowDown":
      return wait > 0 ? <Note tone="warn" icon={CircleAlert} title={t.text("signIn.slowDown", { n: wait })} /> : null;
    case "network":
      return (
        <Note tone="bad" icon={CircleAlert} title={t.text("error.network")}>
          {t.text("error.networkHint")}
        </Note>
      );
    case "expired":
      return <Note tone="warn" icon={CircleAlert} title={t.text("signIn.expired")} />;
    case "none":
    case "busy":
      return null;
    default:
      return assertNever(answer);
  }
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly problem: string | null;
  readonly invalid: boolean;
  readonly input: preact.JSX.IntrinsicElements["input"];
}

function Field({ id, label, problem, invalid, input }: FieldProps) {
  const problemId = `${id}-problem`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        class="ds-input"
        id={id}
        aria-invalid={invalid || problem !== null ? "true" : undefined}
        aria-describedby={problem === null ? undefined : problemId}
      />
      {problem !== null && (
        <p class="err" id={problemId}>
          <Icon of={CircleAlert} size="sm" />
          {problem}
        </p>
      )}
    </div>
  );
}

/// Counts down once a second to a moment (milliseconds since 1970).
function useSecondsUntil(until: number): number {
  const { nowMs } = useApp();
  const left = useSignal(0);
  useEffect(() => {
    const count = (): void => {
      left.value = Math.max(0, Math.ceil((until - nowMs()) / 1000));
    };
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [until, left, nowMs]);
  return left.value;
}
