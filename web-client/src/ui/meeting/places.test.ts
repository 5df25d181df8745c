import { describe, expect, it } from "vitest";
import { nextCorner } from "../../app/preferences";
import { nextIndex } from "./callBar";
import { hearingOf, litCells } from "./meter";
import { nextSheet, sheetAt } from "./panel";
import { cornerNear } from "./selfPicture";

describe("the own picture", () => {
  const stage = { left: 100, top: 50, width: 800, height: 600 };

  it("goes to the corner it was dropped nearest to", () => {
    expect(cornerNear({ clientX: 110, clientY: 60 }, stage)).toBe("topStart");
    expect(cornerNear({ clientX: 890, clientY: 60 }, stage)).toBe("topEnd");
    expect(cornerNear({ clientX: 110, clientY: 640 }, stage)).toBe("bottomStart");
    expect(cornerNear({ clientX: 890, clientY: 640 }, stage)).toBe("bottomEnd");
  });

  it("comes round all four corners by the button", () => {
    const round = ["bottomEnd" as const];
    for (let i = 0; i < 4; i++) round.push(nextCorner(round.at(-1) ?? "bottomEnd") as "bottomEnd");
    expect(new Set(round).size).toBe(4);
    expect(round.at(-1)).toBe("bottomEnd");
  });
});

describe("the sheet", () => {
  it("stops at the nearest of three heights", () => {
    expect(sheetAt(0.1)).toBe("peek");
    expect(sheetAt(0.5)).toBe("half");
    expect(sheetAt(0.9)).toBe("full");
  });

  it("is made larger step by step by its button, then small again", () => {
    expect(nextSheet("peek")).toBe("half");
    expect(nextSheet("half")).toBe("full");
    expect(nextSheet("full")).toBe("peek");
  });
});

describe("the call bar", () => {
  it("is one toolbar: arrows go round, Home and End to its ends", () => {
    expect(nextIndex("ArrowRight", 4, 1, 5)).toBe(0);
    expect(nextIndex("ArrowLeft", 0, -1, 5)).toBe(4);
    expect(nextIndex("Home", 3, undefined, 5)).toBe(0);
    expect(nextIndex("End", 1, undefined, 5)).toBe(4);
    expect(nextIndex("x", 1, undefined, 5)).toBeNull();
  });
});

describe("the level meter", () => {
  it("has sixteen cells, whatever comes", () => {
    expect(litCells(0)).toBe(0);
    expect(litCells(0.5)).toBe(8);
    expect(litCells(3)).toBe(16);
    expect(litCells(-1)).toBe(0);
  });

  it("says in words what the cells show", () => {
    expect(hearingOf(0.01)).toBe("nothing");
    expect(hearingOf(0.5)).toBe("well");
    expect(hearingOf(0.99)).toBe("loud");
  });
});
