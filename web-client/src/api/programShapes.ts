import { array, boolean, finite, instant, integer, nullable, object, oneOf, type Parsed, type Parser, string } from "../json/parse";

/// Programs, exercises and training as core tells them (openapi/programs.json, exercises.json, training.json).

const id = string({ min: 1, max: 200 });
const name = string({ max: 500 });
const names = object({ nb: name, sv: name, da: name, fi: name, en: name });
const signature = object({ by: name, at: instant });
const strike = object({ by: name, at: instant, reason: string({ max: 2000 }) });

/// Missing from an older core.
function or<T>(parser: Parser<T>, otherwise: T): Parser<T> {
  return (value, at) => (value === null || value === undefined ? otherwise : parser(value, at));
}

const dose = object({
  sets: nullable(finite),
  reps: nullable(finite),
  holdSeconds: nullable(finite),
  restSeconds: nullable(finite),
  loadKg: nullable(finite),
  perSide: nullable(boolean),
});

const exercise = object({
  id,
  exercise: or(id, ""),
  name: names,
  drawing: string({ max: 100 }),
  picture: or(boolean, false),
  video: or(boolean, false),
  dose,
  comment: nullable(string()),
});

const state = oneOf("draft", "signed", "struck");

export const programShape = object({
  id,
  name,
  version: integer(),
  signed: nullable(signature),
  exercises: array(exercise, 500),
  state: nullable(state),
  contactId: nullable(id),
  createdBy: or(name, ""),
  updatedAt: nullable(instant),
  copyOf: nullable(object({ id, name, version: integer() })),
  struck: nullable(strike),
});

const may = object({
  change: boolean,
  sign: boolean,
  strike: boolean,
  unlock: boolean,
  delete: boolean,
  share: boolean,
  copy: boolean,
});

export const openProgramShape = object({ program: programShape, may });

const line = {
  id,
  name,
  version: integer(),
  state,
  exerciseCount: integer(),
  drawings: array(string({ max: 100 }), 20),
  createdBy: name,
  updatedAt: instant,
  signed: nullable(signature),
  struck: nullable(strike),
};

const sharing = object({
  unit: oneOf("none", "visible", "editable"),
  people: array(object({ subject: id, name, editable: boolean }), 1000),
});

export const sharingShape = sharing;
export const programLinesShape = object({ programs: array(object(line), 5000) });
export const templateLinesShape = object({ templates: array(object({ ...line, mine: boolean, editable: boolean, sharing }), 5000) });
export const colleaguesShape = object({ colleagues: array(object({ subject: id, name, title: string({ max: 100 }) }), 10_000) });

/// Text, number, yes or no, or nothing: as the field has it.
const plain: Parser<string | number | boolean | null> = (value) =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;

const applied = object({
  kind: string({ max: 40 }),
  entry: nullable(id),
  exercise: nullable(names),
  field: nullable(string({ max: 40 })),
  from: plain,
  to: plain,
});

const person = object({ subject: id, name });
export const stepShape = object({ version: integer(), at: instant, by: person, changes: array(applied, 500) });
export const changedShape = object({ program: programShape, step: nullable(stepShape) });
export const stepEventShape = object({ step: stepShape, program: programShape });
export const copiedShape = object({ program: id });
export const streamEndShape = object({ reason: string({ max: 60 }) });
export const stepsShape = object({ steps: array(stepShape, 10_000) });

/// What a refusal to change says of how things are.
export const conflictShape = object({
  program: nullable(programShape),
  conflicts: or(array(object({ index: integer(), version: integer(), at: instant, by: person, theirs: applied }), 500), []),
});

export const AREAS = ["knee", "hip", "ankle", "back", "shoulder", "neck", "core", "balance", "arm", "whole"] as const;
export const EQUIPMENT = ["none", "chair", "mat", "band", "dumbbell", "step", "wall", "towel", "stick"] as const;
export const SHARED_WITH = ["me", "unit", "organisation"] as const;

const libraryExercise = object({
  id,
  name: names,
  description: nullable(string()),
  area: oneOf(...AREAS),
  equipment: oneOf(...EQUIPMENT),
  drawing: string({ max: 100 }),
  picture: boolean,
  video: boolean,
  dose,
  custom: nullable(object({ owner: name, mine: boolean, sharing: oneOf(...SHARED_WITH) })),
});
export const libraryShape = object({ exercises: array(libraryExercise, 5000) });
export const exerciseDetailShape = object({
  exercise: libraryExercise,
  similar: array(libraryExercise, 100),
  easier: array(libraryExercise, 100),
  harder: array(libraryExercise, 100),
});

export const trainingSetShape = object({
  id,
  program: id,
  entry: id,
  exercise: id,
  name: names,
  set: integer(1),
  reps: nullable(integer()),
  holdSeconds: nullable(integer()),
  loadKg: nullable(finite),
  doneAt: instant,
  inMeeting: boolean,
  undone: or(boolean, false),
});
export const trainingShape = object({
  days: array(
    object({ day: string({ pattern: /^\d{4}-\d\d-\d\d$/ }), sets: integer(), exercises: integer(), setsPlanned: nullable(integer()) }),
    1000,
  ),
  sets: array(trainingSetShape, 1000),
});

export type Program = Parsed<typeof programShape>;
export type Exercise = Program["exercises"][number];
export type ExerciseNames = Exercise["name"];
export type Dose = Exercise["dose"];
export type OpenProgram = Parsed<typeof openProgramShape>;
export type ProgramPermissions = OpenProgram["may"];
export type ProgramLine = Parsed<typeof programLinesShape>["programs"][number];
export type TemplateLine = Parsed<typeof templateLinesShape>["templates"][number];
export type Sharing = Parsed<typeof sharingShape>;
export type Colleague = Parsed<typeof colleaguesShape>["colleagues"][number];
export type AppliedChange = Parsed<typeof applied>;
export type ProgramStep = Parsed<typeof stepShape>;
export type Changed = Parsed<typeof changedShape>;
export type Conflict = Parsed<typeof conflictShape>["conflicts"][number];
export type LibraryExercise = Parsed<typeof libraryExercise>;
export type ExerciseDetail = Parsed<typeof exerciseDetailShape>;
export type TrainingSet = Parsed<typeof trainingSetShape>;
export type Training = Parsed<typeof trainingShape>;
export type Area = (typeof AREAS)[number];
export type Equipment = (typeof EQUIPMENT)[number];
export type SharedWith = (typeof SHARED_WITH)[number];

export type DoseField = "sets" | "reps" | "holdSeconds" | "restSeconds" | "loadKg" | "perSide";

/// One change to a program, as core takes it. Ids of new places are made here, so that sending twice counts once.
export type ProgramChange =
  | { readonly kind: "rename"; readonly name: string }
  | { readonly kind: "add"; readonly exercise: string; readonly after: string | null; readonly id: string }
  | { readonly kind: "remove"; readonly entry: string }
  | { readonly kind: "move"; readonly entry: string; readonly after: string | null }
  | { readonly kind: "swap"; readonly entry: string; readonly exercise: string }
  | { readonly kind: "dose"; readonly entry: string; readonly field: DoseField; readonly value: number | boolean | null }
  | { readonly kind: "comment"; readonly entry: string; readonly text: string | null };
