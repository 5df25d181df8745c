import { describe, expect, it } from "vitest";
import type { IdentityProvider } from "../../api/identityProviders";
import { askedOf, type Draft, draftOf, EMPTY, knownAcr, problemsOf, secondsOf, withLevel } from "./draft";

const BANKID: IdentityProvider = {
  id: "idp-1",
  name: "BankID",
  kind: "eid",
  issuer: "https://id.example/realms/a",
  clientId: "exorlive",
  hasSecret: true,
  authentication: "client_secret_basic",
  scopes: ["openid", "profile"],
  acrValues: ["loa4"],
  amr: [],
  maxAgeSeconds: 90,
  levels: { loa4: "high", loa3: "substantial" },
  signOutThere: true,
  active: true,
  moduleOn: true,
  redirectUri: "https://meet.example/oidc/from/idp-1",
  backChannelLogoutUri: "https://meet.example/oidc/back-channel-logout/idp-1",
  version: 3,
};
const WRITTEN: Draft = { ...EMPTY, name: " Entra ID ", issuer: "https://login.example/v2.0", clientId: "4711", secret: "s3cret" };

describe("ID-02: a provider as an administrator writes it", () => {
  it("goes out as it came in when nothing is changed, without the secret", () => {
    expect(problemsOf(draftOf(BANKID), BANKID)).toEqual({});
    const { id, hasSecret, moduleOn, redirectUri, backChannelLogoutUri, version, ...asked } = BANKID;
    expect([id, hasSecret, moduleOn, redirectUri, backChannelLogoutUri, version]).toHaveLength(6);
    expect(askedOf(draftOf(BANKID))).toEqual(asked);
  });

  it("says of each empty field that it is needed", () => {
    expect(problemsOf(EMPTY, null)).toEqual({ name: "needName", issuer: "needIssuer", clientId: "needClient", secret: "needSecret" });
    expect(problemsOf(WRITTEN, null)).toEqual({});
    expect(askedOf(WRITTEN)).toMatchObject({ name: "Entra ID", clientSecret: "s3cret", scopes: ["openid"], maxAgeSeconds: null });
  });

  it("wants the secret again when the address is another", () => {
    expect(problemsOf({ ...draftOf(BANKID), issuer: "https://other.example" }, BANKID)).toEqual({ secret: "secretAgain" });
    expect(problemsOf({ ...draftOf(BANKID), issuer: "https://other.example", secret: "new" }, BANKID)).toEqual({});
  });

  it("needs no secret where this server has its own key, and sends none that was written before", () => {
    const keyed: Draft = { ...WRITTEN, authentication: "private_key_jwt" };
    expect(problemsOf({ ...keyed, secret: "" }, null)).toEqual({});
    expect(askedOf(keyed)).not.toHaveProperty("clientSecret");
  });

  it.each(["login.example", "ftp://login.example", "https://login.example?tenant=a", "https://a:b@login.example", "https://login.example/#a"])(
    "refuses %s as an address",
    (issuer) => expect(problemsOf({ ...WRITTEN, issuer }, null)).toEqual({ issuer: "wrongIssuer" }),
  );

  it("reads minutes as people write them", () => {
    expect(["", "0", "15", "1,5", "1.5", "1440", "1441", "-1", "soon"].map(secondsOf)).toEqual([null, 0, 900, 90, 90, 86_400, "wrong", "wrong", "wrong"]);
  });

  it("keeps openid whatever is written, and takes words apart at spaces and commas", () => {
    expect(askedOf({ ...WRITTEN, scopes: "profile, email", acr: "loa4 loa3" })).toMatchObject({
      scopes: ["openid", "profile", "email"],
      acrValues: ["loa4", "loa3"],
    });
    expect(problemsOf({ ...WRITTEN, amr: "a b c d e f g h i j k" }, null)).toEqual({ amr: "tooMany" });
  });

  it("gives levels a meaning and takes it away", () => {
    const draft = draftOf(BANKID);
    expect(knownAcr(draft)).toEqual(["loa4", "loa3"]);
    expect(withLevel(draft, "loa4", "low").levels).toEqual({ loa3: "substantial", loa4: "low" });
    expect(withLevel(draft, "loa3", "").levels).toEqual({ loa4: "high" });
  });
});
