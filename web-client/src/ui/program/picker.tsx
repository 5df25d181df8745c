import "../../styles/pex.css";
import { ArrowLeft, Plus, RefreshCw } from "lucide-preact";
import { useSignal, type Signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { AREAS, EQUIPMENT, type Exercise, type LibraryExercise } from "../../api";
import { createLoader } from "../../app/loader";
import { Button, Icon, Skeleton } from "../components/basics";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { doseTexts } from "../words";
import { ExercisePicture } from "./exercisePicture";
import { EVERYTHING, findExercises, type Wanted } from "./find";
import { nameOf } from "./words";

/// The library of exercises, asked for once while the view is there.
export function useLibrary() {
  const { programs } = useApp();
  const stop = useStop();
  return useMemo(() => createLoader((signal) => programs.exercises(signal), stop), [programs, stop]);
}

interface PickerProps {
  readonly title: string;
  /// What each is for: "Add" or "Swap in".
  readonly use: "lib.take" | "lib.use";
  readonly onPick: (exercise: LibraryExercise) => void;
  readonly onBack: () => void;
}

/// Search the library and take one.
export function ExercisePicker({ title, use, onPick, onBack }: PickerProps) {
  const t = useText();
  const library = useLibrary();
  const wanted = useSignal<Wanted>(EVERYTHING);
  const state = library.state.value;
  return (
    <div class="pick">
      <PickerHead title={title} onBack={onBack} />
      <Filters wanted={wanted} focus />
      {state.kind === "loading" && <Skeleton kind="row" count={4} />}
      {state.kind === "refused" && <Problem refusal={state.refusal} onRetry={library.refresh} />}
      {state.kind === "ready" && <Found exercises={findExercises(state.value, wanted.value, t.language)} use={use} onPick={onPick} />}
    </div>
  );
}

/// Something similar, easier or harder in the place of one.
export function SwapPicker({ entry, onPick, onBack }: { entry: Exercise; onPick: (exercise: LibraryExercise) => void; onBack: () => void }) {
  const t = useText();
  const { programs } = useApp();
  const stop = useStop();
  const detail = useMemo(() => createLoader((signal) => programs.exercise(entry.exercise, signal), stop), [programs, stop, entry.exercise]);
  const all = useSignal(false);
  const title = t.text("edit.swapFor", { name: nameOf(t, entry.name) });
  if (all.value) return <ExercisePicker title={title} use="lib.use" onPick={onPick} onBack={onBack} />;
  const state = detail.state.value;
  return (
    <div class="pick">
      <PickerHead title={title} onBack={onBack} />
      {state.kind === "loading" && <Skeleton kind="row" count={4} />}
      {state.kind === "ready" &&
        (["easier", "similar", "harder"] as const).map(
          (group) =>
            state.value[group].length > 0 && (
              <section key={group} aria-label={t.text(`edit.${group}`)}>
                <h4 class="pick__g">{t.text(`edit.${group}`)}</h4>
                <List exercises={state.value[group]} use="lib.use" onPick={onPick} />
              </section>
            ),
        )}
      <div class="pick__all">
        <Button variant="secondary" measure="sm" onClick={() => (all.value = true)}>
          {t.text("lib.search")}
        </Button>
      </div>
    </div>
  );
}

function PickerHead({ title, onBack }: { title: string; onBack: () => void }) {
  const t = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div class="pick__h">
      <h3 ref={heading} tabIndex={-1} class="grow">
        {title}
      </h3>
      <Button variant="tertiary" measure="sm" icon={ArrowLeft} onClick={onBack}>
        {t.text("edit.back")}
      </Button>
    </div>
  );
}

export function Filters({ wanted, focus, withMine }: { wanted: Signal<Wanted>; focus?: boolean; withMine?: boolean }) {
  const t = useText();
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focus) search.current?.focus({ preventScroll: true });
  }, [focus]);
  const now = wanted.value;
  return (
    <div class="pick__f">
      <div class="field pick__s">
        <label for="exercise-search">{t.text("lib.search")}</label>
        <input
          ref={search}
          id="exercise-search"
          class="ds-input"
          type="search"
          autocomplete="off"
          value={now.text}
          onInput={(event) => (wanted.value = { ...now, text: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for="exercise-area">{t.text("lib.area")}</label>
        <select
          id="exercise-area"
          class="ds-input"
          value={now.area ?? ""}
          onChange={(event) => (wanted.value = { ...now, area: AREAS.find((one) => one === event.currentTarget.value) ?? null })}
        >
          <option value="">{t.text("lib.all")}</option>
          {AREAS.map((area) => (
            <option key={area} value={area}>
              {t.text(`area.${area}`)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="exercise-with">{t.text("lib.equipment")}</label>
        <select
          id="exercise-with"
          class="ds-input"
          value={now.equipment ?? ""}
          onChange={(event) => (wanted.value = { ...now, equipment: EQUIPMENT.find((one) => one === event.currentTarget.value) ?? null })}
        >
          <option value="">{t.text("lib.all")}</option>
          {EQUIPMENT.map((one) => (
            <option key={one} value={one}>
              {t.text(`with.${one}`)}
            </option>
          ))}
        </select>
      </div>
      {withMine && (
        <label class="choice">
          <input class="ds-input" type="checkbox" checked={now.mine} onChange={(event) => (wanted.value = { ...now, mine: event.currentTarget.checked })} />
          {t.text("lib.mine")}
        </label>
      )}
    </div>
  );
}

interface ListProps {
  readonly exercises: readonly LibraryExercise[];
  readonly use: "lib.take" | "lib.use";
  readonly onPick: (exercise: LibraryExercise) => void;
}

function Found(props: ListProps) {
  const t = useText();
  const count = props.exercises.length;
  return (
    <>
      <p class="small muted pick__n" role="status">
        {count === 0 ? t.text("lib.none") : t.text("lib.found", { n: count })}
      </p>
      <List {...props} />
    </>
  );
}

function List({ exercises, use, onPick }: ListProps) {
  const t = useText();
  return (
    <ul>
      {exercises.map((exercise) => (
        <li key={exercise.id}>
          <button type="button" class="pex" onClick={() => onPick(exercise)}>
            <ExercisePicture of={{ ...exercise, exercise: exercise.id }} />
            <span class="grow">
              <span class="ex__name">{nameOf(t, exercise.name)}</span>
              <span class="dose">
                {doseTexts(t, exercise.dose).map((text) => (
                  <span key={text}>{text}</span>
                ))}
              </span>
            </span>
            <span class="sr">{t.text(use)}</span>
            <Icon of={use === "lib.take" ? Plus : RefreshCw} size="sm" />
          </button>
        </li>
      ))}
    </ul>
  );
}
