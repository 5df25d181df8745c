import { array, boolean, instant, integer, nullable, object, type Parsed, string } from "../json/parse";
import type { Answer, Core } from "./coreApi";
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

export function recordsApi(core: Core): RecordsApi {
  const of = (contactId: string): string => `/contacts/${encodeURIComponent(contactId)}`;
  return {
    search: (words, signal) =>
      core.ask({ method: "GET", path: `/contacts/search?q=${encodeURIComponent(words)}`, parse: foundShape, signal }),
    openByBasis: (contactId, reason, comment) =>
      core.ask({ method: "POST", path: `${of(contactId)}/access`, body: { confirmed: true, reason, comment }, parse: openedShape }),
    create: (data) => core.ask({ method: "POST", path: "/contacts", body: data, parse: contactShape }),
    change: (contactId, version, data) =>
      core.ask({ method: "PUT", path: of(contactId), body: { version, ...data }, parse: contactShape }),
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
