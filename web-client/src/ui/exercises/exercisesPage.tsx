import "../../styles/program.css";
import { ArrowLeft, Pencil, Plus } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { LibraryExercise } from "../../api";
import { createLoader } from "../../app/loader";
import { paths } from "../../app/router";
import { ButtonLink, Icon, Link, Skeleton, Tag } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { NotFoundPage } from "../pages/simple";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { ExercisePicture } from "../program/exercisePicture";
import { EVERYTHING, findExercises, type Wanted } from "../program/find";
import { Filters, useLibrary } from "../program/picker";
import { nameOf } from "../program/words";
import { doseTexts } from "../words";
import { CustomExerciseForm } from "./customExercise";

const NEW = "new";

/// The library, and one's own exercises to make and change.
export function ExercisesPage({ id }: { id: string | null }) {
  if (id === NEW) return <Own exercise={null} />;
  return id === null ? <Library /> : <Change id={id} />;
}

function Library() {
  const t = useText();
  const library = useLibrary();
  const wanted = useSignal<Wanted>(EVERYTHING);
  usePage(t.text("nav.exercises"), "sm");
  const state = library.state.value;
  const found = state.kind === "ready" ? findExercises(state.value, wanted.value, t.language) : [];
  return (
    <Frame>
      <div class="page__head">
        <PageHeading>{t.text("nav.exercises")}</PageHeading>
        <ButtonLink to={paths.exercise(NEW)} icon={Plus}>
          {t.text("lib.new")}
        </ButtonLink>
      </div>
      <section class="card card__body libfilters">
        <Filters wanted={wanted} withMine />
      </section>
      {state.kind === "loading" && <Skeleton kind="row" count={6} />}
      {state.kind === "refused" && <Problem refusal={state.refusal} onRetry={library.refresh} />}
      {state.kind === "ready" && (
        <>
          <p class="small muted" role="status">
            {found.length === 0 ? t.text("lib.none") : t.text("lib.found", { n: found.length })}
          </p>
          <ul class="libgrid">
            {found.map((exercise) => (
              <Card key={exercise.id} exercise={exercise} />
            ))}
          </ul>
        </>
      )}
    </Frame>
  );
}

function Card({ exercise }: { exercise: LibraryExercise }) {
  const t = useText();
  return (
    <li class="card libcard">
      <ExercisePicture of={{ ...exercise, exercise: exercise.id }} />
      <div class="stack g-15">
        <h2 class="ex__name">{nameOf(t, exercise.name)}</h2>
        <p class="small muted">
          {t.text(`area.${exercise.area}`)} · {t.text(`with.${exercise.equipment}`)}
        </p>
        <span class="dose">
          {doseTexts(t, exercise.dose).map((text) => (
            <span key={text}>{text}</span>
          ))}
        </span>
        {exercise.description !== null && <p class="small">{exercise.description}</p>}
        {exercise.custom && (
          <div class="row g-2">
            <Tag>{exercise.custom.mine ? t.text(`lib.sharing.${exercise.custom.sharing}`) : t.text("lib.own", { name: exercise.custom.owner })}</Tag>
            {exercise.custom.mine && (
              <ButtonLink to={paths.exercise(exercise.id)} variant="tertiary" measure="sm" icon={Pencil}>
                {t.text("lib.edit")}
                <span class="sr">: {nameOf(t, exercise.name)}</span>
              </ButtonLink>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

function Change({ id }: { id: string }) {
  const { programs } = useApp();
  const stop = useStop();
  const detail = useMemo(() => createLoader((signal) => programs.exercise(id, signal), stop), [programs, stop, id]);
  const state = detail.state.value;
  if (state.kind === "loading") {
    return (
      <Frame>
        <Skeleton kind="card" />
      </Frame>
    );
  }
  if (state.kind === "refused" || state.value.exercise.custom?.mine !== true) return <NotFoundPage />;
  return <Own exercise={state.value.exercise} />;
}

function Own({ exercise }: { exercise: LibraryExercise | null }) {
  const t = useText();
  const title = exercise ? nameOf(t, exercise.name) : t.text("lib.new");
  usePage(title, "sm");
  return (
    <Frame narrow>
      <p class="small back">
        <Link to={paths.exercises} class="row row--nowrap g-15 fit">
          <Icon of={ArrowLeft} size="sm" />
          {t.text("nav.exercises")}
        </Link>
      </p>
      <PageHeading>{title}</PageHeading>
      <CustomExerciseForm exercise={exercise} />
    </Frame>
  );
}
