import type { SectionTexts } from "../sections";

export const roles: SectionTexts<"roles"> = {
  "role.instructor": "Ohjaaja",
  "role.unit-administrator": "Yksikön ylläpitäjä",
  "role.organisation-administrator": "Organisaation ylläpitäjä",
  "role.system-administrator": "Järjestelmän ylläpitäjä",
  "role.contact": "Asiakas",
};
