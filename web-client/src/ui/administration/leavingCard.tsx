import { CircleAlert, Eraser, FileDown } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import type { User } from "../../api/administration";
import { leavingApi } from "../../api/leaving";
import { paths } from "../../app/router";
import { Button, Note } from "../components/basics";
import { Dialog } from "../components/dialog";
import { CheckField } from "../components/field";
import { saveFile } from "../components/saveFile";
import { useApp, useText } from "../context";
import { Refused } from "./refusals";

/// For the organisation's administrator: a copy of what is kept about a colleague, and forgetting who has left.
export function LeavingCard({ user }: { user: User }) {
  const t = useText();
  const { api, router } = useApp();
  const leaving = useMemo(() => leavingApi(api), [api]);
  const busy = useSignal<"no" | "exporting" | "erasing">("no");
  const asking = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const exportIt = (): void => {
    if (busy.value !== "no") return;
    busy.value = "exporting";
    refusal.value = null;
    void leaving.exported(user.sub).then((answer) => {
      busy.value = "no";
      if (answer.kind === "ok") saveFile(answer.value, "person.json");
      else refusal.value = answer.refusal;
    });
  };
  const erase = (keepMedia: boolean): void => {
    if (busy.value !== "no") return;
    busy.value = "erasing";
    refusal.value = null;
    void leaving.erase(user.sub, keepMedia).then((answer) => {
      busy.value = "no";
      asking.value = false;
      if (answer.kind === "ok") router.replace(paths.users);
      else refusal.value = answer.refusal;
    });
  };
  return (
    <section class="card card__body stack" aria-labelledby="leaving">
      <h2 id="leaving" class="h-lg">
        {t.text("leaving.title")}
      </h2>
      <p class="small muted">{t.text("leaving.exportLead")}</p>
      <div>
        <Button variant="secondary" measure="sm" icon={FileDown} busy={busy.value === "exporting"} onClick={exportIt}>
          {busy.value === "exporting" ? t.text("leaving.busy") : t.text("leaving.export")}
        </Button>
      </div>
      {user.active ? (
        <p class="small muted">{t.text("leaving.first")}</p>
      ) : (
        <div>
          <Button
            danger
            variant="secondary"
            measure="sm"
            icon={Eraser}
            onClick={() => {
              asking.value = true;
            }}
          >
            {t.text("leaving.erase")}
          </Button>
        </div>
      )}
      {refusal.value && <Why refusal={refusal.value} />}
      {asking.value && (
        <Dialog
          labelledBy="erase-title"
          onClose={() => {
            asking.value = false;
          }}
        >
          <EraseForm
            user={user}
            busy={busy.value === "erasing"}
            onErase={erase}
            onCancel={() => {
              asking.value = false;
            }}
          />
        </Dialog>
      )}
    </section>
  );
}

function Why({ refusal }: { refusal: ApiRefusal }) {
  const t = useText();
  switch (refusal.code) {
    case "contacts-left":
      return (
        <Note tone="bad" role="alert" icon={CircleAlert} title={t.text("leaving.contactsLeft")}>
          {t.text("leaving.contactsLeftHint")}
        </Note>
      );
    case "person-active":
      return <Note tone="bad" role="alert" icon={CircleAlert} title={t.text("leaving.first")} />;
    case "person-unknown":
      return <Note tone="bad" role="alert" icon={CircleAlert} title={t.text("leaving.gone")} />;
    default:
      return <Refused refusal={refusal} />;
  }
}

interface EraseProps {
  readonly user: User;
  readonly busy: boolean;
  readonly onErase: (keepMedia: boolean) => void;
  readonly onCancel: () => void;
}

/// Says what goes and what stays, and wants a tick: it can't be taken back.
function EraseForm({ user, busy, onErase, onCancel }: EraseProps) {
  const t = useText();
  const sure = useSignal(false);
  const keepMedia = useSignal(false);
  const tried = useSignal(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    if (sure.value) onErase(keepMedia.value);
  };
  return (
    <form class="stack g-45" onSubmit={submit} noValidate>
      <h2 id="erase-title" class="h-xl">
        {t.text("leaving.eraseTitle", { name: user.name })}
      </h2>
      <div class="stack g-2">
        <h3 class="small strong">{t.text("leaving.goes")}</h3>
        <ul class="bullets small">
          <li>{t.text("leaving.goesAccount")}</li>
          <li>{t.text("leaving.goesTemplates")}</li>
          <li>{t.text("leaving.goesExercises")}</li>
        </ul>
      </div>
      <div class="stack g-2">
        <h3 class="small strong">{t.text("leaving.stays")}</h3>
        <ul class="bullets small">
          <li>{t.text("leaving.staysPrograms")}</li>
          <li>{t.text("leaving.staysAudit")}</li>
          <li>{t.text("leaving.staysExercises")}</li>
        </ul>
      </div>
      <CheckField
        id="keep-media"
        label={t.text("leaving.keepMedia")}
        checked={keepMedia.value}
        onChecked={(checked) => {
          keepMedia.value = checked;
        }}
      />
      <CheckField
        id="erase-sure"
        label={t.text("leaving.sure")}
        checked={sure.value}
        problem={tried.value && !sure.value ? t.text("leaving.needSure") : null}
        onChecked={(checked) => {
          sure.value = checked;
        }}
      />
      <div class="row end-aligned">
        <Button variant="secondary" onClick={onCancel}>
          {t.text("user.cancel")}
        </Button>
        <Button type="submit" danger busy={busy}>
          {t.text("leaving.eraseYes")}
        </Button>
      </div>
    </form>
  );
}
