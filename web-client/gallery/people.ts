import type { Contact, ContactSummary, Dose, Exercise, Invitation, Me, Meeting, Program } from "../src/api";
import type { LockState, Person } from "../src/call";

/// The people and programs of the mocks. Nobody of them exists.

export const NOW = new Date(2026, 10, 21, 14, 12, 4);
const at = (day: number, hour: number, minute: number): Date => new Date(2026, 10, day, hour, minute);

export const ingrid: Me = {
  sub: "s1",
  name: "Ingrid Berg",
  title: "physiotherapist",
  roles: ["instructor"],
  language: "en",
  organisation: { id: "o1", name: "Fjellvik fysioterapi", pds: null, modules: { video: true }, appearance: null },
};

export const ola: Me = { ...ingrid, sub: "s2", name: "Ola Nordmann", title: "client", roles: ["contact"] };

export const host: Person = { seat: "host", name: ingrid.name, title: ingrid.title };
export const invitee: Person = { seat: "invitee", name: ola.name, title: ola.title };

const NO_DOSE: Dose = { sets: null, reps: null, holdSeconds: null, restSeconds: null, loadKg: null, perSide: false };

interface Made {
  readonly drawing: string;
  readonly en: string;
  readonly nb: string;
  readonly sv: string;
  readonly da: string;
  readonly fi: string;
  readonly dose: Partial<Dose>;
  readonly comment?: string;
}

const exercise = ({ drawing, dose, comment, ...name }: Made): Exercise => ({
  id: drawing,
  exercise: drawing,
  drawing,
  picture: false,
  video: false,
  name,
  dose: { ...NO_DOSE, ...dose },
  comment: comment ?? null,
});

export const knee: Program = {
  id: "p1",
  name: "Knee, phase 2",
  version: 4,
  signed: null,
  state: "draft",
  contactId: "ola-nordmann",
  createdBy: ingrid.name,
  updatedAt: at(12, 10, 20),
  copyOf: null,
  struck: null,
  exercises: [
    exercise({
      drawing: "squat",
      en: "Squat to chair",
      nb: "Knebøy mot stol",
      sv: "Knäböj mot stol",
      da: "Squat mod stol",
      fi: "Kyykky tuolille",
      dose: { sets: 3, reps: 10, restSeconds: 60 },
      comment: "Right knee over toes",
    }),
    exercise({ drawing: "bridge", en: "Bridge", nb: "Seteløft", sv: "Bäckenlyft", da: "Bækkenløft", fi: "Lantionnosto", dose: { sets: 3, reps: 12, holdSeconds: 3 } }),
    exercise({ drawing: "heel", en: "Heel raise", nb: "Tåhev", sv: "Tåhävning", da: "Tåhævning", fi: "Varpaillenousu", dose: { sets: 3, reps: 15 } }),
    exercise({
      drawing: "oneleg",
      en: "One-leg stand",
      nb: "Stå på ett bein",
      sv: "Stå på ett ben",
      da: "Stå på ét ben",
      fi: "Yhdellä jalalla seisonta",
      dose: { sets: 2, holdSeconds: 30, perSide: true },
    }),
    exercise({ drawing: "stepup", en: "Step-up", nb: "Oppsteg", sv: "Uppsteg", da: "Step-up", fi: "Askellus", dose: { sets: 3, reps: 8, loadKg: 4 } }),
    exercise({ drawing: "clam", en: "Clam", nb: "Musling", sv: "Musslan", da: "Muslingen", fi: "Simpukka", dose: { sets: 2, reps: 12, perSide: true } }),
  ],
};

export const OWN = { kind: "own", reason: null, until: null } as const;

const summary = (name: string, change: Partial<ContactSummary> = {}): ContactSummary => ({
  id: name.toLowerCase().replaceAll(" ", "-"),
  number: 7,
  access: OWN,
  name,
  birthYear: 1984,
  hasAccount: true,
  program: { name: "Knee, phase 2" },
  lastMeetingAt: null,
  openMeeting: null,
  ...change,
});

export const contacts: readonly ContactSummary[] = [
  summary("Kari Dahl", { birthYear: 1971, program: { name: "Back, everyday" }, lastMeetingAt: at(12, 10, 0) }),
  summary("Mia Solberg", { birthYear: 2011, program: { name: "Ankle" } }),
  summary("Ola Nordmann", { openMeeting: { id: "m1", inviteeWaiting: false } }),
  summary("Leila Jama", { access: { kind: "basis", reason: "cover", until: at(21, 16, 40) }, birthYear: 1976, program: { name: "Back, everyday" } }),
  summary("Per Lunde", { birthYear: null, program: { name: "Hip after surgery" } }),
  summary("Tor Haugen", { birthYear: 1962, hasAccount: false, program: null }),
  summary("", { id: "nameless", number: 17, name: null, program: null }),
];

export const waitingContacts: readonly ContactSummary[] = contacts.map((contact) =>
  contact.openMeeting ? { ...contact, openMeeting: { id: "m1", inviteeWaiting: true } } : contact,
);

export const record: Contact = {
  id: "ola-nordmann",
  number: 12,
  version: 3,
  name: "Ola Nordmann",
  birthYear: 1984,
  birthDate: "1984-05-31",
  atLeast16: null,
  email: "ola.nordmann@example.org",
  instructor: { sub: "s1", name: "Ingrid Berg", title: "physiotherapist" },
  access: OWN,
  hasAccount: true,
  account: { username: "ola.nordmann@example.org", state: "ready", codeUntil: null },
  phone: "912 34 567",
  program: knee,
  video: { allowed: true, refusal: null },
  meetings: [
    { id: "m0", state: "ended", createdAt: at(12, 9, 50), startedAt: at(12, 10, 0), endedAt: at(12, 10, 24) },
    { id: "m00", state: "ended", createdAt: at(5, 9, 50), startedAt: null, endedAt: at(5, 12, 0) },
  ],
  openMeeting: null,
};

export const openMeeting: Meeting = {
  id: "m1",
  seat: "host",
  other: { name: ola.name, title: ola.title },
  organisation: { name: ingrid.organisation.name },
  contactId: record.id,
  state: "open",
  createdAt: at(21, 8, 15),
  notBefore: at(21, 8, 15),
  notAfter: at(22, 8, 15),
  startedAt: null,
  endedAt: null,
  endedBy: null,
  endReason: null,
  startsAt: null,
  durationMinutes: null,
  version: 1,
  replacedBy: null,
  hostBusy: false,
};

export const openMeetingAsClient: Meeting = {
  ...openMeeting,
  seat: "invitee",
  other: { name: ingrid.name, title: ingrid.title },
  contactId: null,
};

export const over = { state: "ended", startedAt: at(21, 14, 0), endedAt: at(21, 14, 26), endReason: "ended" } as const;

export const invitation: Invitation = {
  meetingId: "m1",
  from: { name: ingrid.name, title: ingrid.title },
  organisation: { name: "Fjellvik" },
  createdAt: at(21, 8, 15),
  notBefore: at(21, 8, 15),
  notAfter: at(22, 8, 15),
  startsAt: null,
  durationMinutes: null,
  movedFrom: null,
  state: "open",
  hostWaiting: false,
  hostBusy: false,
};

/// The code of the mocks: Bicycle, Whale, Key, Umbrella, Mountain, Apple, Sailboat.
export const secure: Extract<LockState, { kind: "secure" }> = {
  kind: "secure",
  own: {
    name: ingrid.name,
    role: "instructor",
    issuer: "https://id.fjellvik.example/",
    methods: ["pwd", "otp"],
    signedInAtMs: at(21, 13, 40).getTime(),
  },
  peer: {
    name: ola.name,
    role: "participant",
    issuer: "https://id.fjellvik.example/",
    methods: ["pwd", "otp"],
    signedInAtMs: at(21, 13, 58).getTime(),
  },
  code: { emoji: [0, 1, 2, 3, 4, 5, 6], digits: "4071 8825 1396" },
  caseId: "7F3A-91C2",
};

export const verified: LockState = { ...secure, kind: "verified", comparedAtMs: at(21, 14, 3).getTime() };
