import { describe, expect, it } from "vitest";
import { parseTyped } from "./stepper";

describe("VM-02: a dose that is typed", () => {
  it("is a number within its bounds, with comma or point", () => {
    expect(parseTyped("12", 1, 200, 0)).toBe(12);
    expect(parseTyped(" 2,5 ", 0, 500, 2)).toBe(2.5);
    expect(parseTyped("2.555", 0, 500, 2)).toBe(2.56);
  });

  it("may be taken away", () => {
    expect(parseTyped("", 1, 20, 0)).toBe(null);
  });

  it("is not taken before it makes sense", () => {
    for (const text of ["0", "201", "ten", "-3", "1e3", "1 2"]) expect(parseTyped(text, 1, 200, 0), text).toBe("not-yet");
  });
});
