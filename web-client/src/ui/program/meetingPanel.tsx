import { ArrowLeft, Check, ChevronLeft, ChevronRight, Eye, PersonStanding, Pointer, Undo2 } from "lucide-preact";
import { useSignal } from "@preact/signals";
import type { ApiRefusal, Exercise } from "../../api";
import { type Desk, shownProgram } from "../../app/program/desk";
import type { ProgramDesk } from "../../app/program/deskDriver";
import type { Call, CallState } from "../../call";
import { Button, IconButton, Skeleton } from "../components/basics";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { Panel } from "../meeting/panel";
import { firstName } from "../words";
import type { MeetingProgram } from "./meetingProgram";
import { PlayControls, PlayingPicture } from "./playing";
import { DoneToday } from "./doneToday";
import { CopyButton, DeskFoot, Locked, type Picking, ProgramEditor } from "./programEditor";
import { Row } from "./programRows";
import { changeWords, nameOf, whyNot } from "./words";

type Live = Extract<CallState, { kind: "waiting" | "inCall" }>;

interface PanelProps {
  readonly call: Call;
  readonly state: Live;
  readonly program: MeetingProgram;
  readonly contactId: string | null;
  readonly onClose: () => void;
}

/// The program beside the picture: the instructor changes it, the client follows.
export function MeetingProgramPanel(props: PanelProps) {
  const { state, program, onClose } = props;
  const t = useText();
  const desk = program.desk.value;
  const now = program.now.value;
  if (desk && now) {
    return state.you.seat === "host" && now.open.may.change ? <Changing {...props} desk={desk} now={now} /> : <Following {...props} desk={desk} now={now} />;
  }
  const deskState = desk?.state.value;
  return (
    <Panel title={t.text("meeting.program")} region={t.text("panel.exercises")} onClose={onClose}>
      {deskState?.kind === "loading" && <Skeleton kind="row" count={4} />}
      {deskState?.kind === "refused" &&
        (deskState.refusal.status === 404 ? (
          <p class="panel__text muted">{t.text("prog.gone")}</p>
        ) : (
          <div class="panel__text">
            <Problem refusal={deskState.refusal} onRetry={() => desk?.refresh()} />
          </div>
        ))}
      {!desk && <NoProgram {...props} />}
    </Panel>
  );
}

function NoProgram({ call, state, program, contactId }: PanelProps) {
  const t = useText();
  const { programs } = useApp();
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  if (state.you.seat !== "host" || contactId === null) {
    return (
      <p class="panel__text muted">
        {t.text("prog.none")} {state.you.seat === "invitee" && t.text("prog.noneTheirs", { first: firstName(state.other.name) })}
      </p>
    );
  }
  const make = (): void => {
    if (busy.value) return;
    busy.value = true;
    void programs.makeFor(contactId, { name: t.text("prog.makeNameDefault") }).then((answer) => {
      busy.value = false;
      if (answer.kind === "refused") {
        refusal.value = answer.refusal;
        return;
      }
      const { id, version } = answer.value.program;
      program.follow(id, version);
      call.tellProgram(id, version);
    });
  };
  return (
    <div class="panel__text stack g-3">
      <p class="muted">{t.text("prog.none")}</p>
      <Button variant="secondary" class="fit" busy={busy.value} onClick={make}>
        {t.text("prog.make")}
      </Button>
      {refusal.value && <p role="alert">{whyNot(t, refusal.value)}</p>}
    </div>
  );
}

interface OpenProps extends PanelProps {
  readonly desk: ProgramDesk;
  readonly now: Desk;
}

function Changing({ call, state, program, desk, now, onClose }: OpenProps) {
  const t = useText();
  const picking = useSignal<Picking>({ kind: "none" });
  const first = firstName(state.other.name);
  const shown = shownProgram(now);
  const live = desk.link.value === "live";
  const tag = program.pointed.value !== null && program.pointed.value === program.looked.value ? <span class="live">{t.text("prog.shownToBoth")}</span> : null;
  return (
    <Panel
      title={shown.name}
      note={live ? t.text("prog.everyChange", { first }) : t.text("prog.askingNow")}
      region={t.text("panel.exercises")}
      onClose={onClose}
      foot={<DeskFoot desk={desk} now={now} onSigned={(version) => call.tellProgram(desk.id, version)} />}
    >
      <ProgramEditor
        desk={desk}
        now={now}
        chosen={program.looked.value}
        onChoose={(entry) => program.point(entry)}
        picking={picking.value}
        onPicking={(next) => (picking.value = next)}
        tag={tag}
        picture={(entry) => <PlayingPicture call={call} entry={entry} />}
        extra={(entry) => <PlayControls call={call} program={program} entry={entry} />}
      />
      {picking.value.kind === "none" && <Distance call={call} state={state} />}
    </Panel>
  );
}

/// What the client sees, and the instructor once it is signed.
function Following({ call, state, program, desk, now, onClose }: OpenProps) {
  const t = useText();
  const shown = shownProgram(now);
  const first = firstName(state.other.name);
  const at = shown.exercises.findIndex(({ id }) => id === program.looked.value);
  const entry = shown.exercises[at];
  const host = state.you.seat === "host";
  const title = entry ? t.text("prog.exerciseOf", { n: at + 1, of: shown.exercises.length }) : shown.name;
  const turn = entry && (
    <>
      <IconButton icon={ChevronLeft} name={t.text("prog.previous")} aria-disabled={at === 0 ? "true" : undefined} onClick={() => program.turn(-1)} />
      <IconButton
        icon={ChevronRight}
        name={t.text("prog.next")}
        aria-disabled={at === shown.exercises.length - 1 ? "true" : undefined}
        onClick={() => program.turn(1)}
      />
    </>
  );
  const copied = (id: string, version: number): void => {
    call.tellProgram(id, version);
    program.follow(id, version);
  };
  return (
    <Panel title={title} note={shown.name} region={t.text("panel.exercises")} action={turn} onClose={onClose}>
      <Locked program={shown}>{now.open.may.copy && <CopyButton program={shown} onCopy={copied} />}</Locked>
      {entry && (
        <section class="now" aria-label={nameOf(t, entry.name)}>
          <div class="row row--nowrap g-4 top-aligned">
            <PlayingPicture call={call} entry={entry} />
            <div class="grow stack g-15">
              {program.pointed.value === entry.id && <span class="live">{call.together.value.nowBy === "you" ? t.text("prog.youShow", { first }) : t.text("prog.theyShow", { first })}</span>}
              <h3>{nameOf(t, entry.name)}</h3>
              {entry.comment !== null && <p class="small muted">{entry.comment}</p>}
            </div>
          </div>
          <BigDose now={now} entry={entry} />
          <Changes now={now} entry={entry.id} />
          {program.pointed.value !== entry.id && <Pointing program={program} entry={entry} first={first} />}
          <PlayControls call={call} program={program} entry={entry} />
          {!host && <Logging program={program} desk={desk} entry={entry} />}
          {host && <DoneToday done={desk.done.value} entry={entry} />}
        </section>
      )}
      <Changes now={now} entry={null} />
      <ol class="pexs--edit">
        {shown.exercises.map((one) => (
          <Row key={one.id} entry={one} done={desk.done.value} ringed={now.news.some(({ change }) => change.entry === one.id)} onClick={() => (host ? program.point(one.id) : program.look(one.id))} />
        ))}
      </ol>
      <Distance call={call} state={state} />
    </Panel>
  );
}

/// Who looks at another exercise than the one that is shown can show it, or come back.
function Pointing({ program, entry, first }: { program: MeetingProgram; entry: Exercise; first: string }) {
  const t = useText();
  return (
    <div class="row g-1 now__p">
      <Button variant="tertiary" measure="sm" icon={Pointer} onClick={() => program.point(entry.id)}>
        {t.text("prog.showThem", { first })}
      </Button>
      {program.pointed.value !== null && (
        <Button variant="tertiary" measure="sm" icon={Eye} onClick={() => program.look(null)}>
          {t.text("prog.backToThem", { first })}
        </Button>
      )}
    </div>
  );
}

/// The dose in large figures; what the other has just changed is ringed.
function BigDose({ now, entry }: { now: Desk; entry: Exercise }) {
  const t = useText();
  const { dose } = entry;
  const changed = new Set(now.news.flatMap(({ change }) => (change.entry === entry.id && change.field !== null ? [change.field] : [])));
  const unit = { sets: "", reps: "", holdSeconds: " s", restSeconds: " s", loadKg: " kg" } as const;
  const fields = (Object.keys(unit) as (keyof typeof unit)[]).filter((field) => dose[field] !== null && !(field === "loadKg" && dose[field] === 0));
  const label = { sets: "dose.sets", reps: "dose.reps", holdSeconds: "dose.hold", restSeconds: "dose.rest", loadKg: "dose.load" } as const;
  return (
    <dl class="big">
      {fields.map((field) => (
        <div key={field} class={changed.has(field) ? "chg" : ""} data-dose={field}>
          <dt>{t.text(label[field])}</dt>
          <dd>
            {t.number(dose[field] ?? 0)}
            {unit[field] !== "" && <small>{unit[field]}</small>}
            {dose.perSide === true && (field === "reps" || (field === "holdSeconds" && dose.reps === null)) && <small> {t.text("dose.perSideShort")}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/// "Ingrid changed reps from 8 to 10": of one exercise, or of the program as a whole.
function Changes({ now, entry }: { now: Desk; entry: string | null }) {
  const t = useText();
  const words = now.news
    .filter(({ change }) => (entry === null ? change.entry === null || change.kind === "remove" || change.kind === "add" : change.entry === entry && change.kind !== "add"))
    .flatMap(({ change, by }) => changeWords(t, change, firstName(by)) ?? []);
  if (words.length === 0) return null;
  return (
    <p class="chgs">
      {[...new Set(words)].map((text) => (
        <span key={text}>{text}</span>
      ))}
    </p>
  );
}

function Logging({ program, desk, entry }: { program: MeetingProgram; desk: ProgramDesk; entry: Exercise }) {
  const t = useText();
  const done = desk.done.value.some((set) => set.entry === entry.id);
  return (
    <div class="stack g-15">
      <div class="row g-2">
        <Button variant="secondary" icon={Check} onClick={() => program.logSet(entry)}>
          {t.text("log.done")}
        </Button>
        {done && (
          <Button variant="tertiary" measure="sm" icon={Undo2} onClick={() => program.takeBack(entry)}>
            {t.text("log.undo")}
          </Button>
        )}
      </div>
      <DoneToday done={desk.done.value} entry={entry} />
      {program.logLate.value && (
        <p class="small muted" role="status">
          {t.text("log.notKept")}
        </p>
      )}
    </div>
  );
}

/// For a client who stands some metres away. The client says yes, whoever had the thought.
function Distance({ call, state }: { call: Call; state: Live }) {
  const t = useText();
  const { distance } = call.together.value;
  const first = firstName(state.other.name);
  const host = state.you.seat === "host";
  if (host && distance === "asked") {
    return (
      <div class="panel__text row g-2">
        <p class="small muted grow">{t.text("far.waiting", { first })}</p>
        <Button variant="tertiary" measure="sm" onClick={() => call.act({ kind: "closeUp" })}>
          {t.text("edit.undo")}
        </Button>
      </div>
    );
  }
  if (host && distance === "on") {
    return (
      <div class="panel__text stack g-2">
        <p class="small muted">{t.text("far.on", { first })}</p>
        <Button variant="secondary" measure="sm" class="fit" icon={ArrowLeft} onClick={() => call.act({ kind: "closeUp" })}>
          {t.text("far.back")}
        </Button>
      </div>
    );
  }
  return (
    <div class="panel__text">
      <Button variant="tertiary" measure="sm" icon={PersonStanding} onClick={() => call.act({ kind: "standBack" })}>
        {host ? t.text("far.suggest") : t.text("far.start")}
      </Button>
    </div>
  );
}
