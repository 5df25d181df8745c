import { describe, expect, it } from "vitest";
import { intentOf, type Pressed } from "./keys";

const press = (change: Partial<Pressed>): Pressed => ({
  key: "m",
  withModifier: false,
  repeated: false,
  target: "page",
  ...change,
});

describe("single keys", () => {
  it("work on the page and on buttons, in either case", () => {
    expect(intentOf(press({ key: "m" }), true)).toBe("mic");
    expect(intentOf(press({ key: "V", target: "control" }), true)).toBe("camera");
    expect(intentOf(press({ key: "?" }), true)).toBe("keyList");
  });

  it("are letters where one writes", () => {
    expect(intentOf(press({ key: "m", target: "text" }), true)).toBeNull();
  });

  it("can be switched off (WCAG 2.1.4)", () => {
    for (const key of ["m", "v", "p", "l", "?", " "]) expect(intentOf(press({ key }), false), key).toBeNull();
    expect(intentOf(press({ key: "F6" }), false)).toBe("nextPart");
    expect(intentOf(press({ key: "Escape" }), false)).toBe("escape");
  });

  it("leave the browser's own shortcuts alone", () => {
    expect(intentOf(press({ key: "p", withModifier: true }), true)).toBeNull();
  });

  it("never end the meeting", () => {
    const all = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).concat("Enter", "Delete", "End");
    const intents = all.map((key) => intentOf(press({ key }), true));
    expect(new Set(intents)).toEqual(new Set([null, "nextExercise", "previousExercise", "talk", "mic", "camera", "share", "fullScreen", "program", "chat", "lock", "keyList"]));
  });

  it("leave the space bar to the button that has the focus", () => {
    expect(intentOf(press({ key: " ", target: "control" }), true)).toBeNull();
    expect(intentOf(press({ key: " ", target: "page" }), true)).toBe("talk");
  });
});
