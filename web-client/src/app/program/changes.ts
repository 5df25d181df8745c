import type { Dose, Exercise, LibraryExercise, Program, ProgramChange } from "../../api";

/// A change as a page makes it: with the exercise that it brings, so that it can be shown before core has answered.
export interface Edit {
  readonly change: ProgramChange;
  readonly exercise: LibraryExercise | null;
}

/// The program as it will be. A change to what is gone, or that is there already, changes nothing: so a change may be
/// shown on top of an answer that has it.
export function applied(program: Program, { change, exercise }: Edit): Program {
  const { exercises } = program;
  switch (change.kind) {
    case "rename":
      return { ...program, name: change.name };
    case "add": {
      if (!exercise || exercises.some(({ id }) => id === change.id)) return program;
      return { ...program, exercises: placed(exercises, asEntry(change.id, exercise), change.after) };
    }
    case "remove":
      return { ...program, exercises: exercises.filter(({ id }) => id !== change.entry) };
    case "move": {
      const moved = exercises.find(({ id }) => id === change.entry);
      if (!moved || change.after === change.entry) return program;
      return { ...program, exercises: placed(exercises.filter((one) => one !== moved), moved, change.after) };
    }
    case "swap":
      return exercise ? changedEntry(program, change.entry, (entry) => ({ ...asEntry(entry.id, exercise), dose: entry.dose, comment: entry.comment })) : program;
    case "dose":
      return changedEntry(program, change.entry, (entry) => ({ ...entry, dose: { ...entry.dose, [change.field]: change.value } }));
    case "comment":
      return changedEntry(program, change.entry, (entry) => ({ ...entry, comment: change.text }));
  }
}

function changedEntry(program: Program, id: string, change: (entry: Exercise) => Exercise): Program {
  return { ...program, exercises: program.exercises.map((entry) => (entry.id === id ? change(entry) : entry)) };
}

/// After an exercise that is gone meanwhile: last, as core does.
function placed(entries: readonly Exercise[], entry: Exercise, after: string | null): readonly Exercise[] {
  const at = after === null ? 0 : entries.findIndex(({ id }) => id === after) + 1;
  const index = after !== null && at === 0 ? entries.length : at;
  return [...entries.slice(0, index), entry, ...entries.slice(index)];
}

function asEntry(id: string, { id: exercise, name, drawing, picture, video, dose }: LibraryExercise): Exercise {
  return { id, exercise, name, drawing, picture, video, dose, comment: null };
}

/// What puts a removed exercise back where it was. It is a new place with a new id.
export function restoring(program: Program, entryId: string, newId: string): readonly Edit[] {
  const at = program.exercises.findIndex(({ id }) => id === entryId);
  const entry = program.exercises[at];
  if (!entry) return [];
  const exercise: LibraryExercise = {
    id: entry.exercise,
    name: entry.name,
    description: null,
    area: "whole",
    equipment: "none",
    drawing: entry.drawing,
    picture: entry.picture,
    video: entry.video,
    dose: entry.dose,
    custom: null,
  };
  const dose = (Object.keys(entry.dose) as (keyof Dose)[]).map(
    (field): ProgramChange => ({ kind: "dose", entry: newId, field, value: entry.dose[field] ?? (field === "perSide" ? false : null) }),
  );
  const changes: readonly ProgramChange[] = [
    { kind: "add", exercise: entry.exercise, after: program.exercises[at - 1]?.id ?? null, id: newId },
    ...dose,
    ...(entry.comment === null ? [] : [{ kind: "comment", entry: newId, text: entry.comment } as const]),
  ];
  return changes.map((change) => ({ change, exercise: change.kind === "add" ? exercise : null }));
}

/// Two edits of the same thing: the later one is enough.
export function isSameThing(one: ProgramChange, other: ProgramChange): boolean {
  if (one.kind === "dose" && other.kind === "dose") return one.entry === other.entry && one.field === other.field;
  if (one.kind === "comment" && other.kind === "comment") return one.entry === other.entry;
  return one.kind === "rename" && other.kind === "rename";
}
