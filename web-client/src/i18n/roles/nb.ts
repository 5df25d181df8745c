import type { SectionTexts } from "../sections";

export const roles: SectionTexts<"roles"> = {
  "role.instructor": "Instruktør",
  "role.unit-administrator": "Enhetsadministrator",
  "role.organisation-administrator": "Virksomhetsadministrator",
  "role.system-administrator": "Systemadministrator",
  "role.contact": "Utøver",
};
