import { FileDown, FilePlus2, LockOpen, Printer, Strikethrough, Trash2, TriangleAlert } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { ApiRefusal, OpenProgram, Program, Result } from "../../api";
import { type Desk, shownProgram } from "../../app/program/desk";
import type { ProgramDesk } from "../../app/program/deskDriver";
import { Button, Note, Skeleton } from "../components/basics";
import { NumbersNote } from "../components/numbersNote";
import { Dose, SignedLine } from "../components/program";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { Confirm } from "./confirm";
import { ExercisePicture } from "./exercisePicture";
import { DoneToday } from "./doneToday";
import { CopyButton, DeskFoot, Locked, type Picking, ProgramEditor } from "./programEditor";
import { useDesk } from "./useDesk";
import { nameOf, whyNot } from "./words";

interface ProgramCardProps {
  readonly id: string;
  /// It was signed, struck, copied or deleted: a list of programs is another now. With a copy, its id.
  readonly onChanged: (copy: string | null) => void;
  readonly isTemplate?: boolean;
}

/// A program outside the meeting: to change, sign, copy, strike and print.
export function ProgramCard({ id, onChanged, isTemplate }: ProgramCardProps) {
  const t = useText();
  const desk = useDesk(id);
  const state = desk.state.value;
  if (state.kind === "loading") return <Skeleton kind="card" />;
  if (state.kind === "refused") {
    return state.refusal.status === 404 ? <p class="muted">{t.text("prog.gone")}</p> : <Problem refusal={state.refusal} onRetry={() => desk.refresh()} />;
  }
  return <Opened desk={desk} now={state.desk} onChanged={onChanged} isTemplate={isTemplate ?? false} />;
}

function Opened({ desk, now, onChanged, isTemplate }: { desk: ProgramDesk; now: Desk; onChanged: (copy: string | null) => void; isTemplate: boolean }) {
  const t = useText();
  const chosen = useSignal<string | null>(null);
  const picking = useSignal<Picking>({ kind: "none" });
  const program = shownProgram(now);
  const { may } = now.open;
  const heading = useId();
  return (
    <section class="card" aria-labelledby={heading}>
      <div class="card__head">
        <div class="grow">
          {may.change ? <NameField desk={desk} program={program} headingId={heading} /> : <h2 id={heading}>{program.struck ? <s>{program.name}</s> : program.name}</h2>}
          <State program={program} />
        </div>
      </div>
      <Locked program={program}>{may.copy && <CopyButton program={program} onCopy={(copy) => onChanged(copy)} />}</Locked>
      {may.change ? (
        <>
          <ProgramEditor
            desk={desk}
            now={now}
            chosen={chosen.value}
            onChoose={(entry) => (chosen.value = entry)}
            picking={picking.value}
            onPicking={(next) => (picking.value = next)}
          />
          <div class="panel__foot">
            <DeskFoot desk={desk} now={now} onSigned={() => onChanged(null)} />
          </div>
        </>
      ) : (
        <ol class="prog">
          {program.exercises.map((entry) => (
            <li key={entry.id} class="ex">
              <ExercisePicture of={entry} />
              <div class="grow">
                <h3 class="ex__name">{nameOf(t, entry.name)}</h3>
                <Dose exercise={entry} />
                {entry.comment !== null && <p class="small muted">{entry.comment}</p>}
                <DoneToday done={desk.done.value} entry={entry} />
              </div>
            </li>
          ))}
        </ol>
      )}
      <Actions desk={desk} now={now} isTemplate={isTemplate} onChanged={onChanged} />
    </section>
  );
}

function State({ program }: { program: Program }) {
  const t = useText();
  if (!program.struck) return <SignedLine program={program} />;
  const { by, at, reason } = program.struck;
  return (
    <p class="small muted">
      {t.text("program.struckBy", { date: t.shortDate(at), name: by })} {t.text("program.struckWhy", { reason })}
    </p>
  );
}

function NameField({ desk, program, headingId }: { desk: ProgramDesk; program: Program; headingId: string }) {
  const t = useText();
  /// As it is typed: the program's name begins and ends with no space, and yet one types spaces.
  const typed = useSignal<string | null>(null);
  return (
    <>
      <h2 id={headingId} class="sr">
        {program.name}
      </h2>
      <input
        class="ds-input namefield"
        aria-label={t.text("program.name")}
        maxLength={200}
        value={typed.value ?? program.name}
        onBlur={() => {
          typed.value = null;
        }}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          const name = typed.value.trim();
          if (name !== "") desk.edit({ change: { kind: "rename", name }, exercise: null });
        }}
      />
    </>
  );
}

type Asking = "strike" | "delete" | null;

function Actions({ desk, now, isTemplate, onChanged }: { desk: ProgramDesk; now: Desk; isTemplate: boolean; onChanged: (copy: string | null) => void }) {
  const t = useText();
  const { programs } = useApp();
  const asking = useSignal<Asking>(null);
  const reason = useSignal("");
  const problem = useSignal<string | null>(null);
  const said = useSignal<string | null>(null);
  const { program, may } = now.open;

  const after = (answer: Result<OpenProgram | null, ApiRefusal>, done: (open: OpenProgram | null) => void): void => {
    if (answer.kind === "refused") {
      problem.value = whyNot(t, answer.refusal);
      desk.refresh();
      return;
    }
    asking.value = null;
    problem.value = null;
    done(answer.value);
  };
  const strike = (): void => {
    if (reason.value.trim() === "") {
      problem.value = t.text("program.strikeNeed");
      return;
    }
    void programs.strike(program.id, reason.value.trim()).then((answer) =>
      after(answer, (open) => {
        if (open) desk.replace(open);
        onChanged(null);
      }),
    );
  };
  const remove = (): void => void programs.remove(program.id).then((answer) => after(answer, () => onChanged(null)));
  const unlock = (): void => void programs.unlock(program.id).then((answer) => after(answer, (open) => open && desk.replace(open)));
  const asTemplate = (): void =>
    void programs.copy(program.id, { asTemplate: true }).then((answer) => after(answer, () => (said.value = t.text("program.savedAsTemplate"))));
  const ask = (what: Asking): void => {
    problem.value = null;
    asking.value = what;
  };
  return (
    <div class="card__body row g-1 no-print">
      <Pdf program={program} />
      <Button variant="tertiary" measure="sm" icon={Printer} onClick={() => print()}>
        {t.text("program.print")}
      </Button>
      {!isTemplate && <NumbersNote />}
      {may.copy && !isTemplate && (
        <Button variant="tertiary" measure="sm" icon={FilePlus2} onClick={asTemplate}>
          {t.text("tpl.save")}
        </Button>
      )}
      {may.unlock && (
        <Button variant="tertiary" measure="sm" icon={LockOpen} onClick={unlock}>
          {t.text("tpl.unlock")}
        </Button>
      )}
      {may.strike && (
        <Button variant="secondary" measure="sm" danger icon={Strikethrough} onClick={() => ask("strike")}>
          {t.text("program.strike")}
        </Button>
      )}
      {may.delete && (
        <Button variant="secondary" measure="sm" danger icon={Trash2} onClick={() => ask("delete")}>
          {t.text(isTemplate ? "tpl.delete" : "program.delete")}
        </Button>
      )}
      {problem.value !== null && asking.value === null && <p role="alert">{problem.value}</p>}
      {said.value !== null && <p role="status">{said.value}</p>}
      {asking.value === "strike" && (
        <Confirm title={t.text("program.strikeQuestion", { program: program.name })} hint={t.text("program.strikeHint")} yes={t.text("program.strike")} no={t.text("program.keep")} danger onYes={strike} onNo={() => ask(null)}>
          <div class="field">
            <label for="strike-reason">{t.text("program.strikeReason")}</label>
            <input id="strike-reason" class="ds-input" maxLength={500} value={reason.value} onInput={(event) => (reason.value = event.currentTarget.value)} />
          </div>
          {problem.value !== null && <Note tone="bad" role="alert" icon={TriangleAlert} title={problem.value} />}
        </Confirm>
      )}
      {asking.value === "delete" && (
        <Confirm
          title={t.text(isTemplate ? "tpl.deleteQuestion" : "program.deleteQuestion", { program: program.name })}
          hint={t.text(isTemplate ? "tpl.deleteHint" : "program.deleteHint")}
          yes={t.text("program.deleteYes")}
          no={t.text("program.keep")}
          danger
          onYes={remove}
          onNo={() => ask(null)}
        >
          {problem.value !== null && <Note tone="bad" role="alert" icon={TriangleAlert} title={problem.value} />}
        </Confirm>
      )}
    </div>
  );
}

/// Had with a token, so it is no plain link: it is fetched, then offered to keep.
export function Pdf({ program }: { program: Pick<Program, "id" | "name"> }) {
  const t = useText();
  const { programs } = useApp();
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const url = useSignal<string | null>(null);
  useEffect(
    () => () => {
      if (url.value !== null) URL.revokeObjectURL(url.value);
    },
    [url],
  );
  const get = (): void => {
    if (busy.value) return;
    busy.value = true;
    void programs.pdf(program.id, t.language).then((answer) => {
      busy.value = false;
      if (answer.kind === "refused") {
        problem.value = whyNot(t, answer.refusal);
        return;
      }
      url.value = URL.createObjectURL(answer.value);
      const link = document.createElement("a");
      link.href = url.value;
      link.download = `${program.name}.pdf`;
      link.click();
    });
  };
  return (
    <>
      <Button variant="tertiary" measure="sm" icon={FileDown} busy={busy.value} onClick={get}>
        {t.text("program.pdf")}
      </Button>
      {problem.value !== null && <span role="alert">{problem.value}</span>}
    </>
  );
}
