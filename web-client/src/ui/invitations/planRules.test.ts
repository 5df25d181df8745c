import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UpcomingMeeting } from "../../api";
import { chosen, dateValue, firstProposal, overlapping, timeValue } from "./planRules";

/// Oslo puts its clocks forward on 28 March 2027 at 02:00 and back on 31 October 2027 at 03:00.
const zone = process.env["TZ"];
beforeAll(() => {
  process.env["TZ"] = "Europe/Oslo";
});
afterAll(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

const NOW = Date.parse("2026-11-21T12:00:00Z");

describe("VM-11: the time of a planned meeting", () => {
  it("is that of the clock where one is, in winter and in summer", () => {
    expect(chosen("2026-11-24", "14:00", NOW)).toEqual({ kind: "at", at: new Date("2026-11-24T13:00:00Z") });
    expect(chosen("2027-06-01", "14:00", NOW)).toEqual({ kind: "at", at: new Date("2027-06-01T12:00:00Z") });
  });

  it("is none in the hour that the clocks leave out", () => {
    expect(chosen("2027-03-28", "02:30", NOW)).toEqual({ kind: "noSuchTime" });
    expect(chosen("2027-03-28", "03:00", NOW)).toEqual({ kind: "at", at: new Date("2027-03-28T01:00:00Z") });
  });

  it("is the first of two in the hour that comes twice", () => {
    expect(chosen("2027-10-31", "02:30", NOW)).toEqual({ kind: "at", at: new Date("2027-10-31T00:30:00Z") });
  });

  it("is asked for when a part is missing or is no date", () => {
    expect(chosen("", "14:00", NOW)).toEqual({ kind: "missing" });
    expect(chosen("2026-11-24", "", NOW)).toEqual({ kind: "missing" });
    expect(chosen("2027-02-30", "14:00", NOW)).toEqual({ kind: "noSuchTime" });
  });

  it("lies ahead, and not further than a year", () => {
    expect(chosen("2026-11-21", "13:00", NOW)).toEqual({ kind: "past" });
    expect(chosen("2026-11-21", "13:01", NOW).kind).toBe("at");
    expect(chosen("2027-11-24", "13:00", NOW)).toEqual({ kind: "past" });
  });

  it("is proposed for tomorrow at ten, also when the clocks change in between", () => {
    const beforeTheChange = Date.parse("2027-03-27T22:30:00Z");
    expect(dateValue(firstProposal(beforeTheChange))).toBe("2027-03-28");
    expect(timeValue(firstProposal(beforeTheChange))).toBe("10:00");
  });
});

describe("VM-11: another appointment", () => {
  const at = new Date("2026-11-24T13:00:00Z");
  const other = (startsAt: string, state: UpcomingMeeting["state"] = "planned"): UpcomingMeeting => ({
    id: startsAt,
    contactId: "c",
    other: { name: "Kari Dahl", title: "client" },
    startsAt: new Date(startsAt),
    durationMinutes: 30,
    notBefore: at,
    notAfter: at,
    version: 1,
    state,
    inviteeWaiting: false,
  });
  const clash = (meeting: UpcomingMeeting, exceptId: string | null = null): boolean =>
    overlapping([meeting], at, 30, exceptId).length > 0;

  it("is in the way when the two share a minute, and not when one ends as the other begins", () => {
    expect(clash(other("2026-11-24T12:31:00Z"))).toBe(true);
    expect(clash(other("2026-11-24T12:30:00Z"))).toBe(false);
    expect(clash(other("2026-11-24T13:29:00Z"))).toBe(true);
    expect(clash(other("2026-11-24T13:30:00Z"))).toBe(false);
  });

  it("is in the way of neither its own move nor after it was declined", () => {
    expect(clash(other("2026-11-24T13:00:00Z"), "2026-11-24T13:00:00Z")).toBe(false);
    expect(clash(other("2026-11-24T13:00:00Z", "declined"))).toBe(false);
  });
});
