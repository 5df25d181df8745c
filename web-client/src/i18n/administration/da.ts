import type { SectionTexts } from "../sections";

export const administration: SectionTexts<"administration"> = {
  "users.title": "Brugere",
  "units.title": "Enheder",
  "settings.title": "Indstillinger",
  "account.title": "Egen konto",
};
