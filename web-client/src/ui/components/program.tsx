import { Lock } from "lucide-preact";
import type { Exercise, Program } from "../../api";
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
