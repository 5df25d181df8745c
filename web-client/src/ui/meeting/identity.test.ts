import { describe, expect, it } from "vitest";
import type { Identity } from "../../call";
import { loadCatalogue } from "../../i18n/catalogue";
import { createTranslator } from "../../i18n/translate";
import { issuerName, methodOf, signedInText } from "./identity";

const t = createTranslator("en", await loadCatalogue("en"));
const NOON = new Date(2026, 10, 21, 12, 0).getTime();

describe("how the other one signed in", () => {
  it("is called weak when it was a password and nothing else", () => {
    expect(methodOf(t, signedIn("pwd"))).toEqual({ text: "Password only", weak: true });
  });

  it("is two steps when something besides the password was asked for", () => {
    for (const methods of [["pwd", "otp"], ["mfa"], ["hwk", "pwd"], ["pwd", "sms", "mfa"]]) {
      expect(methodOf(t, signedIn(...methods)), methods.join()).toEqual({ text: "Two-step sign-in", weak: false });
    }
  });

  it("is not named where there is no plain word for it, or the issuer does not say", () => {
    for (const methods of [[], ["x-bankid"], ["pwd", "geo"], ["kba"]]) {
      expect(methodOf(t, signedIn(...methods)), methods.join()).toEqual({ text: "Signed in", weak: false });
    }
  });

  it("ID-03: is the provider that vouched for them, and how surely", () => {
    const vouched = { ...signedIn("hwk", "pin"), vouchedBy: "BankID" };
    expect(methodOf(t, { ...vouched, level: "high" })).toEqual({ text: "BankID, high", weak: false });
    expect(methodOf(t, vouched)).toEqual({ text: "BankID", weak: false });
    expect(methodOf(t, { ...signedIn("pwd"), vouchedBy: "Fjellvik", level: "low" })).toEqual({ text: "Fjellvik, low", weak: false });
  });

  it("is told with the time, where the issuer says it", () => {
    expect(signedInText(t, { ...signedIn("pwd"), signedInAtMs: NOON - 60_000 }, NOON)).toBe("Signed in today at 11:59");
    expect(signedInText(t, signedIn("pwd"), NOON)).toBeNull();
  });
});

describe("who vouches for the other one", () => {
  it("is called by the host of the issuer's address", () => {
    expect(issuerName("https://id.fjellvik.example/realms/video")).toBe("id.fjellvik.example");
    expect(issuerName("not an address")).toBe("not an address");
  });
});

function signedIn(...methods: string[]): Identity {
  return { name: "Ola Nordmann", role: "participant", issuer: "https://id.example", methods, signedInAtMs: null };
}
