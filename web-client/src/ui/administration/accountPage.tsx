import { CircleCheck } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { administrationApi } from "../../api/administration";
import { Button, Note } from "../components/basics";
import { TextField } from "../components/field";
import { Frame, PageHeading, usePage } from "../components/frame";
import { useApp, useText } from "../context";
import { MyIdentities } from "../identityProviders/myIdentities";
import { titleText } from "../words";
import { NewPassword, SHORTEST } from "./passwordFields";
import { Refused } from "./refusals";
import { roleText } from "./roleText";

/// Who one is here, and one's own password.
export function AccountPage() {
  const t = useText();
  const { auth } = useApp();
  usePage(t.text("account.title"), "md");
  const state = auth.state.value;
  if (state.kind !== "signedIn") return null;
  const { me } = state;
  return (
    <Frame size="md" narrow>
      <div class="stack g-5">
        <PageHeading>{t.text("account.title")}</PageHeading>
        <div class="two-cols">
          <section class="card card__body stack" aria-labelledby="who">
            <h2 id="who" class="h-lg">
              {t.text("account.who")}
            </h2>
            <div>
              <p class="strong">{me.name}</p>
              <p class="muted">{t.text("common.titleAt", { title: titleText(t, me.title), organisation: me.organisation.name })}</p>
              <p class="muted">{me.roles.map((role) => roleText(t, role)).join(", ")}</p>
            </div>
          </section>
          <div class="stack g-5">
            <ChangePassword />
            <MyIdentities />
          </div>
        </div>
      </div>
    </Frame>
  );
}

function ChangePassword() {
  const t = useText();
  const { api } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const current = useSignal("");
  const next = useSignal("");
  const tried = useSignal(false);
  const busy = useSignal(false);
  const changed = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    changed.value = false;
    refusal.value = null;
    if (busy.value || current.value === "" || next.value.length < SHORTEST) return;
    busy.value = true;
    void administration.changePassword(current.value, next.value).then((answer) => {
      busy.value = false;
      if (answer.kind === "refused") {
        refusal.value = answer.refusal;
        return;
      }
      current.value = "";
      next.value = "";
      tried.value = false;
      changed.value = true;
    });
  };
  return (
    <section class="card card__body" aria-labelledby="password">
      <form class="stack" onSubmit={submit} noValidate>
        <h2 id="password" class="h-lg">
          {t.text("account.password")}
        </h2>
        <TextField
          id="current-password"
          label={t.text("account.current")}
          value={current.value}
          problem={tried.value && current.value === "" ? t.text("account.needCurrent") : null}
          input={{ type: "password", autocomplete: "current-password", maxLength: 1000 }}
          onValue={(value) => {
            current.value = value;
          }}
        />
        <NewPassword
          value={next.value}
          tried={tried.value}
          onValue={(value) => {
            next.value = value;
          }}
        />
        {refusal.value && <Refused refusal={refusal.value} />}
        <div role="status">{changed.value && <Note tone="ok" icon={CircleCheck} title={t.text("account.changed")} />}</div>
        <div>
          <Button type="submit" busy={busy.value}>
            {busy.value ? t.text("user.busy") : t.text("account.change")}
          </Button>
        </div>
      </form>
    </section>
  );
}
