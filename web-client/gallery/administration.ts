import type { Me } from "../src/api";
import { type Answers, fakeApi, fakeAuth } from "./fakes";
import { ingrid } from "./people";
import { astrid, units } from "./reports";
import type { Act, State } from "./states";

/// Users, units, settings, own account, the first password.

const iso = (day: number, hour: number): string => new Date(2026, 10, day, hour, 0).toISOString();
const u1 = { id: "u1", name: "Fjellvik fysioterapi" };
const u2 = { id: "u2", name: "Fjellvik North" };

const user = (sub: string, name: string, change: object = {}) => ({
  sub,
  name,
  title: "physiotherapist",
  language: "nb",
  unit: u1,
  roles: [{ role: "instructor", unit: u1 }],
  active: true,
  hasPassword: true,
  invitedUntil: null,
  mayChange: true,
  loginNames: [name.toLowerCase().replaceAll(" ", ".")],
  version: 2,
  ...change,
});
const per = user("s7", "Per Lie", {
  unit: u2,
  roles: [
    { role: "instructor", unit: u2 },
    { role: "unit-administrator", unit: u2 },
  ],
});
const people = [
  user("s9", "Astrid Vik", { title: "administrator", roles: [{ role: "organisation-administrator", unit: u1 }] }),
  user("s1", "Ingrid Berg"),
  user("s5", "Jonas Strand", { hasPassword: false, invitedUntil: iso(23, 12) }),
  per,
  user("s8", "Siri Vang", { title: "trainer", active: false }),
];
const invitation = { code: "KX7P-94QM-2WTR", link: "https://id.fjellvik.example/set-password#code=KX7P-94QM-2WTR", expiresAt: iso(24, 12) };
const organisation = {
  id: "o1",
  name: "Fjellvik fysioterapi",
  timeZone: "Europe/Oslo",
  modules: { video: true, sso: false, eid: false },
  accent: { light: "#7a2a5c", dark: "#84cbe0" },
  hasLogo: true,
  notices: { mail: true, webhook: false },
  pds: { address: null, allowed: ["https://pds.fjellvik.example"] },
  version: 4,
};
const bankId = {
  id: "idp-1",
  name: "BankID",
  kind: "eid",
  issuer: "https://auth.bankid.example/auth/realms/prod",
  clientId: "fjellvik-fysioterapi",
  hasSecret: true,
  authentication: "client_secret_basic",
  scopes: ["openid", "profile"],
  acrValues: ["urn:bankid:bid;LOA=4"],
  amr: [],
  maxAgeSeconds: 900,
  levels: { "urn:bankid:bid;LOA=4": "high" },
  signOutThere: true,
  active: true,
  moduleOn: true,
  redirectUri: "https://id.fjellvik.example/oidc/from/idp-1",
  backChannelLogoutUri: "https://id.fjellvik.example/oidc/back-channel-logout/idp-1",
  version: 3,
};
const entra = { ...bankId, id: "idp-2", name: "Entra ID", kind: "workplace", issuer: "https://login.microsoftonline.example/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0", acrValues: [], levels: {}, maxAgeSeconds: null, authentication: "private_key_jwt", moduleOn: false };
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const partner = { id: "p1", name: "Journal system", kind: "oauth2-client", scopes: ["contacts.write"], createdAt: iso(1, 9), lastUsedAt: iso(20, 8), revokedAt: null, jwks: null };

const answers: Answers = {
  "GET /units": units,
  "POST /units": { problem: "units-full", status: 409 },
  "DELETE /units/u2": { problem: "unit-in-use", status: 409 },
  "GET /people": { people, more: false },
  "POST /people": { person: people[2], invitation },
  "GET /people/s7": per,
  "GET /people/s8": people[4],
  "GET /people/s9": { ...people[0], mayChange: false },
  "GET /people/s7/drafts": {
    drafts: [
      { id: "p1", contactId: "c1", contactNumber: 1041, contactName: "Ola Nordmann", exercises: 4, updatedAt: iso(2, 9) },
      { id: "p2", contactId: "c2", contactNumber: 1057, contactName: null, exercises: 1, updatedAt: iso(19, 14) },
    ],
  },
  "GET /people/s8/drafts": { drafts: [] },
  "PUT /people/s7/roles": { problem: "last-administrator", status: 409 },
  "POST /people/s7/invitation": invitation,
  "GET /organisation": organisation,
  "GET /organisation/logo": { mediaType: "image/png", content: PIXEL },
  "GET /identity-providers": { providers: [bankId, entra], signInAddress: "https://id.fjellvik.example/at/o1", postLogoutRedirectUri: "https://id.fjellvik.example/", jwksUri: "https://id.fjellvik.example/oidc/jwks" },
  "POST /identity-providers": { problem: "issuer-not-allowed", status: 409 },
  "PUT /identity-providers/idp-1": { ...bankId, version: 4 },
  "POST /identity-provider-check": {
    finding: "ok",
    detail: null,
    found: { signInHost: "login.bankid.example", keys: 2, signsOut: true, tellsSignOut: false, acrValues: ["urn:bankid:bid;LOA=4", "urn:bankid:bis;LOA=3"], authentications: ["client_secret_post"] },
  },
  "GET /people/s7/identities": { identities: [{ id: "l1", provider: "idp-1", providerName: "BankID", linkedAt: iso(3, 9), lastUsedAt: iso(20, 8) }] },
  "GET /people/s8/identities": { identities: [] },
  "GET /people/s9/identities": { identities: [{ id: "l2", provider: "idp-2", providerName: "Entra ID", linkedAt: iso(3, 9), lastUsedAt: null }] },
  "GET /me/identities": { identities: [{ id: "l2", provider: "idp-2", providerName: "Entra ID", linkedAt: iso(3, 9), lastUsedAt: iso(20, 8) }] },
  "GET /partners": { partners: [partner, { ...partner, id: "p2", name: "Old booking", kind: "api-key", scopes: ["meetings.read"], lastUsedAt: null, revokedAt: iso(12, 9) }] },
  "POST /partners": { partner, secret: "xl_8fP0sKd93kLmQ27vZt4yNbW1cR6uHjEo" },
  "POST /me/password": { problem: "password-wrong", status: 403 },
};
const at = (path: string, acts: readonly Act[] = [], me: Me = astrid, change: Answers = {}): State => ({
  app: () => ({ path, auth: fakeAuth(me), api: fakeApi({}, { ...answers, ...change }) }),
  acts,
});
const click = (text: Extract<Act, { kind: "click" }>["text"]): Act => ({ kind: "click", text });
const press = (selector: string): Act => ({ kind: "press", selector });
const type = (label: string, text: string): Act => ({ kind: "type", label, text });
const choose = (label: string, value: string): Act => ({ kind: "choose", label, value });

const both: Me = { ...ingrid, roles: ["instructor", "unit-administrator", "organisation-administrator"] };
const branded: Me = {
  ...astrid,
  organisation: { ...astrid.organisation, appearance: { accent: { light: "#7a2a5c", dark: "#f0b6d8" }, logo: "/core/v1/organisation/logo" } },
};
const newUser: readonly Act[] = [click("users.new"), type("user-name", "Jonas Strand"), type("user-username", "jonas")];

export const ADMINISTRATION_STATES: Readonly<Record<string, State>> = {
  users: at("/users"),
  "users-none": at("/users", [], astrid, { "GET /people": { people: [], more: false } }),
  "users-both-roles": at("/users", [press(".nav__more")], both),
  "users-branded": at("/users", [], branded),
  "users-new": at("/users", [click("users.new")]),
  "users-new-missing": at("/users", [click("users.new"), click("user.create")]),
  "users-new-taken": at("/users", [...newUser, click("user.create")], astrid, { "POST /people": { problem: "login-name-taken", status: 409 } }),
  "users-code": at("/users", [...newUser, click("user.create")]),
  user: at("/users/s7"),
  "user-inactive": at("/users/s8"),
  "user-above": at("/users/s9"),
  "user-role-refused": at("/users/s7", [choose("new-role", "organisation-administrator"), click("user.give")]),
  "user-deactivate": at("/users/s7", [click("user.deactivate")]),
  "user-draft-delete": at("/users/s7", [press("[aria-labelledby=drafts] .icon-btn")]),
  "user-code": at("/users/s7", [click("user.invite")]),
  units: at("/units"),
  "units-new": at("/units", [press(".units li:nth-child(1) .icon-btn"), type("unit-name", "East"), click("user.save")]),
  "units-in-use": at("/units", [press(".units li:nth-child(2) .icon-btn:last-child"), click("units.removeYes")]),
  "units-unit-administrator": at("/units", [], { ...astrid, roles: ["unit-administrator"] }),
  settings: at("/settings"),
  "settings-faint": at("/settings", [], astrid, { "GET /organisation": { ...organisation, accent: { light: "#84cbe0", dark: "#0b5c76" }, hasLogo: false } }),
  "settings-nobody-told": at("/settings", [], astrid, { "GET /organisation": { ...organisation, notices: { mail: false, webhook: false }, pds: { address: null, allowed: [] } } }),
  "settings-pds-held": at("/settings", [choose("pds-address", "https://pds.fjellvik.example"), press("[aria-labelledby=pds] [type=submit]")], astrid, {
    "PUT /organisation/pds": { problem: "personal-data-held", status: 409 },
  }),
  "settings-pds-not-allowed": at("/settings", [press("[aria-labelledby=pds] [type=submit]")], astrid, {
    "GET /organisation": { ...organisation, pds: { address: "https://pds.old.example", allowed: [] } },
    "PUT /organisation/pds": { problem: "pds-not-allowed", status: 409 },
  }),
  "settings-partner-new": at("/settings", [click("partners.new"), click("partners.create")]),
  "settings-partner-secret": at("/settings", [click("partners.new"), type("partner-name", "Journal system"), press("[id='scope-contacts.write']"), click("partners.create")]),
  "settings-partner-revoke": at("/settings", [press("[aria-labelledby=partners] .icon-btn")]),
  "settings-no-providers": at("/settings", [], astrid, { "GET /identity-providers": { providers: [], signInAddress: "", postLogoutRedirectUri: "", jwksUri: "" } }),
  provider: at("/settings/idp-1"),
  "provider-module-off": at("/settings/idp-2"),
  "provider-tested": at("/settings/idp-1", [click("idp.test")]),
  "provider-tested-wrong": at("/settings/idp-1", [click("idp.test")], astrid, { "POST /identity-provider-check": { finding: "host", detail: null, found: null } }),
  "provider-saved": at("/settings/idp-1", [click("settings.save")]),
  "provider-new": at("/settings/new"),
  "provider-new-missing": at("/settings/new", [type("idp-issuer", "login.bankid.example"), click("settings.save")]),
  "provider-new-refused": at("/settings/new", [type("idp-name", "BankID"), type("idp-issuer", "https://login.bankid.example"), type("idp-client", "x"), type("idp-secret", "x"), click("settings.save")]),
  "provider-remove": at("/settings/idp-1", [press("[aria-labelledby=idp-remove] button")]),
  "user-erase": at("/users/s8", [press("[aria-labelledby=leaving] [data-color=danger]"), click("leaving.eraseYes")]),
  "user-erase-contacts-left": at("/users/s8", [press("[aria-labelledby=leaving] [data-color=danger]"), press("#erase-sure"), click("leaving.eraseYes")], astrid, { "POST /people/s8/erasure": { problem: "contacts-left", status: 409 } }),
  "user-untie": at("/users/s7", [press("[aria-labelledby=identities] .icon-btn")]),
  "user-tie-taken": at("/users/s7", [type("tie-subject", "4711"), press("[aria-labelledby=identities] [type=submit]")], astrid, { "POST /people/s7/identities": { problem: "identity-taken", status: 409 } }),
  account: at("/account"),
  "account-wrong": at("/account", [type("current-password", "old"), type("new-password", "three plain words"), click("account.change")]),
  "set-password": { app: () => ({ path: "/set-password", auth: fakeAuth(null), api: fakeApi() }) },
  "set-password-missing": { app: () => ({ path: "/set-password", auth: fakeAuth(null), api: fakeApi() }), acts: [click("setPassword.set")] },
};
