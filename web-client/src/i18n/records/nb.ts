import type { SectionTexts } from "../sections";

export const records: SectionTexts<"records"> = {
  "jump.title": "Åpner kontakten",
};
