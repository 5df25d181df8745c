import type { SectionTexts } from "../sections";

export const administration: SectionTexts<"administration"> = {
  "users.title": "Brukere",
  "units.title": "Enheter",
  "settings.title": "Innstillinger",
  "account.title": "Egen konto",
};
