import type { SectionTexts } from "../sections";

export const reports: SectionTexts<"reports"> = {
  "reports.title": "Rapporter",
  "looked.title": "Vilka som har tittat på dina uppgifter",
};
