import { describe, expect, it } from "vitest";
import { keyboardIsUp } from "./glassKeyboard";

describe("the call bar", () => {
  it("gives way to a keyboard while one writes", () => {
    expect(keyboardIsUp(800, 480, true)).toBe(true);
  });

  it("stays for a browser's own bars, and when nobody writes", () => {
    expect(keyboardIsUp(800, 740, true)).toBe(false);
    expect(keyboardIsUp(800, 480, false)).toBe(false);
  });
});
