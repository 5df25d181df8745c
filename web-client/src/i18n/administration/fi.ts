import type { SectionTexts } from "../sections";

export const administration: SectionTexts<"administration"> = {
  "users.title": "Käyttäjät",
  "units.title": "Yksiköt",
  "settings.title": "Asetukset",
  "account.title": "Oma tili",
};
