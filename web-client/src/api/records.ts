import { array, boolean, instant, integer, nullable, object, type Parsed, string } from "../json/parse";
import type { Answer, Core } from "./coreApi";
import { type ApiRefusal, refused, type Result } from "./http";
import { filled, nameAll, nameOne } from "./named";
import { nothing } from "./coreApi";
import { type Contact, contactAccess, contactShape } from "./shapes";

/// What core knows about contacts beyond one's own list: search, basis, personal data.

const id = string({ min: 1, max: 200 });
const text = string({ max: 500 });
const colleague = object({ sub: id, name: text, title: string({ max: 100 }) });

const foundShape = object({
  contacts: array(
    object({
      id,
      number: integer(1),
      name: nullable(text),
      birthYear: nullable(integer(1800, 2200)),
      instructor: colleague,
      access: contactAccess,
    }),
    100,
  ),
  hasMore: boolean,
});
const givenShape = object({
  username: string({ min: 1, max: 200 }),
  invitation: object({ code: string({ min: 1, max: 200 }), link: string({ max: 2000 }), expiresAt: instant }),
  mailed: boolean,
});
const openedShape = object({ until: instant });
const jumpedShape = object({ contactId: id, created: boolean });
const colleaguesShape = object({ colleagues: array(colleague, 5000) });

export type Colleague = Parsed<typeof colleague>;
export type Found = Parsed<typeof foundShape>;
export type GivenAccount = Parsed<typeof givenShape>;
export type FoundContact = Found["contacts"][number];

export const BASIS_REASONS = ["consent", "cover", "shared-care", "second-opinion", "emergency"] as const;
export type BasisReason = (typeof BASIS_REASONS)[number];

/// Null: not kept.
export interface PersonalData {
  readonly name: string | null;
  /// 1984-05-31
  readonly birthDate: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly atLeast16: boolean | null;
}

export interface RecordsApi {
  search(words: string, signal?: AbortSignal): Answer<Found>;
  openByBasis(contactId: string, reason: BasisReason, comment: string): Answer<{ readonly until: Date }>;
  create(data: PersonalData): Answer<Contact>;
  change(contactId: string, version: number, data: PersonalData): Answer<Contact>;
  colleagues(signal?: AbortSignal): Answer<readonly Colleague[]>;
  handOver(contactId: string, version: number, to: string): Answer<null>;
  /// `username` null: one is made that says nothing.
  giveAccount(contactId: string, account: { readonly username: string | null; readonly language: string }): Answer<GivenAccount>;
  newAccountCode(contactId: string): Answer<GivenAccount>;
  withdrawAccount(contactId: string): Answer<null>;
  /// `statement`: what a record system signed; good once, for a minute.
  jumpOut(statement: string): Answer<{ readonly contactId: string }>;
}

/// Names go to the customer's own service and not to core; a number tells nobody who it is.
async function searchQuery(core: Core, words: string): Promise<string | null> {
  if (!core.names.isElsewhere() || /^#?\d+$/.test(words)) return new URLSearchParams({ q: words }).toString();
  const ids = (await core.names.search(words)) ?? [];
  return ids.length === 0 ? null : new URLSearchParams({ ids: ids.slice(0, MOST_IDS).join(",") }).toString();
}

/// What core is told of a person: nothing but the age where the customer keeps the rest.
function forCore(core: Core, data: PersonalData): PersonalData {
  if (!core.names.isElsewhere()) return data;
  return { name: null, birthDate: null, phone: null, email: null, atLeast16: data.atLeast16 };
}

/// The rest is kept by the customer, once core has made or changed the contact.
async function kept(core: Core, answer: Result<Contact, ApiRefusal>, data: PersonalData): Promise<Result<Contact, ApiRefusal>> {
  if (answer.kind === "refused" || !core.names.isElsewhere()) return answer;
  const { name, birthDate, phone, email } = data;
  const done = await core.names.keep(answer.value.id, { name, birthDate, phone, email });
  return done ? { kind: "ok", value: await nameOne(core.names, answer.value) } : refused("names-not-kept");
}

/// As many as core looks up at once.
const MOST_IDS = 20;

export function recordsApi(core: Core): RecordsApi {
  const of = (contactId: string): string => `/contacts/${encodeURIComponent(contactId)}`;
  return {
    search: async (words, signal) => {
      const query = await searchQuery(core, words);
      if (query === null) return { kind: "ok", value: { contacts: [], hasMore: false } };
      return filled(core.ask({ method: "GET", path: `/contacts/search?${query}`, parse: foundShape, signal }), async (found) => ({
        ...found,
        contacts: await nameAll(core.names, found.contacts),
      }));
    },
    openByBasis: (contactId, reason, comment) =>
      core.ask({ method: "POST", path: `${of(contactId)}/access`, body: { confirmed: true, reason, comment }, parse: openedShape }),
    create: (data) =>
      core.ask({ method: "POST", path: "/contacts", body: forCore(core, data), parse: contactShape }).then(async (made) => {
        // It is made, whatever becomes of the name: the record is where to try again.
        const named = await kept(core, made, data);
        return named.kind === "refused" && made.kind === "ok" ? made : named;
      }),
    change: (contactId, version, data) =>
      core
        .ask({ method: "PUT", path: of(contactId), body: { version, ...forCore(core, data) }, parse: contactShape })
        .then((changed) => kept(core, changed, data)),
    colleagues: (signal) =>
      core.ask({ method: "GET", path: "/colleagues", parse: (value, at) => colleaguesShape(value, at).colleagues, signal }),
    jumpOut: (statement) =>
      core.ask({ method: "POST", path: "/jump-out", body: { token: statement }, parse: jumpedShape }),
    giveAccount: (contactId, account) =>
      core.ask({ method: "POST", path: `${of(contactId)}/account`, body: account, parse: givenShape }),
    newAccountCode: (contactId) => core.ask({ method: "POST", path: `${of(contactId)}/account/code`, parse: givenShape }),
    withdrawAccount: (contactId) => core.ask({ method: "POST", path: `${of(contactId)}/account/withdraw`, parse: nothing }),
    handOver: (contactId, version, to) =>
      core.ask({ method: "POST", path: `${of(contactId)}/hand-over`, body: { version, to }, parse: nothing }),
  };
}
