import type {
  AppliedChange,
  Area,
  Equipment,
  LibraryExercise,
  OpenProgram,
  Program,
  ProgramEvent,
  ProgramLine,
  ProgramPermissions,
  ProgramsApi,
  TemplateLine,
  Training,
  TrainingSet,
} from "../src/api";
import { never, ok } from "./answers";
import { ingrid, knee, NOW } from "./people";

/// Programs, exercises and training for the gallery. Nobody of them exists.

const day = (ago: number, hour = 18): Date => new Date(2026, 10, 21 - ago, hour, 40);

export const MAY_ALL: ProgramPermissions = { change: true, sign: true, strike: false, unlock: false, delete: true, share: false, copy: true };
export const MAY_READ: ProgramPermissions = { change: false, sign: false, strike: false, unlock: false, delete: false, share: false, copy: false };

export const signedKnee: Program = { ...knee, version: 9, state: "signed", signed: { by: ingrid.name, at: NOW } };

const areas: readonly Area[] = ["knee", "hip", "ankle", "balance", "knee", "hip"];
const things: readonly Equipment[] = ["chair", "mat", "chair", "none", "step", "mat"];
export const library: readonly LibraryExercise[] = [
  ...knee.exercises.map((exercise, index) => ({
    id: exercise.exercise,
    name: exercise.name,
    description: null,
    area: areas[index] ?? "whole",
    equipment: things[index] ?? "none",
    drawing: exercise.drawing,
    picture: false,
    video: false,
    dose: exercise.dose,
    custom: null,
  })),
  {
    id: "own1",
    name: { en: "Stairs at home", nb: "Trappa hjemme", sv: "Trappan hemma", da: "Trappen hjemme", fi: "Kotiportaat" },
    description: "Up with the right leg first, one hand on the rail.",
    area: "knee",
    equipment: "step",
    drawing: "stepup",
    picture: false,
    video: false,
    dose: { sets: 2, reps: 8, holdSeconds: null, restSeconds: 60, loadKg: null, perSide: true },
    custom: { owner: ingrid.name, mine: true, sharing: "unit" },
  },
];

const set = (entry: number, ago: number, number: number): TrainingSet => {
  const exercise = knee.exercises[entry] ?? knee.exercises[0];
  if (!exercise) throw new Error("no exercises");
  return {
    id: `set-${entry}-${ago}-${number}`,
    program: knee.id,
    entry: exercise.id,
    exercise: exercise.exercise,
    name: exercise.name,
    set: number,
    reps: exercise.dose.reps,
    holdSeconds: exercise.dose.holdSeconds,
    loadKg: exercise.dose.loadKg,
    doneAt: day(ago, 13),
    inMeeting: ago === 0,
    undone: false,
  };
};

const iso = (at: Date): string => `${at.getFullYear()}-${`${at.getMonth() + 1}`.padStart(2, "0")}-${`${at.getDate()}`.padStart(2, "0")}`;
export const training: Training = {
  days: [26, 24, 23, 20, 18, 17, 16, 13, 11, 10, 9, 6, 5, 3, 2, 1, 0].map((ago) => ({ day: iso(day(ago)), sets: 6 + ((ago * 7) % 10), exercises: 5, setsPlanned: 16 })),
  sets: [set(0, 0, 2), set(0, 0, 1), set(2, 1, 3), set(2, 1, 2), set(2, 1, 1), set(0, 1, 1)],
};

const line = (id: string, name: string, change: Partial<ProgramLine>): ProgramLine => ({
  id,
  name,
  version: 5,
  state: "draft",
  exerciseCount: 6,
  drawings: ["squat", "bridge", "heel"],
  createdBy: ingrid.name,
  updatedAt: day(9),
  signed: null,
  struck: null,
  ...change,
});

export const lines: readonly ProgramLine[] = [
  line("p1", knee.name, {}),
  line("p0", "Knee, phase 1", { state: "signed", signed: { by: ingrid.name, at: new Date(2026, 9, 3) } }),
  line("p00", "Knee, first try", { state: "struck", struck: { by: ingrid.name, at: new Date(2026, 9, 1), reason: "Wrong knee" } }),
];

const sharing = { unit: "visible" as const, people: [{ subject: "s7", name: "Jonas Lie", editable: true }] };
export const templates: readonly TemplateLine[] = [
  { ...line("t1", "Knee, first weeks", { state: "signed", signed: { by: ingrid.name, at: day(40) } }), mine: true, editable: true, sharing },
  { ...line("t2", "Back, everyday", { createdBy: "Jonas Lie", drawings: ["bridge", "clam", "oneleg"] }), mine: false, editable: false, sharing: { ...sharing, people: [] } },
];

export const changedReps = (from: number, to: number): AppliedChange => ({
  kind: "dose",
  entry: "squat",
  exercise: knee.exercises[0]?.name ?? null,
  field: "reps",
  from,
  to,
});

/// What comes over the event stream a moment after it stands; the stream stays open.
export const events =
  (...all: readonly ProgramEvent[]): ProgramsApi["events"] =>
  async ({ onOpen, onEvent }) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    onOpen();
    await new Promise((resolve) => setTimeout(resolve, 30));
    all.forEach(onEvent);
    return never();
  };

/// Said again and again, as a picture may be taken late.
export const repeatedReps: ProgramsApi["events"] = async ({ onOpen, onEvent }) => {
  onOpen();
  for (let version = 5; version < 500; version++) {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const program = { ...knee, version };
    onEvent({ kind: "step", step: { version, at: NOW, by: { subject: ingrid.sub, name: ingrid.name }, changes: [changedReps(8, 10)] }, program });
  }
  return never();
};

export const opened = (program: Program = knee, may: ProgramPermissions = MAY_ALL): OpenProgram => ({ program, may });

export function fakePrograms(change: Partial<ProgramsApi> = {}): ProgramsApi {
  const open = ok(opened());
  return {
    open: () => open,
    change: never,
    sign: never,
    strike: never,
    unlock: never,
    copy: never,
    remove: never,
    ofContact: () => ok(lines),
    makeFor: never,
    mine: () => ok(lines.slice(0, 2)),
    version: () => ok(knee),
    pdf: never,
    events: events(),
    templates: () => ok(templates),
    makeTemplate: never,
    share: never,
    colleagues: () => ok([{ subject: "s7", name: "Jonas Lie", title: "physiotherapist" }, { subject: "s8", name: "Kari Moe", title: "trainer" }]),
    exercises: () => ok(library),
    exercise: (id) => {
      const exercise = library.find((one) => one.id === id) ?? library[0];
      return exercise ? ok({ exercise, similar: library.slice(3, 5), easier: library.slice(1, 2), harder: library.slice(4, 5) }) : never();
    },
    makeExercise: never,
    changeExercise: never,
    removeExercise: never,
    upload: never,
    media: never,
    myTraining: () => ok(training),
    trainingOf: () => ok(training),
    logSet: () => ok(null),
    takeBackSet: () => ok(null),
    ...change,
  };
}

