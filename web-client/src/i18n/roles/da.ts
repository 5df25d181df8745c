import type { SectionTexts } from "../sections";

export const roles: SectionTexts<"roles"> = {
  "role.instructor": "Instruktør",
  "role.unit-administrator": "Enhedsadministrator",
  "role.organisation-administrator": "Virksomhedsadministrator",
  "role.system-administrator": "Systemadministrator",
  "role.contact": "Klient",
};
