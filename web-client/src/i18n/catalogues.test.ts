import { describe, expect, it } from "vitest";
import { chooseLanguage, type Language, LANGUAGES, loadCatalogue as loadStart, type MessageKey } from "./catalogue";
import { namesIn, type Message } from "./message";
import { loadSection, SECTION_NAMES } from "./sections";
import { createTranslator } from "./translate";

type Whole = Readonly<Record<string, Message>>;

async function loadCatalogue(language: Language): Promise<Whole> {
  const sections = await Promise.all(SECTION_NAMES.map((section) => loadSection(section, language)));
  return Object.assign({}, await loadStart(language), ...sections) as Whole;
}

const en = await loadCatalogue("en");
const KEYS = Object.keys(en) as MessageKey[];
const of = (catalogue: Whole, key: string): Message => catalogue[key] ?? "";

const SOURCES = import.meta.glob<string>(["../ui/**/*.{ts,tsx}", "../app/**/*.ts", "!../**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/// Finnish inflects names; where it can't be helped a sentence does without the name.
const MAY_OMIT: Readonly<Record<string, readonly string[]>> = {
  "refusal.noAccount": ["first"],
};

const forms = (message: Message): readonly string[] =>
  typeof message === "string" ? [message] : [message.one, message.other];
const variables = (message: Message): ReadonlySet<string> => new Set(forms(message).flatMap(namesIn));

describe.each(LANGUAGES)("the texts in %s", (language) => {
  it("are all there, and nothing besides", async () => {
    const catalogue = await loadCatalogue(language);
    expect(Object.keys(catalogue).sort()).toEqual([...KEYS].sort());
  });

  it("have each text in one place", async () => {
    const all = await Promise.all([loadStart(language), ...SECTION_NAMES.map((section) => loadSection(section, language))]);
    const keys = all.flatMap((texts) => Object.keys(texts));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    for (const [at, section] of SECTION_NAMES.entries()) expect(all[at + 1], section).not.toEqual({});
  });

  it("are not empty", async () => {
    const catalogue = await loadCatalogue(language);
    for (const key of KEYS) for (const form of forms(of(catalogue, key))) expect(form.trim(), key).not.toBe("");
  });

  it("use the variables of the English text, in every plural form", async () => {
    const catalogue = await loadCatalogue(language);
    for (const key of KEYS) {
      for (const form of forms(of(catalogue, key))) {
        const missing = [...variables(of(en, key))].filter((name) => !namesIn(form).includes(name));
        const allowed = missing.filter((name) => !MAY_OMIT[key]?.includes(name));
        expect(allowed, `${key} lacks a variable`).toEqual([]);
        const unknown = namesIn(form).filter((name) => !variables(of(en, key)).has(name));
        expect(unknown, `${key} has an unknown variable`).toEqual([]);
      }
    }
  });

  it("have no exclamation marks and no jargon of the trade", async () => {
    const catalogue = await loadCatalogue(language);
    const all = KEYS.flatMap((key) => forms(of(catalogue, key))).join("\n");
    expect(all).not.toMatch(/!|\b(peer|session|token|WebRTC)\b/i);
  });

  it("know every plural form that the language has", () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    expect([...categories].sort()).toEqual(["one", "other"]);
  });
});

describe("texts", () => {
  it("are all used", () => {
    const source = Object.values(SOURCES).join("\n");
    const families = [...source.matchAll(/`([\w.]+\.)\$\{/g)].flatMap((match) => match[1] ?? []);
    const deviceKeys = /^device\.(camera|mic)/;
    const unused = KEYS.filter(
      (key) => !source.includes(`"${key}"`) && !families.some((family) => key.startsWith(family)) && !deviceKeys.test(key),
    );
    expect(unused).toEqual([]);
  });

  it("take the plural form that the number asks for", async () => {
    const t = createTranslator("en", await loadCatalogue("en"));
    expect(t.text("program.sets", { n: 1 })).toBe("1 set");
    expect(t.text("program.sets", { n: 3 })).toBe("3 sets");
  });

  it("write numbers and times as the language does", async () => {
    const at = new Date(2026, 10, 21, 14, 5);
    const en = createTranslator("en", await loadCatalogue("en"));
    const nb = createTranslator("nb", await loadCatalogue("nb"));
    expect(en.time(at)).toBe("14:05");
    expect(nb.time(at)).toBe("14.05");
    expect(en.text("program.load", { n: 2.5 })).toBe("2.5 kg");
    expect(nb.text("program.load", { n: 2.5 })).toBe("2,5 kg");
    expect(en.date(at)).toBe("21 Nov 2026");
  });
});

describe("the language", () => {
  it("is the first of the browser's that we speak, else English", () => {
    expect(chooseLanguage(["de-DE", "sv-FI", "en"])).toBe("sv");
    expect(chooseLanguage(["no"])).toBe("nb");
    expect(chooseLanguage(["nn-NO"])).toBe("nb");
    expect(chooseLanguage(["ja"])).toBe("en");
    expect(chooseLanguage([])).toBe("en");
  });
});
