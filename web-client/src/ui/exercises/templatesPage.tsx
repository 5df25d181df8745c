import { ArrowLeft, ChevronRight, FileText, Lock, Plus, X } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal, Sharing, TemplateLine } from "../../api";
import { createLoader } from "../../app/loader";
import { paths } from "../../app/router";
import { Button, Icon, IconButton, Link, Skeleton } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Empty, Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { ProgramCard } from "../program/programCard";
import { lineState } from "../program/recordPrograms";
import { whyNot } from "../program/words";

/// Templates: the list, or one of them to change and share.
export function TemplatesPage({ id }: { id: string | null }) {
  const t = useText();
  const { programs, router } = useApp();
  const stop = useStop();
  const templates = useMemo(() => createLoader((signal) => programs.templates(signal), stop), [programs, stop]);
  usePage(t.text("tpl.title"), "sm");
  const state = templates.state.value;
  const line = state.kind === "ready" ? (state.value.find((one) => one.id === id) ?? null) : null;
  if (id !== null) {
    return (
      <Frame>
        <p class="small back">
          <Link to={paths.templates} class="row row--nowrap g-15 fit">
            <Icon of={ArrowLeft} size="sm" />
            {t.text("tpl.title")}
          </Link>
        </p>
        <PageHeading quiet>{line?.name ?? t.text("tpl.title")}</PageHeading>
        <div class="cols">
          <ProgramCard
            key={id}
            id={id}
            isTemplate
            onChanged={(copy) => {
              if (copy !== null) router.go(paths.template(copy));
              templates.refresh();
            }}
          />
          {line?.mine && <Share key={line.id} line={line} onShared={templates.refresh} />}
        </div>
      </Frame>
    );
  }
  return (
    <Frame>
      <div class="page__head">
        <PageHeading>{t.text("tpl.title")}</PageHeading>
        <NewTemplate />
      </div>
      {state.kind === "loading" && <Skeleton kind="row" count={4} />}
      {state.kind === "refused" && <Problem refusal={state.refusal} onRetry={templates.refresh} />}
      {state.kind === "ready" && (
        <section class="card">
          {state.value.length === 0 ? (
            <Empty title={t.text("tpl.none")}>
              <p class="small">{t.text("tpl.noneHint")}</p>
            </Empty>
          ) : (
            <ul class="list">
              {state.value.map((one) => (
                <li key={one.id}>
                  <Link class="item" to={paths.template(one.id)}>
                    <Icon of={one.signed ? Lock : FileText} />
                    <span class="grow">
                      <span class="item__t">{one.name}</span>
                      <span class="item__s">
                        {one.mine ? t.text("tpl.mine") : t.text("tpl.by", { name: one.createdBy })} · {t.text("lib.found", { n: one.exerciseCount })} · {lineState(t, one)}
                      </span>
                    </span>
                    <Icon of={ChevronRight} size="sm" />
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </Frame>
  );
}

function NewTemplate() {
  const t = useText();
  const { programs, router } = useApp();
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const make = (): void => {
    if (busy.value) return;
    busy.value = true;
    void programs.makeTemplate({ name: t.text("tpl.new") }).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") router.go(paths.template(answer.value.program.id));
      else refusal.value = answer.refusal;
    });
  };
  return (
    <>
      <Button icon={Plus} busy={busy.value} onClick={make}>
        {t.text("tpl.new")}
      </Button>
      {refusal.value && <p role="alert">{whyNot(t, refusal.value)}</p>}
    </>
  );
}

/// Who else sees a template, and who may change it. Kept with each press.
function Share({ line, onShared }: { line: TemplateLine; onShared: () => void }) {
  const t = useText();
  const { programs } = useApp();
  const stop = useStop();
  const colleagues = useMemo(() => createLoader((signal) => programs.colleagues(signal), stop), [programs, stop]);
  const sharing = useSignal<Sharing>(line.sharing);
  const refusal = useSignal<ApiRefusal | null>(null);
  const keep = (next: Sharing): void => {
    const before = sharing.value;
    sharing.value = next;
    void programs.share(line.id, next).then((answer) => {
      refusal.value = answer.kind === "refused" ? answer.refusal : null;
      sharing.value = answer.kind === "ok" ? answer.value : before;
      onShared();
    });
  };
  const { unit, people } = sharing.value;
  const others = colleagues.state.value.kind === "ready" ? colleagues.state.value.value.filter(({ subject }) => !people.some((one) => one.subject === subject)) : [];
  return (
    <section class="card card__body stack" aria-labelledby="sharing">
      <h2 id="sharing" class="h-lg">
        {t.text("tpl.sharing")}
      </h2>
      <fieldset class="menu__choices">
        <legend class="sr">{t.text("tpl.sharing")}</legend>
        {(["none", "visible", "editable"] as const).map((one) => (
          <label key={one} class="choice">
            <input class="ds-input" type="radio" name="unit" checked={unit === one} onChange={() => keep({ unit: one, people })} />
            {t.text(`tpl.share.${one}`)}
          </label>
        ))}
      </fieldset>
      {people.length > 0 && (
        <ul class="stack g-2" aria-label={t.text("tpl.share.people")}>
          {people.map((person) => (
            <li key={person.subject} class="row row--nowrap">
              <span class="grow">{person.name}</span>
              <label class="choice">
                <input
                  class="ds-input"
                  type="checkbox"
                  checked={person.editable}
                  onChange={(event) => {
                    const editable = event.currentTarget.checked;
                    keep({ unit, people: people.map((one) => (one === person ? { ...one, editable } : one)) });
                  }}
                />
                {t.text("tpl.share.may")}
                <span class="sr">: {person.name}</span>
              </label>
              <IconButton icon={X} name={t.text("tpl.share.stop", { name: person.name })} onClick={() => keep({ unit, people: people.filter((one) => one !== person) })} />
            </li>
          ))}
        </ul>
      )}
      <div class="field">
        <label for="share-with">{t.text("tpl.share.add")}</label>
        <select
          id="share-with"
          class="ds-input"
          value=""
          onChange={(event) => {
            const chosen = others.find(({ subject }) => subject === event.currentTarget.value);
            if (chosen) keep({ unit, people: [...people, { subject: chosen.subject, name: chosen.name, editable: false }] });
          }}
        >
          <option value="">{t.text("tpl.share.choose")}</option>
          {others.map(({ subject, name }) => (
            <option key={subject} value={subject}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {refusal.value && <p role="alert">{whyNot(t, refusal.value)}</p>}
    </section>
  );
}
