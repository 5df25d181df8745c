import "../../styles/program.css";
import { Check, CloudOff, CloudUpload, Copy, Lock, PenLine, Plus, TriangleAlert, Undo2 } from "lucide-preact";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { ApiRefusal, Exercise, LibraryExercise, Program } from "../../api";
import { type Desk, isSaving, shownProgram } from "../../app/program/desk";
import type { ProgramDesk } from "../../app/program/deskDriver";
import { randomBase64Url } from "../../json/base64url";
import { Button, Note, WithIcon } from "../components/basics";
import { useApp, useText } from "../context";
import { whenInText } from "../words";
import { Confirm } from "./confirm";
import { DoneToday } from "./doneToday";
import { EntryEditor } from "./entryEditor";
import { ExercisePicture } from "./exercisePicture";
import { ExercisePicker, SwapPicker } from "./picker";
import { ProgramRows } from "./programRows";
import { nameOf, whyNot } from "./words";

/// What stands in the place of the list while somebody searches.
export type Picking = { readonly kind: "none" | "add" } | { readonly kind: "swap"; readonly entry: Exercise };

interface ProgramEditorProps {
  readonly desk: ProgramDesk;
  readonly now: Desk;
  /// The exercise that is open.
  readonly chosen: string | null;
  readonly onChoose: (entry: string | null) => void;
  readonly picking: Picking;
  readonly onPicking: (picking: Picking) => void;
  /// Above the dose of the open exercise: whom it is shown to.
  readonly tag?: ComponentChildren;
  /// Below it: doing it together.
  readonly extra?: (entry: Exercise) => ComponentChildren;
  /// In the place of its picture: moving, while it is done together.
  readonly picture?: (entry: Exercise) => ComponentChildren;
}

/// A program that can be changed, in the meeting and on the record.
export function ProgramEditor(props: ProgramEditorProps) {
  const { desk, now, chosen, picking, onPicking } = props;
  const t = useText();
  const program = shownProgram(now);
  const back = (): void => onPicking({ kind: "none" });
  if (picking.kind === "add") {
    const last = program.exercises.at(-1)?.id ?? null;
    const add = (exercise: LibraryExercise): void => {
      const id = randomBase64Url(16);
      desk.edit({ change: { kind: "add", exercise: exercise.id, after: last, id }, exercise });
      back();
      props.onChoose(id);
    };
    return <ExercisePicker title={t.text("edit.add")} use="lib.take" onPick={add} onBack={back} />;
  }
  if (picking.kind === "swap") {
    const { entry } = picking;
    const swap = (exercise: LibraryExercise): void => {
      desk.edit({ change: { kind: "swap", entry: entry.id, exercise: exercise.id }, exercise });
      back();
    };
    return <SwapPicker entry={entry} onPick={swap} onBack={back} />;
  }
  const open = program.exercises.find(({ id }) => id === chosen) ?? null;
  return (
    <>
      <DeskNotices desk={desk} now={now} />
      {open && <OpenEntry {...props} program={program} entry={open} />}
      <ProgramRows
        entries={program.exercises}
        done={desk.done.value}
        chosen={open?.id ?? null}
        isRinged={(entry) => isRinged(now, entry)}
        onChoose={props.onChoose}
        onMove={(entry, after) => desk.edit({ change: { kind: "move", entry, after }, exercise: null })}
      />
      {program.exercises.length === 0 && <p class="panel__text muted">{t.text("edit.none")}</p>}
      <div class="panel__text">
        <Button variant="secondary" measure="sm" icon={Plus} onClick={() => onPicking({ kind: "add" })}>
          {t.text("edit.add")}
        </Button>
      </div>
    </>
  );
}

function isRinged(now: Desk, entry: string): boolean {
  return now.news.some(({ change }) => change.entry === entry);
}

function ringedFields(now: Desk, entry: string): ReadonlySet<string> {
  return new Set(now.news.flatMap(({ change }) => (change.entry === entry && change.field !== null ? [change.field] : [])));
}

function OpenEntry({ desk, now, program, entry, tag, extra, picture, onPicking }: ProgramEditorProps & { program: Program; entry: Exercise }) {
  const t = useText();
  return (
    <section class="pnow" aria-label={nameOf(t, entry.name)}>
      <div class="row row--nowrap g-3">
        {picture?.(entry) ?? <ExercisePicture of={entry} />}
        <div class="grow">
          {tag}
          <h3>{nameOf(t, entry.name)}</h3>
          {entry.comment !== null && <p class="small muted">{entry.comment}</p>}
          <DoneToday done={desk.done.value} entry={entry} />
        </div>
      </div>
      {extra?.(entry)}
      <EntryEditor key={entry.id} desk={desk} entries={program.exercises} entry={entry} ringed={ringedFields(now, entry.id)} onSwap={() => onPicking({ kind: "swap", entry })} />
    </section>
  );
}

/// What is to be answered or known about saving, said in plain words.
export function DeskNotices({ desk, now }: { desk: ProgramDesk; now: Desk }) {
  const t = useText();
  const clash = now.clash[0];
  const undo = desk.undo.value;
  return (
    <>
      {clash && (
        <div class="pnote">
          <Note tone="warn" icon={TriangleAlert} role="alert" title={t.text("clash.title", { name: clash.theirs.by.name })}>
            {t.text("clash.theirs", { name: clash.theirs.by.name })}
            <span class="row g-2 pnote__a">
              <Button variant="secondary" measure="sm" onClick={() => desk.keepTheirs()}>
                {t.text("clash.keep")}
              </Button>
              <Button variant="tertiary" measure="sm" onClick={() => desk.useMine()}>
                {t.text("clash.mine")}
              </Button>
            </span>
          </Note>
        </div>
      )}
      {now.refusal && (
        <div class="pnote">
          <Note tone="bad" icon={TriangleAlert} role="alert" title={t.text("prog.notSaved")}>
            {whyNot(t, now.refusal)}
            <span class="row pnote__a">
              <Button variant="secondary" measure="sm" onClick={() => desk.dismissRefusal()}>
                {t.text("prog.ok")}
              </Button>
            </span>
          </Note>
        </div>
      )}
      {undo && (
        <p class="pnote pnote--undo" role="status">
          <span class="grow">{t.text("edit.removed")}</span>
          <Button variant="secondary" measure="sm" icon={Undo2} onClick={undo}>
            {t.text("edit.undo")}
          </Button>
        </p>
      )}
    </>
  );
}

/// Saved, saving, not yet saved; and signing.
export function DeskFoot({ desk, now, onSigned }: { desk: ProgramDesk; now: Desk; onSigned?: (version: number) => void }) {
  const t = useText();
  const { programs } = useApp();
  const asking = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const { program, may } = now.open;
  const sign = (): void => {
    if (busy.value) return;
    busy.value = true;
    void programs.sign(program.id, program.version).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") {
        asking.value = false;
        desk.replace(answer.value);
        onSigned?.(answer.value.program.version);
      } else {
        refusal.value = answer.refusal;
        desk.refresh();
      }
    });
  };
  return (
    <>
      <SaveState now={now} />
      {may.sign && (
        <Button
          variant="secondary"
          measure="sm"
          icon={PenLine}
          aria-disabled={isSaving(now) ? "true" : undefined}
          onClick={() => {
            if (isSaving(now)) return;
            refusal.value = null;
            asking.value = true;
          }}
        >
          {t.text("sign.button")}
        </Button>
      )}
      {asking.value && (
        <Confirm
          title={t.text("sign.question", { program: program.name })}
          hint={t.text("sign.hint")}
          yes={t.text("sign.yes")}
          no={t.text("sign.no")}
          busy={busy.value}
          onYes={sign}
          onNo={() => (asking.value = false)}
        >
          {refusal.value && <Note tone="bad" icon={TriangleAlert} role="alert" title={whyNot(t, refusal.value)} />}
        </Confirm>
      )}
    </>
  );
}

function SaveState({ now }: { now: Desk }) {
  const t = useText();
  const late = now.failures > 0;
  const text = late
    ? t.text("prog.notSavedYet")
    : isSaving(now)
      ? t.text("prog.saving")
      : now.savedAtMs === null
        ? ""
        : t.text("prog.saved", { time: t.time(new Date(now.savedAtMs)) });
  return (
    <span class="small muted grow" role="status" data-saved={late ? "late" : isSaving(now) ? "saving" : "saved"}>
      {text !== "" && (
        <WithIcon icon={late ? CloudOff : isSaving(now) ? CloudUpload : Check} size="sm">
          {text}
        </WithIcon>
      )}
    </span>
  );
}

/// Signed: nobody changes it any more; a copy can be.
export function Locked({ program, children }: { program: Program; children?: ComponentChildren }) {
  const t = useText();
  const { nowMs } = useApp();
  if (!program.signed) return null;
  const { by, at } = program.signed;
  return (
    <div class="pnote">
      <Note tone="ok" icon={Lock} title={t.text("sign.locked")}>
        {t.text("sign.by", { name: by, when: whenInText(t, at, nowMs()) })}
        {children && <span class="row pnote__a">{children}</span>}
      </Note>
    </div>
  );
}

/// Opens a signed one for change: as a copy, which takes its place.
export function CopyButton({ program, onCopy }: { program: Program; onCopy: (id: string, version: number) => void }) {
  const t = useText();
  const { programs } = useApp();
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const copy = (): void => {
    if (busy.value) return;
    busy.value = true;
    void programs.copy(program.id, {}).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") onCopy(answer.value.program.id, answer.value.program.version);
      else refusal.value = answer.refusal;
    });
  };
  return (
    <>
      <Button variant="secondary" measure="sm" icon={Copy} busy={busy.value} onClick={copy}>
        {t.text("sign.copy")}
      </Button>
      {refusal.value && <span role="alert">{whyNot(t, refusal.value)}</span>}
    </>
  );
}
