import { describe, expect, it } from "vitest";
import type { LibraryExercise } from "../../api";
import { EVERYTHING, findExercises } from "./find";

const one = (id: string, en: string, nb: string, change: Partial<LibraryExercise> = {}): LibraryExercise => ({
  id,
  name: { en, nb, sv: en, da: en, fi: en },
  description: null,
  area: "knee",
  equipment: "none",
  drawing: id,
  picture: false,
  video: false,
  dose: { sets: 3, reps: 10, holdSeconds: null, restSeconds: null, loadKg: null, perSide: false },
  custom: null,
  ...change,
});
const ALL = [
  one("squat", "Squat to chair", "Knebøy mot stol", { equipment: "chair" }),
  one("heel", "Heel raise", "Tåhev", { area: "ankle" }),
  one("own", "Chair dance", "Stoldans", { custom: { owner: "Ingrid Berg", mine: true, sharing: "me" } }),
];
const found = (change: Partial<typeof EVERYTHING>) => findExercises(ALL, { ...EVERYTHING, ...change }, "en").map(({ id }) => id);

describe("CO-12: searching exercises", () => {
  it("finds each word in any language, in any order", () => {
    expect(found({ text: "chair" })).toEqual(["own", "squat"]);
    expect(found({ text: " STOL kneb " })).toEqual(["squat"]);
    expect(found({ text: "chair heel" })).toEqual([]);
  });

  it("keeps to a part of the body, a thing, and one's own", () => {
    expect(found({ area: "ankle" })).toEqual(["heel"]);
    expect(found({ equipment: "chair" })).toEqual(["squat"]);
    expect(found({ mine: true })).toEqual(["own"]);
    expect(found({})).toHaveLength(3);
  });
});
