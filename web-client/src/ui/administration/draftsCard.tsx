import { Trash2 } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { administrationApi, type Draft, type User } from "../../api/administration";
import { createLoader } from "../../app/loader";
import { IconButton, Skeleton } from "../components/basics";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { contactName } from "../records/names";
import { firstName } from "../words";
import { Confirm } from "./confirm";
import { Refused } from "./refusals";

/// What somebody has begun for contacts and left (AD-05): whom it is for and how old it is, never what it says.
export function DraftsCard({ user }: { user: User }) {
  const t = useText();
  const { api } = useApp();
  const stop = useStop();
  const administration = useMemo(() => administrationApi(api), [api]);
  const drafts = useMemo(() => createLoader((signal) => administration.drafts(user.sub, signal), stop), [administration, stop, user.sub]);
  const asked = useSignal<Draft | null>(null);
  const refusal = useSignal<ApiRefusal | null>(null);
  const state = drafts.state.value;
  const draft = asked.value;
  const close = (): void => {
    asked.value = null;
  };
  const remove = (program: string): void => {
    close();
    void administration.deleteDraft(program).then((answer) => {
      refusal.value = answer.kind === "refused" ? answer.refusal : null;
      drafts.refresh();
    });
  };
  return (
    <section class="card" aria-labelledby="drafts">
      <div class="card__head">
        <div class="grow">
          <h2 id="drafts" class="h-lg">
            {t.text("user.drafts")}
          </h2>
          <p class="small muted">{t.text("user.draftsLead", { first: firstName(user.name) })}</p>
        </div>
      </div>
      {refusal.value && (
        <div class="card__body">
          <Refused refusal={refusal.value} />
        </div>
      )}
      {state.kind === "loading" && <Skeleton kind="row" />}
      {state.kind === "refused" && (
        <div class="card__body">
          <Problem refusal={state.refusal} onRetry={drafts.refresh} />
        </div>
      )}
      {state.kind === "ready" && state.value.length === 0 && <p class="muted none">{t.text("user.noDrafts")}</p>}
      {state.kind === "ready" && (
        <ul class="list">
          {state.value.map((one) => (
            <li key={one.program} class="item item--two">
              <span class="lines">
                <span class="item__t">{contactName(t, one)}</span>
                <span class="item__s">
                  {t.text("user.draftHolds", { n: one.exercises })} · {t.text("user.draftChanged", { date: t.shortDate(one.updatedAt) })}
                </span>
              </span>
              <IconButton
                icon={Trash2}
                name={t.text("user.deleteDraft", { name: contactName(t, one) })}
                onClick={() => {
                  asked.value = one;
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {draft !== null && (
        <Confirm
          title={t.text("user.deleteDraftTitle", { name: contactName(t, draft) })}
          hint={t.text("user.deleteDraftHint")}
          yes={t.text("user.deleteDraftYes")}
          onYes={() => remove(draft.program)}
          onNo={close}
        />
      )}
    </section>
  );
}
