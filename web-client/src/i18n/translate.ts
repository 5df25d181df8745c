import type { Language, MessageKey, Texts } from "./catalogue";
import { partsOf, type Message, type NamesOf, type Value } from "./message";

export type Values<Key extends MessageKey> = { readonly [Name in NamesOf<Texts[Key]>]: Value };

/// No second argument for a text without variables; exactly its variables for any other.
export type ValuesArg<Key extends MessageKey> =
  NamesOf<Texts[Key]> extends never ? [] : [values: Values<Key>];

type AnyValues = Readonly<Record<string, Value>>;

/// One language: its texts and how it writes numbers and times.
export interface Translator {
  readonly language: Language;
  text<Key extends MessageKey>(key: Key, ...values: ValuesArg<Key>): string;
  number(value: number): string;
  time(at: Date): string;
  date(at: Date): string;
  shortDate(at: Date): string;
}

/// How each language writes a time of day: en 14:00, nb 14.00.
const TIME_SEPARATOR: Readonly<Record<Language, string>> = { nb: ".", sv: ":", da: ".", fi: ".", en: ":" };
const LOCALE: Readonly<Record<Language, string>> = { nb: "nb-NO", sv: "sv-SE", da: "da-DK", fi: "fi-FI", en: "en-GB" };

export function createTranslator(language: Language, catalogue: Readonly<Record<string, Message>>): Translator {
  const locale = LOCALE[language];
  const plural = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const dates = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
  const shortDates = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
  const written = (value: Value | undefined): string =>
    typeof value === "number" ? numbers.format(value) : (value ?? "");
  return {
    language,
    text: (key, ...values) => {
      const named: AnyValues = values[0] ?? {};
      return partsOf(chosenForm(catalogue[key] ?? key, named["n"], plural))
        .map((part) => ("text" in part ? part.text : written(named[part.name])))
        .join("");
    },
    number: (value) => numbers.format(value),
    time: (at) => {
      const hours = at.getHours().toString().padStart(2, "0");
      const minutes = at.getMinutes().toString().padStart(2, "0");
      return hours + TIME_SEPARATOR[language] + minutes;
    },
    date: (at) => dates.format(at),
    shortDate: (at) => shortDates.format(at),
  };
}

function chosenForm(message: Message, n: Value | undefined, plural: Intl.PluralRules): string {
  if (typeof message === "string") return message;
  return plural.select(Number(n)) === "one" ? message.one : message.other;
}
