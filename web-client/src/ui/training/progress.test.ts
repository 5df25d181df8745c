import { describe, expect, it } from "vitest";
import { isoDay, lastDays } from "./progress";

describe("CO-13: a client's progress", () => {
  it("has a place for each of the last 28 days, trained or not", () => {
    const now = new Date(2026, 10, 21, 9, 0);
    const days = lastDays(
      {
        days: [
          { day: "2026-11-21", sets: 6, exercises: 2, setsPlanned: 9 },
          { day: "2026-10-25", sets: 3, exercises: 1, setsPlanned: null },
          { day: "2026-10-01", sets: 9, exercises: 3, setsPlanned: 9 },
        ],
        sets: [],
      },
      now.getTime(),
    );
    expect(days).toHaveLength(28);
    expect(days.at(-1)).toMatchObject({ sets: 6, planned: 9 });
    expect(days.filter(({ sets }) => sets > 0).map(({ at }) => isoDay(at))).toEqual(["2026-10-25", "2026-11-21"]);
  });
});
