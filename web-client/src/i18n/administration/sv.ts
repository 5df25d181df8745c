import type { SectionTexts } from "../sections";

export const administration: SectionTexts<"administration"> = {
  "users.title": "Användare",
  "units.title": "Enheter",
  "settings.title": "Inställningar",
  "account.title": "Eget konto",
};
