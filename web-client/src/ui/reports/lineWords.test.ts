import { describe, expect, it } from "vitest";
import words from "../../../../core/src/main/resources/com/exorlive/meeting/core/audit/words.json";
import { type Catalogue, type Language, LANGUAGES, loadCatalogue } from "../../i18n/catalogue";
import { loadSection } from "../../i18n/sections";
import { createTranslator } from "../../i18n/translate";
import { EVENT_GROUPS } from "./filterForm";
import { eventText } from "./lineWords";

async function withReports(language: Language): Promise<Catalogue> {
  return { ...(await loadCatalogue(language)), ...(await loadSection("reports", language)) };
}

describe("AD-09: the events of the audit log", () => {
  it.each(LANGUAGES)("have words in %s, each", async (language) => {
    const t = createTranslator(language, await withReports(language));
    const without = words.events.filter((event) => eventText(t, event) === event.replaceAll("-", " "));
    expect(without).toEqual([]);
  });

  it("are the only ones that have", async () => {
    const keys = Object.keys(await withReports("en")).filter((key) => key.startsWith("event."));
    expect(keys.filter((key) => !words.events.includes(key.slice("event.".length)))).toEqual([]);
  });

  it("can be asked for by groups, none of which is empty", () => {
    const empty = EVENT_GROUPS.filter((group) => !words.events.some((event) => event.startsWith(group)));
    expect(empty).toEqual([]);
  });
});
