import { describe, expect, it } from "vitest";
import type { AppliedChange, Exercise, LibraryExercise, OpenProgram, Program, ProgramChange } from "../../api";
import { restoring } from "./changes";
import { type Desk, deskDeadlineMs, edit, isSaving, keepTheirs, newDesk, NEWS_MS, onOpened, onRefused, onSaved, onStep, onTime, SAVE_DOSE_AFTER_MS, SAVE_TEXT_AFTER_MS, shownProgram, useMine } from "./desk";

const names = (en: string) => ({ nb: en, sv: en, da: en, fi: en, en });
const NO_DOSE = { sets: null, reps: null, holdSeconds: null, restSeconds: null, loadKg: null, perSide: false };
const entry = (id: string, reps: number): Exercise => ({
  id,
  exercise: id,
  name: names(id),
  drawing: id,
  picture: false,
  video: false,
  dose: { ...NO_DOSE, sets: 3, reps },
  comment: null,
});
const program = (version: number, ...exercises: readonly Exercise[]): Program => ({
  id: "p1",
  name: "Knee",
  version,
  signed: null,
  exercises,
  state: "draft",
  contactId: "c1",
  createdBy: "Ingrid Berg",
  updatedAt: null,
  copyOf: null,
  struck: null,
});
const may = { change: true, sign: true, strike: false, unlock: false, delete: true, share: false, copy: true };
const open = (version: number, ...exercises: readonly Exercise[]): OpenProgram => ({ program: program(version, ...exercises), may });
const START = newDesk(open(4, entry("squat", 8), entry("bridge", 12)));
const reps = (value: number, id = "squat"): ProgramChange => ({ kind: "dose", entry: id, field: "reps", value });
const plain = (change: ProgramChange) => ({ change, exercise: null });
const ingrid = { subject: "s1", name: "Ingrid Berg" };
const per = { subject: "s9", name: "Per Lie" };
const step = (version: number, by: typeof ingrid, ...changes: readonly AppliedChange[]) => ({ version, at: new Date(0), by, changes });
const repsChanged = (from: number, to: number): AppliedChange => ({ kind: "dose", entry: "squat", exercise: names("squat"), field: "reps", from, to });
const shownReps = (desk: Desk): number | null | undefined => shownProgram(desk).exercises[0]?.dose.reps;
const network = { code: "network", status: 0, program: null, conflicts: [] };

/// Until something goes to core.
function sent(desk: Desk, nowMs: number) {
  const after = onTime(desk, nowMs);
  const send = after.commands.find((command) => command.kind === "send");
  if (send?.kind !== "send") throw new Error("nothing was sent");
  return { desk: after.desk, send };
}

describe("VM-02: a program that is changed in the meeting", () => {
  it("shows a change at once and saves it 120 ms after the last press, as one", () => {
    let desk = edit(START, plain(reps(9)), 1000);
    desk = edit(desk, plain(reps(10)), 1100);
    expect(shownReps(desk)).toBe(10);
    expect(deskDeadlineMs(desk)).toBe(1100 + SAVE_DOSE_AFTER_MS);
    expect(onTime(desk, 1219).commands).toEqual([]);
    expect(sent(desk, 1220).send).toEqual({ kind: "send", baseVersion: 4, changes: [reps(10)] });
  });

  it("waits longer for words than for numbers: a version for each word would bury the others", () => {
    const comment = (text: string): ProgramChange => ({ kind: "comment", entry: "squat", text });
    let desk = edit(START, plain(comment("Slow")), 1000);
    desk = edit(desk, plain(comment("Slowly")), 1300);
    expect(deskDeadlineMs(desk)).toBe(1300 + SAVE_TEXT_AFTER_MS);
    expect(onTime(desk, 1699).commands).toEqual([]);
    expect(sent(desk, 1700).send.changes).toEqual([comment("Slowly")]);
  });

  it("tells the other page of the version that core has now", () => {
    const { desk } = sent(edit(START, plain(reps(10)), 0), 400);
    const saved = onSaved(desk, { program: program(5, entry("squat", 10)), step: step(5, ingrid) }, 500);
    expect(saved.commands).toEqual([{ kind: "tell", version: 5 }]);
    expect(isSaving(saved.desk)).toBe(false);
    expect(saved.desk.savedAtMs).toBe(500);
  });

  it("sends one thing after the other, and what is changed meanwhile next", () => {
    const { desk } = sent(edit(START, plain(reps(10)), 0), 400);
    const more = edit(desk, plain(reps(11)), 450);
    expect(onTime(more, 2000).commands).toEqual([]);
    expect(shownReps(more)).toBe(11);
    const saved = onSaved(more, { program: program(5, entry("squat", 10)), step: step(5, ingrid) }, 900);
    expect(shownReps(saved.desk)).toBe(11);
    expect(sent(saved.desk, 900).send.changes).toEqual([reps(11)]);
  });

  it("keeps a change made without network, and tries again until it is saved", () => {
    let { desk } = sent(edit(START, plain(reps(10)), 0), 400);
    desk = onRefused(desk, network, "s1", 500).desk;
    expect(shownReps(desk)).toBe(10);
    expect(deskDeadlineMs(desk)).toBe(1500);
    desk = edit(desk, plain(reps(12)), 600);
    desk = sent(desk, 1500).desk;
    desk = onRefused(desk, network, "s1", 1600).desk;
    expect(deskDeadlineMs(desk)).toBe(3600);
    expect(sent(desk, 3600).send.changes).toEqual([reps(12)]);
  });

  it("waits for as long as a busy core asks", () => {
    const { desk } = sent(edit(START, plain(reps(10)), 0), 400);
    expect(deskDeadlineMs(onRefused(desk, { ...network, code: "rate-limited", status: 429, retryAfterMs: 7000 }, "s1", 500).desk)).toBe(7500);
  });

  it("drops what core refuses for good, says so, and shows how it is", () => {
    const { desk } = sent(edit(START, plain(reps(10)), 0), 400);
    const signed = { ...program(5, entry("squat", 8)), state: "signed" as const };
    const refused = onRefused(desk, { code: "program-signed", status: 409, program: signed, conflicts: [] }, "s1", 500);
    expect(refused.desk.refusal).toEqual({ code: "program-signed", status: 409 });
    expect(refused.commands).toEqual([{ kind: "reload" }]);
    expect(shownReps(refused.desk)).toBe(8);
    expect(isSaving(refused.desk)).toBe(false);
  });

  it("takes no change where one may not change it", () => {
    const reader = newDesk({ ...START.open, may: { ...may, change: false } });
    expect(edit(reader, plain(reps(10)), 0)).toBe(reader);
  });
});

describe("VM-02: what the other changes", () => {
  it("is shown at once and ringed for four seconds", () => {
    const { desk } = onStep(START, step(5, per, repsChanged(8, 10)), program(5, entry("squat", 10)), "s1", 1000);
    expect(shownReps(desk)).toBe(10);
    expect(desk.news).toEqual([{ by: "Per Lie", change: repsChanged(8, 10), untilMs: 1000 + NEWS_MS }]);
    expect(onTime(desk, 4999).desk.news).toHaveLength(1);
    expect(onTime(desk, 5000).desk.news).toEqual([]);
  });

  it("is no news where it was oneself, or is old", () => {
    expect(onStep(START, step(5, ingrid, repsChanged(8, 10)), program(5, entry("squat", 10)), "s1", 0).desk.news).toEqual([]);
    expect(onStep(START, step(4, per, repsChanged(8, 10)), program(4), "s1", 0).desk).toBe(START);
  });

  it("is told also where the program itself came by another way, but once", () => {
    const asked = onOpened(START, open(6, entry("squat", 10)));
    const { desk } = onStep(asked, step(5, per, repsChanged(8, 10)), program(5, entry("squat", 10)), "s1", 1000);
    expect(desk.open.program.version).toBe(6);
    expect(desk.news).toHaveLength(1);
    expect(onStep(desk, step(5, per, repsChanged(8, 10)), program(5), "s1", 1000).desk.news).toHaveLength(1);
  });

  it("asks anew what one may do once it is signed", () => {
    const signing: AppliedChange = { kind: "sign", entry: null, exercise: null, field: null, from: null, to: null };
    expect(onStep(START, step(5, per, signing), program(5), "s1", 0).commands).toEqual([{ kind: "reload" }]);
  });

  const conflict = (by: typeof per) => ({
    code: "version-stale",
    status: 409,
    program: program(5, entry("squat", 15), entry("bridge", 12)),
    conflicts: [{ index: 0, version: 5, at: new Date(0), by, theirs: repsChanged(8, 15) }],
  });

  it("of the same value at once is a clash: the rest is saved, and the person chooses", () => {
    const both = edit(edit(START, plain(reps(10)), 0), plain(reps(14, "bridge")), 0);
    const { desk } = onRefused(sent(both, 400).desk, conflict(per), "s1", 500);
    expect(shownReps(desk)).toBe(15);
    expect(desk.clash).toHaveLength(1);
    expect(sent(desk, 500).send).toEqual({ kind: "send", baseVersion: 5, changes: [reps(14, "bridge")] });
    expect(keepTheirs(desk).clash).toEqual([]);
    const mine = useMine(keepWaiting(desk), 600);
    expect(shownReps(mine)).toBe(10);
    expect(sent(mine, 600).send).toEqual({ kind: "send", baseVersion: 5, changes: [reps(10)] });
  });

  it("is no clash with what one changed oneself a moment before", () => {
    const { desk } = onRefused(sent(edit(START, plain(reps(10)), 0), 400).desk, conflict(ingrid), "s1", 500);
    expect(desk.clash).toEqual([]);
    expect(sent(desk, 500).send).toEqual({ kind: "send", baseVersion: 5, changes: [reps(10)] });
  });
});

/// As if the rest had been saved.
function keepWaiting(desk: Desk): Desk {
  return { ...desk, waiting: [] };
}

describe("VM-02: a change", () => {
  const heel: LibraryExercise = { id: "heel", name: names("heel"), description: null, area: "ankle", equipment: "none", drawing: "heel", picture: false, video: false, dose: NO_DOSE, custom: null };
  const order = (desk: Desk): string => shownProgram(desk).exercises.map(({ id }) => id).join(" ");
  const made = (change: ProgramChange): Desk => edit(START, { change, exercise: heel }, 0);

  it("adds, moves, swaps and removes before core has answered, and again on top of its answer", () => {
    const add = { kind: "add", exercise: "heel", after: "squat", id: "new" } as const;
    expect(order(made(add))).toBe("squat new bridge");
    const { desk } = sent(made(add), 0);
    const answered = onStep(desk, step(5, ingrid), program(5, entry("squat", 8), entry("new", 1), entry("bridge", 12)), "s1", 1).desk;
    expect(order(answered)).toBe("squat new bridge");
    expect(order(made({ ...add, after: null }))).toBe("new squat bridge");
    expect(order(made({ ...add, after: "gone" }))).toBe("squat bridge new");
    expect(order(made({ kind: "move", entry: "bridge", after: null }))).toBe("bridge squat");
    expect(order(made({ kind: "remove", entry: "squat" }))).toBe("bridge");
    expect(shownProgram(made({ kind: "swap", entry: "squat", exercise: "heel" })).exercises[0]).toMatchObject({ id: "squat", exercise: "heel", dose: { reps: 8 } });
  });

  it("that removes can be taken back, with dose and comment, at the same place", () => {
    const commented = newDesk(open(4, entry("squat", 8), { ...entry("bridge", 12), comment: "Slowly" }));
    const back = restoring(shownProgram(commented), "bridge", "again");
    const removed = edit(commented, plain({ kind: "remove", entry: "bridge" }), 0);
    const restored = back.reduce((desk, one) => edit(desk, one, 1), removed);
    expect(order(restored)).toBe("squat again");
    expect(shownProgram(restored).exercises[1]).toMatchObject({ exercise: "bridge", comment: "Slowly", dose: { reps: 12, sets: 3 } });
  });
});
