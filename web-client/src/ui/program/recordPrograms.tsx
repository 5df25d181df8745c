import { ChevronRight, FileText, Lock, Plus } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal, ProgramLine } from "../../api";
import { createLoader } from "../../app/loader";
import { Button, Icon, Skeleton } from "../components/basics";
import { Empty, Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { Progress } from "../training/progress";
import { ProgramCard } from "./programCard";
import { whyNot } from "./words";

/// The programs of a contact on the record: the current one to change, the earlier ones kept, and what was trained.
export function RecordPrograms({ contactId, first }: { contactId: string; first: string }) {
  const t = useText();
  const { programs } = useApp();
  const stop = useStop();
  const lines = useMemo(() => createLoader((signal) => programs.ofContact(contactId, signal), stop), [programs, stop, contactId]);
  const training = useMemo(() => createLoader((signal) => programs.trainingOf(contactId, 28, signal), stop), [programs, stop, contactId]);
  const chosen = useSignal<string | null>(null);
  const state = lines.state.value;
  if (state.kind === "loading") return <Skeleton kind="card" />;
  if (state.kind === "refused") return <Problem refusal={state.refusal} onRetry={lines.refresh} />;
  const all = state.value;
  const shown = all.find(({ id }) => id === chosen.value) ?? all.find(({ state }) => state !== "struck") ?? null;
  const others = all.filter((line) => line !== shown);
  const changed = (copy: string | null): void => {
    if (copy !== null) chosen.value = copy;
    lines.refresh();
  };
  return (
    <div class="stack g-5">
      {shown ? <ProgramCard key={shown.id} id={shown.id} onChanged={changed} /> : <section class="card"><Empty title={t.text("contact.noProgram")} /></section>}
      <NewProgram contactId={contactId} onMade={changed} />
      {others.length > 0 && <Earlier lines={others} onOpen={(id) => (chosen.value = id)} />}
      {training.state.value.kind === "ready" && training.state.value.value.days.length > 0 && (
        <section class="card card__body stack" aria-labelledby="trained">
          <h2 id="trained" class="h-lg">
            {t.text("train.theirs", { first })}
          </h2>
          <Progress training={training.state.value.value} />
        </section>
      )}
    </div>
  );
}

function Earlier({ lines, onOpen }: { lines: readonly ProgramLine[]; onOpen: (id: string) => void }) {
  const t = useText();
  return (
    <section class="card no-print" aria-labelledby="earlier-programs">
      <div class="card__head">
        <h2 id="earlier-programs" class="grow">
          {t.text("program.earlier")}
        </h2>
      </div>
      <ul class="list">
        {lines.map((line) => (
          <li key={line.id}>
            <button type="button" class="item" onClick={() => onOpen(line.id)}>
              <Icon of={line.signed ? Lock : FileText} />
              <span class="grow">
                <span class="item__t">{line.state === "struck" ? <s>{line.name}</s> : line.name}</span>
                <span class="item__s">{lineState(t, line)}</span>
              </span>
              <Icon of={ChevronRight} size="sm" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function lineState(t: ReturnType<typeof useText>, line: ProgramLine): string {
  if (line.struck) return t.text("program.struckBy", { date: t.shortDate(line.struck.at), name: line.struck.by });
  if (line.signed) return t.text("program.signed", { date: t.shortDate(line.signed.at), name: line.signed.by });
  return `${t.text("program.draft")} · ${t.text("program.changed", { date: t.shortDate(line.updatedAt) })}`;
}

function NewProgram({ contactId, onMade }: { contactId: string; onMade: (id: string) => void }) {
  const t = useText();
  const { programs } = useApp();
  const stop = useStop();
  const templates = useMemo(() => createLoader((signal) => programs.templates(signal), stop), [programs, stop]);
  const from = useSignal("");
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const known = templates.state.value.kind === "ready" ? templates.state.value.value : [];
  const make = (): void => {
    if (busy.value) return;
    busy.value = true;
    refusal.value = null;
    const what = from.value === "" ? { name: t.text("prog.makeNameDefault") } : { from: from.value };
    void programs.makeFor(contactId, what).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") onMade(answer.value.program.id);
      else refusal.value = answer.refusal;
    });
  };
  return (
    <section class="card card__body stack no-print" aria-labelledby="new-program">
      <h2 id="new-program" class="h-lg">
        {t.text("prog.make")}
      </h2>
      <div class="row g-3 bottom-aligned">
        <div class="field grow">
          <label for="from-template">{t.text("program.from")}</label>
          <select id="from-template" class="ds-input" value={from.value} onChange={(event) => (from.value = event.currentTarget.value)}>
            <option value="">{t.text("program.fromNothing")}</option>
            {known.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <Button variant="secondary" icon={Plus} busy={busy.value} onClick={make}>
          {t.text("program.make")}
        </Button>
      </div>
      {refusal.value && <p role="alert">{whyNot(t, refusal.value)}</p>}
    </section>
  );
}
