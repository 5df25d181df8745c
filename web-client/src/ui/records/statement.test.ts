import { describe, expect, it } from "vitest";
import { statementIn } from "./statement";

describe("CO-02: the statement of a record system", () => {
  it("stands in the fragment", () => {
    expect(statementIn("#token=eyJh.eyJp.c2ln")).toBe("eyJh.eyJp.c2ln");
  });

  it.each(["", "#", "#token=", "#token=x", "#token=a.b", "#token=a.b.c.d", "#token=<a>.b.c", "#else=a.b.c"])(
    "is nothing else: %s",
    (hash) => {
      expect(statementIn(hash)).toBeNull();
    },
  );
});
