import type { SectionTexts } from "../sections";

export const reports: SectionTexts<"reports"> = {
  "reports.title": "Rapporter",
  "looked.title": "Hvem har set dine oplysninger",
};
