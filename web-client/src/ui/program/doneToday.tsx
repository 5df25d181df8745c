import { Check } from "lucide-preact";
import type { Exercise, TrainingSet } from "../../api";
import { Tag } from "../components/basics";
import { useText } from "../context";

/// How many sets the client has logged.
export function DoneToday({ done, entry }: { done: readonly TrainingSet[]; entry: Exercise }) {
  const t = useText();
  const count = done.filter((set) => set.entry === entry.id).length;
  if (count === 0) return null;
  const { sets } = entry.dose;
  const text = sets === null ? t.text("log.count", { n: count }) : count >= sets ? t.text("log.all") : t.text("log.countOf", { n: count, of: sets });
  return (
    <span class="done">
      <Tag tone="ok" icon={Check}>
        {text}
      </Tag>
    </span>
  );
}
