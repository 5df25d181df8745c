import type { SectionTexts } from "../sections";

export const reports: SectionTexts<"reports"> = {
  "reports.title": "Raportit",
  "looked.title": "Kuka on katsonut tietojasi",
};
