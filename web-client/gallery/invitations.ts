import type { Invitation, Meeting } from "../src/api";
import { type Answers, fakeApi, fakeAuth, fakeCall, ok } from "./fakes";
import { ingrid, invitation, ola, openMeeting, openMeetingAsClient, record } from "./people";
import type { Act, State } from "./states";

/// Meetings for later: planned, moved, called off, and what the client sees of them.

const at = (day: number, hour: number, minute: number): Date => new Date(2026, 10, day, hour, minute);
const iso = (day: number, hour: number, minute: number): string => at(day, hour, minute).toISOString();
const click = (text: Extract<Act, { kind: "click" }>["text"]): Act => ({ kind: "click", text });
const press = (selector: string): Act => ({ kind: "press", selector });
const type = (label: string, text: string): Act => ({ kind: "type", label, text });

const planned = (id: string, name: string, day: number, hour: number, change: object = {}): object => ({
  id,
  contactId: name.toLowerCase().replaceAll(" ", "-"),
  other: { name, title: "client" },
  startsAt: iso(day, hour, 0),
  durationMinutes: 30,
  notBefore: iso(day, hour - 1, 45),
  notAfter: iso(day, hour + 4, 30),
  version: 1,
  state: "planned",
  inviteeWaiting: false,
  ...change,
});
const answers: Answers = {
  "GET /meetings": {
    meetings: [
      planned("m1", "Kari Dahl", 21, 14, { state: "open", inviteeWaiting: true }),
      planned("m2", "Ola Nordmann", 22, 10),
      planned("m3", "Per Lunde", 23, 9, { state: "declined" }),
      planned("m4", "Ola Nordmann", 25, 13, { durationMinutes: 45 }),
    ],
  },
  "POST /meetings": { id: "m5", notBefore: iso(22, 9, 45), notAfter: iso(22, 14, 30), startsAt: iso(22, 10, 0), durationMinutes: 30, version: 1 },
  "POST /meetings/m2/cancel": { problem: "meeting-started", status: 409 },
  "POST /meetings/m4/cancel": null,
  "POST /meetings/m2/reschedule": { problem: "version-stale", status: 409 },
};

const host = (path: string, acts: readonly Act[] = []): State => ({
  app: () => ({ path, auth: fakeAuth(ingrid), api: fakeApi({ contact: () => ok(record) }, answers) }),
  acts,
});
const inbox = (change: Partial<Invitation>, acts: readonly Act[] = []): State => ({
  app: () => ({ path: "/inbox", auth: fakeAuth(ola), api: fakeApi({ invitations: () => ok([{ ...invitation, ...change }]) }) }),
  acts,
});
const agreed = { startsAt: at(24, 14, 0), durationMinutes: 30, notBefore: at(24, 13, 45), notAfter: at(24, 18, 30) };
const meeting = (change: Partial<Meeting>, as: Meeting = openMeetingAsClient): State => ({
  app: () => ({
    path: "/meetings/m1",
    auth: fakeAuth(as.seat === "host" ? ingrid : ola),
    api: fakeApi({ meeting: () => ok({ ...as, ...change }) }),
    call: fakeCall({ state: { kind: "idle" } }),
  }),
});
const later = click("plan.later");

export const INVITATION_STATES: Readonly<Record<string, State>> = {
  "contacts-planned": host("/contacts"),
  "contact-planned": host("/contacts/ola-nordmann"),
  plan: host("/contacts/ola-nordmann", [later, type("plan-date", "11272026"), type("plan-time", "1100AM")]),
  "plan-overlap": host("/contacts/ola-nordmann", [later]),
  "plan-past": host("/contacts/ola-nordmann", [later, type("plan-date", "11202026"), click("plan.send")]),
  "plan-sent": host("/contacts/ola-nordmann", [later, type("plan-date", "11272026"), click("plan.send")]),
  "plan-move": host("/contacts/ola-nordmann", [press(".plan__a button:nth-of-type(2)")]),
  "plan-move-stale": host("/contacts/ola-nordmann", [press(".plan__a button:nth-of-type(2)"), type("plan-date", "11282026"), click("plan.move")]),
  "plan-cancel": host("/contacts/ola-nordmann", [press(".plan__a button:nth-of-type(3)")]),
  "plan-cancel-started": host("/contacts/ola-nordmann", [press(".plan__a button:nth-of-type(3)"), click("upcoming.cancelYes")]),
  "plan-cancelled": host("/contacts/ola-nordmann", [press(".plan:last-child .plan__a button:last-of-type"), click("upcoming.cancelYes")]),
  "inbox-planned": inbox({ ...agreed, state: "planned" }),
  "inbox-planned-open": inbox({ ...agreed, startsAt: at(21, 14, 20), notAfter: at(21, 19, 0) }),
  "inbox-planned-decline": inbox({ ...agreed, state: "planned" }, [click("inbox.cantCome")]),
  "inbox-moved": inbox({ ...agreed, state: "planned", movedFrom: at(23, 10, 0) }),
  "inbox-cancelled": inbox({ ...agreed, state: "cancelled" }),
  "inbox-busy": inbox({ ...agreed, startsAt: at(21, 14, 10), notAfter: at(21, 19, 0), hostBusy: true }),
  "meeting-planned": meeting({ ...agreed, state: "planned" }),
  "meeting-planned-host": meeting({ ...agreed, state: "planned" }, openMeeting),
  "meeting-moved": meeting({ ...agreed, state: "ended", endReason: "rescheduled", replacedBy: "m2" }),
  "ended-cancelled": meeting({ ...agreed, state: "ended", endReason: "cancelled", endedBy: "host" }),
};
