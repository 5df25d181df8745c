import { CircleAlert } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { recordsApi } from "../../api/records";
import { paths } from "../../app/router";
import { ButtonLink, Note, Skeleton } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { statementIn } from "./statement";

type State =
  | { readonly kind: "opening" | "refused" }
  | { readonly kind: "failed"; readonly refusal: ApiRefusal };

/// Where a record system sends its user: the contact in focus there is opened here.
export function JumpOutPage() {
  const t = useText();
  const { api, router } = useApp();
  const state = useSignal<State>({ kind: "opening" });
  usePage(t.text("jump.title"), "sm");

  useEffect(() => {
    const statement = statementIn(location.hash);
    // Good once: it has nothing to do in the address or its history any more.
    history.replaceState(null, "", location.pathname);
    if (statement === null) {
      state.value = { kind: "refused" };
      return;
    }
    void recordsApi(api)
      .jumpOut(statement)
      .then((answer) => {
        if (answer.kind === "ok") router.replace(paths.contact(answer.value.contactId));
        else if (answer.refusal.status === 403) state.value = { kind: "refused" };
        else state.value = { kind: "failed", refusal: answer.refusal };
      });
  }, [api, router, state]);

  return (
    <Frame>
      <PageHeading>{t.text("jump.title")}</PageHeading>
      {state.value.kind === "opening" && <Skeleton kind="row" count={3} />}
      {state.value.kind === "failed" && <Problem refusal={state.value.refusal} />}
      {state.value.kind === "refused" && (
        <Note tone="warn" role="alert" icon={CircleAlert} title={t.text("jump.refused")}>
          {t.text("jump.refusedHint")}
        </Note>
      )}
      {state.value.kind !== "opening" && <ButtonLink to={paths.contacts}>{t.text("jump.contacts")}</ButtonLink>}
    </Frame>
  );
}
