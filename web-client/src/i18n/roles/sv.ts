import type { SectionTexts } from "../sections";

export const roles: SectionTexts<"roles"> = {
  "role.instructor": "Instruktör",
  "role.unit-administrator": "Enhetsadministratör",
  "role.organisation-administrator": "Verksamhetsadministratör",
  "role.system-administrator": "Systemadministratör",
  "role.contact": "Klient",
};
