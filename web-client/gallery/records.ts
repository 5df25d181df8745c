import { signal } from "@preact/signals";
import type { Contact } from "../src/api";
import { NO_NAMES, type NamesState } from "../src/api/names";
import { type Answers, fakeApi, fakeAuth, ok, refuse } from "./fakes";
import { contacts, ingrid, NOW, record } from "./people";
import type { Act, State } from "./states";

/// Contacts of the unit, the basis, and what is kept of a contact.

const iso = (day: number, hour: number, minute: number): string => new Date(2026, 10, day, hour, minute).toISOString();

const perLie = { sub: "s7", name: "Per Lie", title: "physiotherapist" };
const closed = { kind: "closed", reason: null, until: null };
const found = {
  contacts: [
    { id: "kari-dahl", number: 31, name: "Kari Dahl", birthYear: 1971, instructor: perLie, access: closed },
    { id: "karin", number: 44, name: "Karin Moen", birthYear: null, instructor: perLie, access: { kind: "basis", reason: "cover", until: iso(21, 16, 40) } },
    { id: "kasper", number: 12, name: "Kasper Vik", birthYear: 1990, instructor: { ...perLie, sub: "s1", name: "Ingrid Berg" }, access: { kind: "own", reason: null, until: null } },
  ],
  hasMore: true,
};
const CODE = {
  code: "h3Zt9vQyYh0cXrJ7m2Lw5KpN8sBdFgTaUeRiOoPqWxE",
  link: "https://video.fjellvik.example/set-password#code=h3Zt9vQyYh0cXrJ7m2Lw5KpN8sBdFgTaUeRiOoPqWxE",
  expiresAt: iso(28, 14, 0),
};
const answers: Answers = {
  "GET /contacts/search": found,
  "GET /colleagues": { colleagues: [perLie, { sub: "s8", name: "Siri Vang", title: "trainer" }] },
  "POST /contacts/kari-dahl/access": { problem: "unknown", status: 500 },
  "POST /contacts/ola-nordmann/account": (body: unknown) =>
    (body as { readonly username: string | null }).username === "taken"
      ? { problem: "login-name-taken", status: 409 }
      : { username: "c-4f7k-9q2m", invitation: CODE, mailed: true },
  "POST /contacts/ola-nordmann/account/code": { username: "c-4f7k-9q2m", invitation: CODE, mailed: false },
  "POST /contacts/ola-nordmann/account/withdraw": { problem: "person-not-yours", status: 403 },
  "PUT /contacts/ola-nordmann": { problem: "version-stale", status: 409 },
};

const at = (path: string, acts: readonly Act[] = [], contact: Contact = record): State => ({
  app: () => ({ path, auth: fakeAuth(ingrid), api: fakeApi({ contacts: () => ok(contacts), contact: () => ok(contact) }, answers) }),
  acts,
});
const click = (text: Extract<Act, { kind: "click" }>["text"]): Act => ({ kind: "click", text });
const press = (selector: string): Act => ({ kind: "press", selector });
const type = (label: string, text: string): Act => ({ kind: "type", label, text });
const choose = (label: string, value: string): Act => ({ kind: "choose", label, value });

const wholeUnit = press(".seg label:nth-child(2) input");
const search: readonly Act[] = [wholeUnit, type("unit-search", "kar"), click("records.searchButton")];
const basis: readonly Act[] = [...search, press("button.item")];
const byBasis = (reason: string): Contact => ({
  ...record,
  access: { kind: "basis", reason, until: new Date(NOW.getTime() + 7_200_000) },
  instructor: perLie,
});

const noAccount: Contact = {
  ...record,
  hasAccount: false,
  account: null,
  video: { allowed: false, refusal: "contact-without-account" },
};
const withAccount = (account: NonNullable<Contact["account"]>): Contact => ({
  ...record,
  hasAccount: account.state !== "withdrawn",
  account,
  video: account.state === "withdrawn" ? noAccount.video : record.video,
});
const invitedUntil = (codeUntil: Date | null): Contact => withAccount({ username: "c-4f7k-9q2m", state: "invited", codeUntil });

const bare = { name: null, email: null, phone: null, birthDate: null, birthYear: null };
/// Where the customer keeps the names, and its service answers or does not.
const elsewhere = (path: string, state: NamesState, acts: readonly Act[] = []): State => ({
  app: () => ({
    path,
    auth: fakeAuth({ ...ingrid, organisation: { ...ingrid.organisation, pds: "https://pds.fjellvik.example" } }),
    api: fakeApi(
      {
        names: { ...NO_NAMES, state: signal(state), isElsewhere: () => true },
        contacts: () => ok(contacts.map((contact, index) => (state === "on" ? contact : { ...contact, ...bare, number: 11 + index }))),
        contact: () => ok({ ...noAccount, ...bare, number: 17 }),
      },
      answers,
    ),
  }),
  acts,
});

export const RECORD_STATES: Readonly<Record<string, State>> = {
  "contacts-unit": at("/contacts", [wholeUnit]),
  "contacts-unit-short": at("/contacts", [wholeUnit, type("unit-search", "k"), click("records.searchButton")]),
  "contacts-unit-found": at("/contacts", search),
  "contacts-basis": at("/contacts", basis),
  "contacts-basis-missing": at("/contacts", [...basis, click("basis.open")]),
  "contacts-basis-emergency": at("/contacts", [...basis, choose("basis-reason", "emergency"), press("#basis-tick"), type("basis-why", "Chest pain, no answer from Per")]),
  "contacts-basis-error": at("/contacts", [
    ...basis,
    choose("basis-reason", "consent"),
    press("#basis-tick"),
    type("basis-why", "Covering for Per this week"),
    click("basis.open"),
  ]),
  "contacts-new": at("/contacts", [click("records.new")]),
  "contacts-pds": elsewhere("/contacts", "on", [click("records.new")]),
  "contacts-pds-away": elsewhere("/contacts", "failed"),
  "contacts-pds-away-new": elsewhere("/contacts", "failed", [click("records.new")]),
  "contact-pds-away": elsewhere("/contacts/c1", "failed"),
  "contact-change": at("/contacts/c1", [click("person.edit")]),
  "contact-change-wrong": at("/contacts/c1", [click("person.edit"), type("person-phone", "x"), type("person-email", " x"), click("person.save")]),
  "contact-change-stale": at("/contacts/c1", [click("person.edit"), click("person.save")]),
  "contact-account-none": at("/contacts/c1", [], { ...noAccount, email: null }),
  "contact-account-give": at("/contacts/c1", [click("clientAccount.give")], noAccount),
  "contact-account-wrong": at("/contacts/c1", [click("clientAccount.give"), type("account-username", "two words"), press(".dlg [type=submit]")], noAccount),
  "contact-account-taken": at("/contacts/c1", [click("clientAccount.give"), type("account-username", "taken"), press(".dlg [type=submit]")], noAccount),
  "contact-account-given": at("/contacts/c1", [click("clientAccount.give"), press(".dlg [type=submit]")], noAccount),
  "contact-account-pds": elsewhere("/contacts/c1", "on", [click("clientAccount.give")]),
  "contact-account-invited": at("/contacts/c1", [], invitedUntil(new Date(NOW.getTime() + 5 * 86_400_000))),
  "contact-account-code-over": at("/contacts/c1", [], invitedUntil(null)),
  "contact-account-new-code": at("/contacts/c1", [click("clientAccount.newCode")]),
  "contact-account-withdraw": at("/contacts/c1", [click("clientAccount.withdraw")]),
  "contact-account-not-yours": at("/contacts/c1", [click("clientAccount.withdraw"), press(".dlg [data-color=danger]")]),
  "contact-account-withdrawn": at("/contacts/c1", [], withAccount({ username: "ola.nordmann", state: "withdrawn", codeUntil: null })),
  "contact-account-back": at("/contacts/c1", [click("clientAccount.giveBack")], withAccount({ username: "ola.nordmann", state: "withdrawn", codeUntil: null })),
  "contact-hand-over": at("/contacts/c1", [click("handOver.button")]),
  "contact-by-basis": at("/contacts/c1", [], byBasis("cover")),
  "contact-emergency": at("/contacts/c1", [], byBasis("emergency")),
  "contact-nameless": at("/contacts/c1", [], { ...record, name: null, number: 17, birthDate: null, birthYear: null, phone: null, email: null, atLeast16: true }),
  "contact-needs-basis": {
    app: () => ({ path: "/contacts/c1", auth: fakeAuth(ingrid), api: fakeApi({ contact: () => refuse("basis-needed", 403) }, answers) }),
  },
  "jump-out-refused": at("/jump-out"),
};
