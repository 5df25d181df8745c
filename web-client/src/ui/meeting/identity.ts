import type { Identity } from "../../call";
import type { Translator } from "../../i18n/translate";
import { whenInText } from "../words";

/// What the other's identity assertion says, in words. Nothing of it comes from our server.

export interface Method {
  readonly text: string;
  /// A password alone may be known to others.
  readonly weak: boolean;
}

/// Methods of RFC 8176 that, beside a password, make it more than one.
const SECOND_FACTORS: readonly string[] = ["mfa", "otp", "sms", "tel", "hwk", "swk", "sc", "fpt", "face", "iris", "retina", "vbm"];

/// How someone signed in: "BankID, high" where a provider vouched for them. A method that has no plain word is not named.
export function methodOf(t: Translator, { methods, vouchedBy, level }: Pick<Identity, "methods" | "vouchedBy" | "level">): Method {
  if (vouchedBy !== undefined) {
    const text = level ? t.text("identity.vouched", { provider: vouchedBy, level: t.text(`identity.level.${level}`) }) : vouchedBy;
    return { text, weak: false };
  }
  if (methods.some((method) => SECOND_FACTORS.includes(method)) && (methods.includes("mfa") || methods.includes("pwd"))) {
    return { text: t.text("identity.twoStep"), weak: false };
  }
  const onlyPassword = methods.length > 0 && methods.every((method) => method === "pwd");
  return onlyPassword ? { text: t.text("identity.password"), weak: true } : { text: t.text("identity.signedIn"), weak: false };
}

/// "Signed in today at 13:58", where the issuer says when.
export function signedInText(t: Translator, { signedInAtMs }: Identity, nowMs: number): string | null {
  return signedInAtMs === null ? null : t.text("identity.signedInWhen", { when: whenInText(t, new Date(signedInAtMs), nowMs) });
}

/// Who vouches, short enough to be read: the host of the issuer's address.
export function issuerName(issuer: string): string {
  try {
    return new URL(issuer).host;
  } catch {
    return issuer;
  }
}
