import { describe, expect, it } from "vitest";
import { noteFor } from "./inbox";

describe("the note that one can't come", () => {
  const from = (name: string) => ({ from: { name, title: "physiotherapist" } });

  it("names the one who was told, beside what others sent", () => {
    expect(noteFor("Ingrid Berg", [])).toBe("Ingrid Berg");
    expect(noteFor("Ingrid Berg", [from("Jonas Lie")])).toBe("Ingrid Berg");
    expect(noteFor(null, [from("Jonas Lie")])).toBeNull();
  });

  it("goes when the same person invites again", () => {
    expect(noteFor("Ingrid Berg", [from("Ingrid Berg")])).toBeNull();
  });
});
