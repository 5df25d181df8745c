import type { en } from "./en";
import type { Message, Plural } from "./message";
import type { SectionName, Sections } from "./sections";

type Merged<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void ? All : never;

/// Every English text, with those of the sections.
export type Texts = typeof en & Merged<Sections[SectionName]>;

export type MessageKey = keyof Texts;

/// What every page may use of a language: the same keys as English, each with the same kind of text.
export type Catalogue = {
  readonly [Key in keyof typeof en]: (typeof en)[Key] extends Plural ? Plural : string;
};

export const LANGUAGES = ["nb", "sv", "da", "fi", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/// Only the language in use is loaded.
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  switch (language) {
    case "nb":
      return (await import("./nb")).nb;
    case "sv":
      return (await import("./sv")).sv;
    case "da":
      return (await import("./da")).da;
    case "fi":
      return (await import("./fi")).fi;
    case "en":
      return (await import("./en")).en;
  }
}

/// Norwegian without a written form, and Nynorsk, are answered in bokmål.
const ALIASES: Readonly<Record<string, Language>> = { no: "nb", nn: "nb" };

/// The first of the browser's languages that we speak.
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split("-")[0] ?? "";
    const language = ALIASES[primary] ?? primary;
    if (isLanguage(language)) return language;
  }
  return "en";
}

export type { Message };
