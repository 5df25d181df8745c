import { describe, expect, it } from "vitest";
import { personProblems } from "./personRules";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const nothing = { name: null, birthDate: null, phone: null, email: null, atLeast16: null };

describe("personal data", () => {
  it("CO-17: are all optional", () => {
    expect(personProblems(nothing, NOW)).toEqual({});
    expect(personProblems({ ...nothing, name: "Ola", birthDate: "1984-05-31", phone: "+47 912 34 567", email: "ola@example.org" }, NOW)).toEqual({});
  });

  it("may be wrong each on its own", () => {
    expect(personProblems({ ...nothing, birthDate: "2026-11-22" }, NOW)).toEqual({ birthDate: "birthWrong" });
    expect(personProblems({ ...nothing, birthDate: "1840-01-01" }, NOW)).toEqual({ birthDate: "birthWrong" });
    expect(personProblems({ ...nothing, phone: "call me" }, NOW)).toEqual({ phone: "phoneWrong" });
    expect(personProblems({ ...nothing, email: "ola@example" }, NOW)).toEqual({ email: "emailWrong" });
  });
});
