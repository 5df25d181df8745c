import type { Translator } from "../../i18n/translate";

export const ROLES = ["instructor", "unit-administrator", "organisation-administrator", "system-administrator", "contact"] as const;
export type RoleName = (typeof ROLES)[number];

/// A role that we have no word for stands as it is.
export function roleText(t: Translator, role: string): string {
  const known = ROLES.find((each) => each === role);
  return known ? t.text(`role.${known}`) : role;
}
