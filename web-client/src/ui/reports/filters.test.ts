import { describe, expect, it } from "vitest";
import { filtersOf, readAsked, writeAsked } from "./filters";

const NOW = Date.parse("2026-11-21T12:00:00Z");

describe("the filters of a report", () => {
  it("AD-08: stay in the address", () => {
    const address = "report=activity&days=30&name=Per&place=u2&role=instructor&event=meeting-&marked=refusal&of=p1&about=c1";
    expect(writeAsked(readAsked(`?${address}`))).toBe(address);
    expect(writeAsked(readAsked("?from=2026-11-01&to=2026-11-03"))).toBe("from=2026-11-01&to=2026-11-03");
  });

  it("say nothing of what is as usual", () => {
    expect(writeAsked(readAsked(""))).toBe("");
    expect(filtersOf(readAsked(""), NOW)).toEqual({ from: "2026-11-07T12:00:00.000Z" });
  });

  it("take the whole last day", () => {
    const { from, to } = filtersOf(readAsked("?from=2026-11-01&to=2026-11-01"), NOW);
    expect(Date.parse(to ?? "") - Date.parse(from ?? "")).toBe(86_400_000);
  });

  it("forget what somebody has made up", () => {
    const asked = readAsked(`?report=x&days=-1&from=yesterday&marked=all&name=${"x".repeat(500)}`);
    expect(asked).toMatchObject({ kind: "access", days: 14, fromDay: "", marked: "" });
    expect(asked.name).toHaveLength(80);
  });
});
