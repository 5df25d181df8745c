import { array, boolean, instant, integer, nullable, object, oneOf, type Parsed, string } from "../json/parse";
import type { Answer, Core } from "./coreApi";
import { nothing } from "./coreApi";
import { filled, nameAll } from "./named";
import { accentShape } from "./shapes";

/// What administrators do: units, people, the organisation, partners; and one's own password.

const id = string({ min: 1, max: 200 });
const name = string({ max: 500 });
const word = string({ max: 100 });
const version = integer(1);
const unitName = object({ id, name });

const unitShape = object({ id, name, parent: nullable(id), people: integer(), version });
const unitsShape = object({ units: array(unitShape, 10_000) });

const userShape = object({
  sub: id,
  name,
  title: word,
  language: word,
  unit: unitName,
  roles: array(object({ role: word, unit: unitName }), 200),
  active: boolean,
  hasPassword: boolean,
  invitedUntil: nullable(instant),
  mayChange: boolean,
  loginNames: array(name, 20),
  version,
});
const usersShape = object({ people: array(userShape, 500), more: boolean });
const invitationShape = object({ code: string({ min: 1, max: 200 }), link: string({ max: 2000 }), expiresAt: instant });
const createdShape = object({ person: userShape, invitation: invitationShape });

const draftShape = object({ id, contactId: id, contactNumber: integer(1), contactName: nullable(name), exercises: integer(), updatedAt: instant });
const draftsShape = object({ drafts: array(draftShape, 1000) });

const modulesShape = object({ video: boolean, sso: boolean, eid: boolean });
const organisationShape = object({
  id,
  name,
  timeZone: word,
  modules: modulesShape,
  accent: nullable(accentShape),
  hasLogo: boolean,
  version,
  notices: nullable(object({ mail: boolean, webhook: boolean })),
  pds: nullable(object({ address: nullable(string({ max: 300 })), allowed: array(string({ max: 300 }), 50) })),
});

const partnerShape = object({
  id,
  name,
  kind: oneOf("api-key", "oauth2-client"),
  scopes: array(word, 50),
  createdAt: instant,
  lastUsedAt: nullable(instant),
  revokedAt: nullable(instant),
});
const partnersShape = object({ partners: array(partnerShape, 1000) });
const madePartnerShape = object({ partner: partnerShape, secret: string({ min: 1, max: 1000 }) });

export type Unit = Parsed<typeof unitShape>;
export type User = Parsed<typeof userShape>;
export type Users = Parsed<typeof usersShape>;
export type UserInvitation = Parsed<typeof invitationShape>;
/// Somebody's unsigned program for a contact, without what it says; `id` is the contact's, so that names can be put in.
export interface Draft {
  readonly id: string;
  readonly program: string;
  readonly number: number;
  readonly name: string | null;
  readonly exercises: number;
  readonly updatedAt: Date;
}
export type OrganisationSettings = Parsed<typeof organisationShape>;
export type Modules = Parsed<typeof modulesShape>;
export type Accent = Parsed<typeof accentShape>;
export type Partner = Parsed<typeof partnerShape>;

export const TITLES = ["physiotherapist", "occupational-therapist", "trainer", "administrator"] as const;
export const PARTNER_SCOPES = ["contacts.write", "meetings.read", "audit.read"] as const;

export interface AskedRole {
  readonly role: string;
  readonly unit: string;
}

export interface NewUser {
  readonly name: string;
  readonly title: string;
  readonly language: string;
  readonly unit: string;
  readonly username: string;
  readonly email: string | null;
  readonly roles: readonly AskedRole[];
}

export type UserFilters = Readonly<Partial<Record<"search" | "unit" | "role" | "active", string>>>;

export interface NewPartner {
  readonly name: string;
  readonly kind: Partner["kind"];
  readonly scopes: readonly string[];
}

export interface AdministrationApi {
  units(signal?: AbortSignal): Answer<readonly Unit[]>;
  makeUnit(name: string, parent: string): Answer<Unit>;
  changeUnit(unit: Unit, name: string, parent: string | null): Answer<Unit>;
  removeUnit(id: string): Answer<null>;
  users(filters: UserFilters, signal?: AbortSignal): Answer<Users>;
  user(sub: string, signal?: AbortSignal): Answer<User>;
  makeUser(user: NewUser): Answer<{ readonly person: User; readonly invitation: UserInvitation }>;
  changeUser(user: User, change: Pick<NewUser, "name" | "title" | "language" | "unit">): Answer<User>;
  giveRoles(user: User, roles: readonly AskedRole[]): Answer<User>;
  setActive(user: User, active: boolean): Answer<User>;
  invite(sub: string): Answer<UserInvitation>;
  drafts(sub: string, signal?: AbortSignal): Answer<readonly Draft[]>;
  deleteDraft(program: string): Answer<null>;
  organisation(signal?: AbortSignal): Answer<OrganisationSettings>;
  changeOrganisation(settings: Pick<OrganisationSettings, "name" | "modules" | "accent" | "version">): Answer<OrganisationSettings>;
  /// The origin of the organisation's own service for names; null: core holds them.
  keepNamesAt(address: string | null): Answer<null>;
  putLogo(mediaType: string, content: string): Answer<OrganisationSettings>;
  removeLogo(): Answer<OrganisationSettings>;
  partners(signal?: AbortSignal): Answer<readonly Partner[]>;
  makePartner(partner: NewPartner): Answer<{ readonly partner: Partner; readonly secret: string }>;
  revokePartner(id: string): Answer<null>;
  changePassword(current: string, password: string): Answer<null>;
}

export function administrationApi(core: Core): AdministrationApi {
  const person = (sub: string, what = ""): string => `/people/${encodeURIComponent(sub)}${what}`;
  return {
    units: (signal) => core.ask({ method: "GET", path: "/units", parse: (value, at) => unitsShape(value, at).units, signal }),
    makeUnit: (unitName, parent) => core.ask({ method: "POST", path: "/units", body: { name: unitName, parent }, parse: unitShape }),
    changeUnit: (unit, unitName, parent) =>
      core.ask({
        method: "PUT",
        path: `/units/${encodeURIComponent(unit.id)}`,
        body: { name: unitName, parent, version: unit.version },
        parse: unitShape,
      }),
    removeUnit: (unit) => core.ask({ method: "DELETE", path: `/units/${encodeURIComponent(unit)}`, parse: nothing }),
    users: (filters, signal) =>
      core.ask({ method: "GET", path: `/people?${new URLSearchParams(filters).toString()}`, parse: usersShape, signal }),
    user: (sub, signal) => core.ask({ method: "GET", path: person(sub), parse: userShape, signal }),
    makeUser: (user) => core.ask({ method: "POST", path: "/people", body: user, parse: createdShape }),
    changeUser: (user, change) =>
      core.ask({ method: "PUT", path: person(user.sub), body: { ...change, version: user.version }, parse: userShape }),
    giveRoles: (user, roles) =>
      core.ask({ method: "PUT", path: person(user.sub, "/roles"), body: { roles, version: user.version }, parse: userShape }),
    setActive: (user, active) =>
      core.ask({
        method: "POST",
        path: person(user.sub, active ? "/activate" : "/deactivate"),
        body: { version: user.version },
        parse: userShape,
      }),
    invite: (sub) => core.ask({ method: "POST", path: person(sub, "/invitation"), body: {}, parse: invitationShape }),
    drafts: (sub, signal) =>
      filled(
        core.ask({
          method: "GET",
          path: person(sub, "/drafts"),
          parse: (value, at): readonly Draft[] =>
            draftsShape(value, at).drafts.map(({ id: program, contactId, contactNumber, contactName, ...rest }) => ({
              id: contactId,
              program,
              number: contactNumber,
              name: contactName,
              ...rest,
            })),
          signal,
        }),
        (all) => nameAll(core.names, all),
      ),
    deleteDraft: (program) => core.ask({ method: "DELETE", path: `/programs/${encodeURIComponent(program)}`, parse: nothing }),
    organisation: (signal) => core.ask({ method: "GET", path: "/organisation", parse: organisationShape, signal }),
    changeOrganisation: (settings) => core.ask({ method: "PUT", path: "/organisation", body: settings, parse: organisationShape }),
    keepNamesAt: (address) => core.ask({ method: "PUT", path: "/organisation/pds", body: { address }, parse: nothing }),
    putLogo: (mediaType, content) =>
      core.ask({ method: "PUT", path: "/organisation/logo", body: { mediaType, content }, parse: organisationShape }),
    removeLogo: () => core.ask({ method: "DELETE", path: "/organisation/logo", parse: organisationShape }),
    partners: (signal) =>
      core.ask({ method: "GET", path: "/partners", parse: (value, at) => partnersShape(value, at).partners, signal }),
    makePartner: (partner) => core.ask({ method: "POST", path: "/partners", body: partner, parse: madePartnerShape }),
    revokePartner: (partner) => core.ask({ method: "DELETE", path: `/partners/${encodeURIComponent(partner)}`, parse: nothing }),
    changePassword: (current, password) =>
      core.ask({ method: "POST", path: "/me/password", body: { current, password }, parse: nothing }),
  };
}
