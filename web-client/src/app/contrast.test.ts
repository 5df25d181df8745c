import { describe, expect, it } from "vitest";
import { contrastOn, READABLE } from "./contrast";

describe("AD-07: an organisation's own colour", () => {
  it("is measured as WCAG does", () => {
    expect(contrastOn("#000000", "light")).toBeCloseTo(19.25, 1);
    expect(contrastOn("#ffffff", "light")).toBeCloseTo(1, 1);
  });

  it("must be readable on the worse of the grounds", () => {
    expect(contrastOn("#0b5c76", "light")).toBeGreaterThan(READABLE);
    expect(contrastOn("#84cbe0", "dark")).toBeGreaterThan(READABLE);
    expect(contrastOn("#84cbe0", "light")).toBeLessThan(READABLE);
    expect(contrastOn("#0b5c76", "dark")).toBeLessThan(READABLE);
  });
});
