import { Lock } from "lucide-preact";
import type { Exercise, Program } from "../../api";
import { ExerciseDrawing } from "../../drawings/exercises";
import { useText } from "../context";
import { doseTexts } from "../words";
import { WithIcon } from "./basics";

export function Dose({ exercise }: { exercise: Exercise }) {
  const t = useText();
  return (
    <span class="dose">
      {doseTexts(t, exercise.dose).map((text) => (
        <span key={text}>{text}</span>
      ))}
    </span>
  );
}

export function SignedLine({ program }: { program: Program }) {
  const t = useText();
  if (!program.signed) return <p class="small muted">{t.text("program.unsigned")}</p>;
  const text = t.text("program.signed", { date: t.shortDate(program.signed.at), name: program.signed.by });
  return (
    <p class="small muted">
      <WithIcon icon={Lock} size="sm">
        {text}
      </WithIcon>
    </p>
  );
}

export function ExerciseRow({ exercise }: { exercise: Exercise }) {
  const t = useText();
  return (
    <li class="ex">
      <ExerciseDrawing drawing={exercise.drawing} />
      <div class="grow">
        <h3 class="ex__name">{exercise.name[t.language]}</h3>
        <Dose exercise={exercise} />
        {exercise.comment !== null && <p class="small muted">{exercise.comment}</p>}
      </div>
    </li>
  );
}

/// The whole program as a card.
export function ProgramCard({ program }: { program: Program }) {
  return (
    <section class="card" aria-labelledby="program">
      <div class="card__head">
        <div class="grow">
          <h2 id="program">{program.name}</h2>
          <SignedLine program={program} />
        </div>
      </div>
      <ol class="prog">
        {program.exercises.map((exercise) => (
          <ExerciseRow key={exercise.id} exercise={exercise} />
        ))}
      </ol>
    </section>
  );
}
