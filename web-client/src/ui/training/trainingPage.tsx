import "../../styles/program.css";
import { Check, Lock, Play, Undo2 } from "lucide-preact";
import { useSignal, type Signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal, Exercise, Program, TrainingSet } from "../../api";
import { createLoader } from "../../app/loader";
import { randomBase64Url } from "../../json/base64url";
import { Button, Icon, Skeleton, Tag } from "../components/basics";
import { Dose, SignedLine } from "../components/program";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Empty, Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { ExercisePicture, useMedia } from "../program/exercisePicture";
import { Pdf } from "../program/programCard";
import { nameOf, whyNot } from "../program/words";
import { whenText } from "../words";
import { Progress } from "./progress";

/// The client's own programs, what was done of them today, and how it goes.
export function TrainingPage() {
  const t = useText();
  const { programs } = useApp();
  const stop = useStop();
  usePage(t.text("train.title"), "md");
  const mine = useMemo(() => createLoader((signal) => programs.mine(signal), stop), [programs, stop]);
  const training = useMemo(() => createLoader((signal) => programs.myTraining(90, signal), stop), [programs, stop]);
  const chosen = useSignal<string | null>(null);
  const state = mine.state.value;
  const done = training.state.value;
  const lines = state.kind === "ready" ? state.value.filter((line) => line.state !== "struck") : [];
  const shown = lines.find(({ id }) => id === chosen.value) ?? lines[0] ?? null;
  return (
    <Frame size="md" narrow>
      <div class="stack g-6">
        <PageHeading>{t.text("train.title")}</PageHeading>
        {state.kind === "loading" && <Skeleton kind="card" />}
        {state.kind === "refused" && <Problem refusal={state.refusal} onRetry={mine.refresh} />}
        {state.kind === "ready" && !shown && (
          <section class="card">
            <Empty title={t.text("train.none")}>
              <p class="small">{t.text("train.noneHint")}</p>
            </Empty>
          </section>
        )}
        {shown && <Own key={shown.id} id={shown.id} sets={done.kind === "ready" ? done.value.sets : []} onLogged={training.refresh} />}
        {lines.length > 1 && (
          <section class="card" aria-labelledby="own-programs">
            <div class="card__head">
              <h2 id="own-programs">{t.text("train.programs")}</h2>
            </div>
            <ul class="list">
              {lines.map((line) => (
                <li key={line.id}>
                  <button type="button" class="item" aria-current={line === shown ? "true" : undefined} onClick={() => (chosen.value = line.id)}>
                    <Icon of={line.signed ? Lock : Play} />
                    <span class="grow">
                      <span class="item__t">{line.name}</span>
                      <span class="item__s">{t.text("lib.found", { n: line.exerciseCount })}</span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        {done.kind === "ready" && (
          <>
            <section class="card card__body stack" aria-labelledby="progress">
              <h2 id="progress">{t.text("train.progress")}</h2>
              {done.value.days.length === 0 ? <p class="muted">{t.text("train.nothing")}</p> : <Progress training={done.value} />}
            </section>
            {done.value.sets.length > 0 && <Log sets={done.value.sets} onChanged={training.refresh} />}
          </>
        )}
      </div>
    </Frame>
  );
}

function isToday(at: Date, nowMs: number): boolean {
  return at.toDateString() === new Date(nowMs).toDateString();
}

function Own({ id, sets, onLogged }: { id: string; sets: readonly TrainingSet[]; onLogged: () => void }) {
  const t = useText();
  const { programs, nowMs } = useApp();
  const stop = useStop();
  const program = useMemo(() => createLoader((signal) => programs.open(id, signal), stop), [programs, stop, id]);
  const problem = useSignal<ApiRefusal | null>(null);
  const state = program.state.value;
  if (state.kind === "loading") return <Skeleton kind="card" />;
  if (state.kind === "refused") return <Problem refusal={state.refusal} onRetry={program.refresh} />;
  const { program: own } = state.value;
  const today = sets.filter((set) => set.program === id && isToday(set.doneAt, nowMs()));
  return (
    <section class="card" aria-labelledby="today">
      <div class="card__head">
        <div class="grow">
          <h2 id="today">{own.name}</h2>
          <SignedLine program={own} />
        </div>
        <Pdf program={own} />
      </div>
      {problem.value && <p role="alert" class="card__body">{whyNot(t, problem.value)}</p>}
      <ol class="prog">
        {own.exercises.map((entry) => (
          <Trained key={entry.id} program={own} entry={entry} done={today.filter((set) => set.entry === entry.id)} problem={problem} onLogged={onLogged} />
        ))}
      </ol>
    </section>
  );
}

interface TrainedProps {
  readonly program: Program;
  readonly entry: Exercise;
  readonly done: readonly TrainingSet[];
  readonly problem: Signal<ApiRefusal | null>;
  readonly onLogged: () => void;
}

function Trained({ program, entry, done, problem, onLogged }: TrainedProps) {
  const t = useText();
  const { programs, nowMs } = useApp();
  const busy = useSignal(false);
  const watching = useSignal(false);
  const { reps, holdSeconds, loadKg, sets } = entry.dose;
  const log = (): void => {
    if (busy.value) return;
    busy.value = true;
    const set = Math.min(50, Math.max(0, ...done.map((one) => one.set)) + 1);
    const one = { id: randomBase64Url(16), program: program.id, entry: entry.id, set, reps, holdSeconds, loadKg, doneAt: new Date(nowMs()), inMeeting: false };
    void programs.logSet(one).then((answer) => {
      busy.value = false;
      problem.value = answer.kind === "refused" ? answer.refusal : null;
      onLogged();
    });
  };
  const name = nameOf(t, entry.name);
  return (
    <li class="ex ex--train">
      <ExercisePicture of={entry} />
      <div class="grow">
        <h3 class="ex__name">{name}</h3>
        <Dose exercise={entry} />
        {entry.comment !== null && <p class="small muted">{entry.comment}</p>}
        {done.length > 0 && (
          <Tag tone="ok" icon={Check}>
            {sets !== null && done.length >= sets ? t.text("log.all") : sets === null ? t.text("log.count", { n: done.length }) : t.text("log.countOf", { n: done.length, of: sets })}
          </Tag>
        )}
        {watching.value && <Video exercise={entry.exercise} />}
      </div>
      <div class="row g-1">
        {entry.video && (
          <Button variant="tertiary" measure="sm" icon={Play} onClick={() => (watching.value = !watching.value)}>
            {t.text("lib.video")}
          </Button>
        )}
        <Button variant="secondary" icon={Check} busy={busy.value} onClick={log}>
          {t.text("log.done")}
          <span class="sr">: {name}</span>
        </Button>
      </div>
    </li>
  );
}

export function Video({ exercise }: { exercise: string }) {
  const url = useMedia(exercise, "video");
  return url === null ? <Skeleton kind="row" /> : <video class="exvideo" src={url} controls playsInline loop muted />;
}

function Log({ sets, onChanged }: { sets: readonly TrainingSet[]; onChanged: () => void }) {
  const t = useText();
  const { programs, nowMs } = useApp();
  const back = (id: string): void => void programs.takeBackSet(id).then(onChanged);
  return (
    <section class="card" aria-labelledby="log">
      <div class="card__head">
        <h2 id="log">{t.text("train.log")}</h2>
      </div>
      <ul class="list">
        {sets.slice(0, 30).map((set) => (
          <li key={set.id} class="item item--log">
            <span class="grow">
              <span class="item__t">
                {nameOf(t, set.name)}, {t.text("train.setN", { n: set.set })}
              </span>
              <span class="item__s">
                {whenText(t, set.doneAt, nowMs())}
                {set.inMeeting && ` · ${t.text("train.inMeeting")}`}
              </span>
            </span>
            {isToday(set.doneAt, nowMs()) && (
              <Button variant="tertiary" measure="sm" icon={Undo2} onClick={() => back(set.id)}>
                {t.text("train.takeBack")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
