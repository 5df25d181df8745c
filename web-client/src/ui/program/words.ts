import type { ApiRefusal, AppliedChange, DoseField, ExerciseNames } from "../../api";
import type { Translator } from "../../i18n/translate";

/// Turns what happened to a program into sentences.

const FIELDS: readonly DoseField[] = ["sets", "reps", "holdSeconds", "restSeconds", "loadKg", "perSide"];

function fieldOf(field: string | null): DoseField | null {
  return FIELDS.find((known) => known === field) ?? null;
}

export function nameOf(t: Translator, name: ExerciseNames | null): string {
  return name ? name[t.language] : "";
}

function valueText(t: Translator, value: AppliedChange["from"]): string {
  if (value === null) return t.text("what.nothing");
  if (typeof value === "boolean") return t.text(value ? "what.yes" : "what.no");
  return typeof value === "number" ? t.number(value) : value;
}

/// "Ingrid changed reps from 8 to 10"; null for what needs no words.
export function changeWords(t: Translator, change: AppliedChange, name: string): string | null {
  const exercise = nameOf(t, change.exercise);
  switch (change.kind) {
    case "dose": {
      const field = fieldOf(change.field);
      return field && t.text("news.dose", { name, what: t.text(`what.${field}`), from: valueText(t, change.from), to: valueText(t, change.to) });
    }
    case "comment":
      return t.text("news.comment", { name });
    case "add":
    case "remove":
    case "move":
    case "swap":
      return t.text(`news.${change.kind}`, { name, exercise });
    case "rename":
      return t.text("news.rename", { name });
    case "sign":
    case "strike":
    case "unlock":
      return t.text(`news.${change.kind}`, { name });
    default:
      return null;
  }
}

/// For ears: which exercise it was belongs to it. "Squat to chair: reps changed from 8 to 10."
export function spokenChange(t: Translator, change: AppliedChange, name: string): string | null {
  const field = change.kind === "dose" ? fieldOf(change.field) : null;
  return field
    ? t.text("news.dosePlain", { exercise: nameOf(t, change.exercise), what: t.text(`what.${field}`), from: valueText(t, change.from), to: valueText(t, change.to) })
    : changeWords(t, change, name);
}

/// Why something was not done to a program.
export function whyNot(t: Translator, { code }: Pick<ApiRefusal, "code">): string {
  switch (code) {
    case "program-signed":
      return t.text("prog.why.signed");
    case "program-struck":
      return t.text("prog.why.struck");
    case "program-full":
      return t.text("prog.why.full");
    case "exercise-unknown":
      return t.text("prog.why.exercise");
    case "program-empty":
      return t.text("prog.why.empty");
    case "version-stale":
      return t.text("prog.why.stale");
    case "program-not-yours":
    case "not-instructor":
    case "contact-not-yours":
      return t.text("prog.why.notYours");
    case "program-unknown":
      return t.text("prog.gone");
    case "too-many":
      return t.text("prog.why.tooMany");
    case "network":
      return `${t.text("error.network")} ${t.text("error.networkHint")}`;
    default:
      return t.text("prog.why.other");
  }
}
