import { NO_NAMES, type Names } from "../src/api/names";
import type { Me } from "../src/api";
import { type Answers, fakeApi, fakeAuth, ok } from "./fakes";
import { ingrid, ola, openMeeting, openMeetingAsClient, over } from "./people";
import type { Act, State } from "./states";

/// Reports, and who looked.

const iso = (day: number, hour: number, minute: number): string => new Date(2026, 10, day, hour, minute).toISOString();
const ms = (day: number, hour: number, minute: number): number => new Date(2026, 10, day, hour, minute).getTime();

export const astrid: Me = { ...ingrid, sub: "s9", name: "Astrid Vik", title: "administrator", roles: ["organisation-administrator"] };

const person = (id: string, name: string, title: string) => ({ kind: "person", id, name, title });
const client = { kind: "contact", id: "c1", name: "Ola Nordmann", title: "client" };
const per = person("s7", "Per Lie", "physiotherapist");
const host = person("s1", "Ingrid Berg", "physiotherapist");
const north = { id: "u2", name: "Fjellvik North" };

let seq = 900;
const line = (day: number, hour: number, minute: number, event: string, change: object = {}) => ({
  seq: seq--,
  at: iso(day, hour, minute),
  event,
  outcome: "ok",
  marks: [],
  actor: host,
  role: "instructor",
  about: client,
  target: null,
  place: null,
  basis: null,
  meeting: null,
  ...change,
});
const meeting = { id: "m1", startedAt: iso(21, 14, 0), endedAt: iso(21, 14, 26), compared: true };
const lines = [
  line(21, 14, 26, "meeting-ended", { actor: person("s2", "Ola Nordmann", "client"), role: "contact", about: { ...host, kind: "person" }, meeting }),
  line(21, 14, 12, "program-change"),
  line(21, 14, 0, "meeting-started", { meeting }),
  line(21, 13, 31, "meeting-refused", { actor: { kind: "unknown", id: null, name: null, title: null }, role: null, about: null, outcome: "meeting-not-open", marks: ["refusal"] }),
  line(19, 22, 41, "basis-given", { actor: per, basis: { reason: "emergency", comment: "Chest pain on the phone, nobody else on duty" }, marks: ["break-glass"], place: north }),
  line(18, 9, 4, "contact-open", { actor: per, basis: { reason: "cover", comment: "Covering for Ingrid, ill today" }, place: north }),
  line(18, 8, 58, "sign-in", { actor: per, about: null }),
  line(12, 15, 20, "role-grant", { actor: person("s9", "Astrid Vik", "administrator"), role: "organisation-administrator", about: per }),
  line(12, 15, 2, "something-new", { actor: { kind: "system", id: null, name: null, title: null }, role: null, about: { ...client, name: null, id: "Zk3kd83kd92k" } }),
];
const counts = [
  [8, 3, 0, 0],
  [9, 7, 1, 0],
  [12, 12, 0, 0],
  [13, 6, 0, 0],
  [18, 9, 0, 0],
  [19, 4, 0, 1],
  [20, 11, 2, 0],
  [21, 8, 1, 0],
].map(([day = 1, all, refusals, breakGlass]) => ({ at: iso(day, 0, 0), lines: all, refusals, breakGlass }));
const report = { lines, next: "900", timeline: { step: "day", zone: "Europe/Oslo", counts }, from: iso(7, 14, 12), to: iso(21, 14, 12), total: 60 };
const look = (day: number, hour: number, name: string | null, what: string, change: object = {}) => ({
  at: new Date(ms(day, hour, 5)).toISOString(),
  who: { name, title: "physiotherapist" },
  what,
  event: "contact-open",
  allowed: true,
  breakGlass: false,
  basis: null,
  ...change,
});

export const units = {
  units: [
    { id: "u1", name: "Fjellvik fysioterapi", parent: null, people: 4, version: 1 },
    { id: "u2", name: "Fjellvik North", parent: "u1", people: 2, version: 3 },
    { id: "u3", name: "Children and young people", parent: "u2", people: 0, version: 1 },
    { id: "u4", name: "Fjellvik South", parent: "u1", people: 1, version: 1 },
  ],
};

const answers: Answers = {
  "GET /units": units,
  "GET /reports/access": report,
  "GET /reports/activity": { ...report, next: null, total: 9 },
  "GET /me/looks": {
    looks: [
      look(21, 13, "Ingrid Berg", "program"),
      look(19, 22, "Per Lie", "opened", { breakGlass: true, basis: { reason: "emergency", comment: "Chest pain on the phone, nobody else on duty" } }),
      look(18, 9, "Per Lie", "opened", { basis: { reason: "cover", comment: "Covering for Ingrid, ill today" } }),
      look(16, 11, null, "searched", { allowed: false }),
      look(12, 10, "Ingrid Berg", "meeting"),
    ],
    next: null,
  },
};
const at = (path: string, change: Answers = {}, acts: readonly Act[] = []): State => ({
  app: () => ({ path, auth: fakeAuth(astrid), api: fakeApi({}, { ...answers, ...change }) }),
  acts,
});
const asOla = (change: Answers = {}): State => ({
  app: () => ({ path: "/looked", auth: fakeAuth(ola), api: fakeApi({}, { ...answers, ...change }) }),
});

const receipt = {
  number: "7F3A-91C2-0B44",
  meetingId: "m1",
  organisation: "Fjellvik fysioterapi",
  host: { name: "Ingrid Berg", title: "physiotherapist", role: "instructor", identifiedBy: ["pwd", "otp"], provider: null, level: null, signedInAt: iso(21, 13, 40) },
  invitee: { name: "Ola Nordmann", title: "client", role: "client", identifiedBy: [], provider: "BankID", level: "high", signedInAt: iso(21, 13, 58) },
  startedAt: iso(21, 14, 0),
  endedAt: iso(21, 14, 26),
  seconds: 1560,
  endedBy: "invitee",
  encryption: { kind: "end-to-end", protocol: "meet.v1", codeCompared: "same" },
  recorded: "nothing",
  program: { name: "Knee, phase 2", version: 4, signedAt: iso(21, 14, 24) },
  signature: "e30..e30",
};
const ended = (seat: "host" | "invitee", names: Names = NO_NAMES): State => ({
  app: () => ({
    path: "/meetings/m1",
    auth: fakeAuth(seat === "host" ? ingrid : ola),
    api: fakeApi(
      { names, meeting: () => ok({ ...(seat === "host" ? openMeeting : openMeetingAsClient), ...over, endedBy: "invitee" }) },
      { "GET /meetings/m1/receipt": receipt },
    ),
  }),
  acts: [{ kind: "wait", ms: 200 }],
});

export const REPORT_STATES: Readonly<Record<string, State>> = {
  "report-access": at("/reports"),
  "report-activity": at("/reports?report=activity&from=2026-11-01&to=2026-11-21"),
  "report-of": at("/reports?of=s7"),
  "report-none": at("/reports?name=Nobody", { "GET /reports/access": { ...report, lines: [], next: null, total: 0, timeline: null } }),
  "report-unknown": at("/reports?about=x", { "GET /reports/access": { problem: "person-unknown", status: 404 } }),
  "report-error": at("/reports", { "GET /reports/access": { problem: "unknown", status: 500 } }),
  "ended-receipt": ended("host"),
  "ended-receipt-client": ended("invitee"),
  "ended-receipt-numbers": ended("host", { ...NO_NAMES, isElsewhere: () => true }),
  looked: asOla(),
  "looked-none": asOla({ "GET /me/looks": { looks: [], next: null } }),
};
