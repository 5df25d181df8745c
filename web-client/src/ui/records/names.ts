import type { ContactAccess } from "../../api";
import type { Translator } from "../../i18n/translate";

/// What a contact is called on the page: by name, or by number where no name is kept.
export function contactName(t: Translator, { name, number }: { readonly name: string | null; readonly number: number | null }): string {
  return name ?? t.text("records.numbered", { n: (number ?? 0).toString() });
}

export function named<C extends { readonly name: string | null; readonly number: number | null }>(t: Translator, contact: C): C & { readonly name: string } {
  return { ...contact, name: contactName(t, contact) };
}

type Reason = "consent" | "cover" | "shared-care" | "second-opinion" | "emergency" | "jump-out";
const REASONS: readonly Reason[] = ["consent", "cover", "shared-care", "second-opinion", "emergency", "jump-out"];

/// "covering", within a sentence; a reason that we have no word for stands as it is.
export function reasonText(t: Translator, reason: string | null): string {
  const known = REASONS.find((each) => each === reason);
  return known ? t.text(`basis.short.${known}`) : (reason ?? "");
}

/// "Open, covering, until 16:40"; null for one's own.
export function accessText(t: Translator, access: ContactAccess): string | null {
  if (access.kind !== "basis" || access.until === null) return null;
  return access.reason === null
    ? t.text("records.openUntil", { time: t.time(access.until) })
    : t.text("records.openFor", { reason: reasonText(t, access.reason), time: t.time(access.until) });
}
