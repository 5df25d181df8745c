import {
  array,
  boolean,
  instant,
  integer,
  nullable,
  object,
  oneOf,
  type Parsed,
  type Parser,
  string,
} from "../json/parse";

import { programShape } from "./programShapes";

/// What core answers, as the page sees it. `docs/` and `/core/v1/openapi.json` say what it means.

const id = string({ min: 1, max: 200 });
const name = string({ max: 500 });
const seat = oneOf("host", "invitee");

const colour = string({ pattern: /^#[0-9a-f]{6}$/i });
/// The organisation's colour on light ground and on dark.
export const accentShape = object({ light: colour, dark: colour });

export const meShape = object({
  sub: id,
  name,
  title: string({ max: 100 }),
  roles: array(string({ max: 100 }), 20),
  language: nullable(string({ max: 20 })),
  /// `pds`: where the customer keeps contacts' names, if core may not (docs/pds.md).
  organisation: object({ id, name, pds: nullable(name), modules: object({ video: boolean }), appearance: nullable(object({ accent: nullable(accentShape), logo: nullable(name) })) }),
});

/// How a contact is open to the one who asks. A server that does not say it has only own ones.
const OWN = { kind: "own", reason: null, until: null } as const;
const accessShape = object({ kind: oneOf("own", "basis", "closed"), reason: nullable(string({ max: 50 })), until: nullable(instant) });
export const contactAccess: Parser<Parsed<typeof accessShape>> = (value, at) => (value === undefined ? OWN : accessShape(value, at));

const openMeeting = nullable(object({ id, inviteeWaiting: boolean }));

export const contactsShape = object({
  contacts: array(
    object({
      id,
      number: nullable(integer(1)),
      name: nullable(name),
      birthYear: nullable(integer(1800, 2200)),
      hasAccount: boolean,
      access: contactAccess,
      program: nullable(object({ name })),
      lastMeetingAt: nullable(instant),
      openMeeting,
    }),
  ),
});

export const contactShape = object({
  id,
  number: nullable(integer(1)),
  version: nullable(integer(1)),
  /// Null: not kept, or only at the customer's own name service.
  name: nullable(name),
  birthYear: nullable(integer(1800, 2200)),
  birthDate: nullable(string({ max: 10 })),
  atLeast16: nullable(boolean),
  hasAccount: boolean,
  account: nullable(object({ username: string({ max: 200 }), state: oneOf("invited", "ready", "withdrawn"), codeUntil: nullable(instant) })),
  phone: nullable(string({ max: 50 })),
  email: nullable(string({ max: 200 })),
  instructor: nullable(object({ sub: id, name, title: string({ max: 100 }) })),
  access: contactAccess,
  program: nullable(programShape),
  video: object({ allowed: boolean, refusal: nullable(string({ max: 100 })) }),
  meetings: array(
    object({
      id,
      state: oneOf("planned", "open", "active", "ended", "expired"),
      createdAt: instant,
      startedAt: nullable(instant),
      endedAt: nullable(instant),
    }),
  ),
  openMeeting,
});

const agreedTime = { startsAt: nullable(instant), durationMinutes: nullable(integer(1, 1440)) };

export const startedMeetingShape = object({
  id,
  notBefore: instant,
  notAfter: instant,
  ...agreedTime,
  version: integer(1),
});

/// What the host has planned.
export const upcomingShape = object({
  meetings: array(
    object({
      id,
      contactId: id,
      other: object({ name, title: string({ max: 100 }) }),
      startsAt: instant,
      durationMinutes: integer(1, 1440),
      notBefore: instant,
      notAfter: instant,
      version: integer(1),
      state: oneOf("planned", "open", "active", "declined"),
      inviteeWaiting: boolean,
    }),
  ),
});

export const meetingShape = object({
  id,
  seat,
  other: object({ name, title: string({ max: 100 }) }),
  organisation: object({ name }),
  contactId: nullable(id),
  state: oneOf("planned", "open", "active", "ended", "expired"),
  createdAt: instant,
  notBefore: instant,
  notAfter: instant,
  startedAt: nullable(instant),
  endedAt: nullable(instant),
  endedBy: nullable(string({ max: 50 })),
  endReason: nullable(string({ max: 50 })),
  ...agreedTime,
  version: integer(1),
  replacedBy: nullable(id),
  hostBusy: boolean,
});

export const invitationsShape = object({
  invitations: array(
    object({
      meetingId: id,
      from: object({ name, title: string({ max: 100 }) }),
      organisation: object({ name }),
      createdAt: instant,
      notBefore: instant,
      notAfter: instant,
      ...agreedTime,
      movedFrom: nullable(instant),
      state: oneOf("planned", "open", "active", "cancelled"),
      hostWaiting: boolean,
      hostBusy: boolean,
    }),
  ),
});

export const ownProgramShape = nullable(programShape);

export type Me = Parsed<typeof meShape>;
export type ContactSummary = Parsed<typeof contactsShape>["contacts"][number];
export type ContactAccess = Parsed<typeof accessShape>;
export type Contact = Parsed<typeof contactShape>;
export type StartedMeeting = Parsed<typeof startedMeetingShape>;
export type Meeting = Parsed<typeof meetingShape>;
export type UpcomingMeeting = Parsed<typeof upcomingShape>["meetings"][number];
export type Invitation = Parsed<typeof invitationsShape>["invitations"][number];
