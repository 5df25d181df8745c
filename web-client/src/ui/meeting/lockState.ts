import type { LucideIcon } from "lucide-preact";
import { Lock, ShieldAlert, ShieldCheck } from "lucide-preact";
import type { LockState } from "../../call";
import { assertNever } from "../../call/assertNever";
import type { Translator } from "../../i18n/translate";

/// What the lock shows in its states (UI.md 4.1). All of it comes from the worker that holds the keys.

export type Keyed = Extract<LockState, { readonly kind: "secure" | "verified" | "again" }>;
export type Broken = Extract<LockState, { readonly kind: "broken" }>;

/// Only the two have the keys: the other may be seen and heard.
export function isKeyed(lock: LockState): lock is Keyed {
  return lock.kind === "secure" || lock.kind === "verified" || lock.kind === "again";
}

export function badgeOf(lock: LockState, t: Translator): readonly [icon: LucideIcon, text: string] {
  switch (lock.kind) {
    case "waiting":
    case "securing":
    case "secure":
      return [Lock, t.text(`lock.${lock.kind}`)];
    case "verified":
      return [ShieldCheck, t.text("lock.verified")];
    case "again":
    case "broken":
      return [ShieldAlert, t.text(`lock.${lock.kind}`)];
    default:
      return assertNever(lock);
  }
}
