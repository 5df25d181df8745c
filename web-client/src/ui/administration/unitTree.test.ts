import { describe, expect, it } from "vitest";
import type { Unit } from "../../api/administration";
import { branches, isWithin } from "./unitTree";

const unit = (id: string, parent: string | null): Unit => ({ id, name: id.toUpperCase(), parent, people: 0, version: 1 });
const UNITS = [unit("top", null), unit("b", "top"), unit("a", "top"), unit("under-b", "b"), unit("lost", "elsewhere")];

describe("AD-06: the tree of units", () => {
  it("is read from the top, each unit right below its parent", () => {
    expect(branches(UNITS, "en").map(({ unit, depth }) => `${depth}${unit.id}`)).toEqual(["0lost", "0top", "1a", "1b", "2under-b"]);
  });

  it("does not hang on a ring", () => {
    expect(branches([unit("x", "y"), unit("y", "x"), unit("z", null)], "en").map(({ unit }) => unit.id)).toEqual(["z"]);
    expect(isWithin([unit("x", "y"), unit("y", "x")], "x", "z")).toBe(false);
  });

  it("knows what is within what", () => {
    expect(isWithin(UNITS, "under-b", "top")).toBe(true);
    expect(isWithin(UNITS, "b", "b")).toBe(true);
    expect(isWithin(UNITS, "a", "b")).toBe(false);
  });
});
