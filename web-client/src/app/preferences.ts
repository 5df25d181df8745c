import { signal, type ReadonlySignal } from "@preact/signals";
import { chooseLanguage, isLanguage, loadCatalogue, type Language } from "../i18n/catalogue";
import { loadSection, type SectionName } from "../i18n/sections";
import { createTranslator, type Translator } from "../i18n/translate";

/// What a person chose about the look of things, kept in this browser. Nothing about anybody's health or meetings.

export type Scheme = "auto" | "light" | "dark";
export type Corner = "bottomEnd" | "bottomStart" | "topStart" | "topEnd";

export const SCHEMES: readonly Scheme[] = ["auto", "light", "dark"];
const CORNERS: readonly Corner[] = ["bottomEnd", "bottomStart", "topStart", "topEnd"];

interface Kept {
  readonly language: Language | null;
  readonly scheme: Scheme;
  readonly singleKeys: boolean;
  readonly selfCorner: Corner | null;
  readonly selfHidden: boolean;
  readonly mirror: boolean;
}

const NOTHING_KEPT: Kept = {
  language: null,
  scheme: "auto",
  singleKeys: true,
  selfCorner: null,
  selfHidden: false,
  mirror: true,
};

const KEY = "exorlive.preferences";

export interface Preferences {
  readonly translator: ReadonlySignal<Translator>;
  readonly scheme: ReadonlySignal<Scheme>;
  /// Single keys as shortcuts in the meeting (WCAG 2.1.4 wants them to be switchable).
  readonly singleKeys: ReadonlySignal<boolean>;
  /// Null: where the layout puts it.
  readonly selfCorner: ReadonlySignal<Corner | null>;
  readonly selfHidden: ReadonlySignal<boolean>;
  readonly mirror: ReadonlySignal<boolean>;
  /// Resolves when the texts of these sections are there too, in whatever language is chosen from now on.
  needTexts(sections: readonly SectionName[]): Promise<void>;
  setLanguage(language: Language): void;
  setScheme(scheme: Scheme): void;
  setSingleKeys(on: boolean): void;
  setSelfCorner(corner: Corner): void;
  setSelfHidden(hidden: boolean): void;
  setMirror(on: boolean): void;
}

export function nextCorner(corner: Corner): Corner {
  return CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length] ?? "bottomEnd";
}

/// Resolves when the texts of the language are there.
export async function createPreferences(storage: Storage | null, wanted: readonly string[]): Promise<Preferences> {
  let kept = read(storage);
  const needed = new Set<SectionName>();
  let wishes = 0;
  let wantedLanguage = kept.language ?? chooseLanguage(wanted);
  const translator = signal(await load(wantedLanguage, []));
  const scheme = signal(kept.scheme);
  const singleKeys = signal(kept.singleKeys);
  const selfCorner = signal(kept.selfCorner);
  const selfHidden = signal(kept.selfHidden);
  const mirror = signal(kept.mirror);

  function keep(change: Partial<Kept>): void {
    kept = { ...kept, ...change };
    write(storage, kept);
    scheme.value = kept.scheme;
    singleKeys.value = kept.singleKeys;
    selfCorner.value = kept.selfCorner;
    selfHidden.value = kept.selfHidden;
    mirror.value = kept.mirror;
  }

  /// The last wish wins, however the answers arrive.
  async function translate(language: Language): Promise<void> {
    const wish = ++wishes;
    const loaded = await load(language, [...needed]);
    if (wish === wishes) translator.value = loaded;
  }

  return {
    translator,
    scheme,
    singleKeys,
    selfCorner,
    selfHidden,
    mirror,
    needTexts: async (sections) => {
      const missing = sections.filter((section) => !needed.has(section));
      if (missing.length === 0) return;
      // Only what is there counts as had: after a failure one may ask again.
      await Promise.all(missing.map((section) => loadSection(section, wantedLanguage)));
      for (const section of missing) needed.add(section);
      await translate(wantedLanguage);
    },
    setLanguage: (language) => {
      wantedLanguage = language;
      keep({ language });
      void translate(language);
    },
    setScheme: (scheme) => keep({ scheme }),
    setSingleKeys: (singleKeys) => keep({ singleKeys }),
    setSelfCorner: (selfCorner) => keep({ selfCorner }),
    setSelfHidden: (selfHidden) => keep({ selfHidden }),
    setMirror: (mirror) => keep({ mirror }),
  };
}

async function load(language: Language, sections: readonly SectionName[]): Promise<Translator> {
  const [catalogue, ...texts] = await Promise.all([
    loadCatalogue(language),
    ...sections.map((section) => loadSection(section, language)),
  ]);
  return createTranslator(language, Object.assign({}, catalogue, ...texts) as typeof catalogue);
}

/// Storage may be blocked or hold anything; then nothing was kept.
function read(storage: Storage | null): Kept {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? "null");
    return typeof value === "object" && value !== null ? parse({ ...value }) : NOTHING_KEPT;
  } catch {
    return NOTHING_KEPT;
  }
}

function parse(value: Readonly<Record<string, unknown>>): Kept {
  const flag = (name: string, otherwise: boolean): boolean => {
    const found = value[name];
    return typeof found === "boolean" ? found : otherwise;
  };
  return {
    language: isLanguage(value["language"]) ? value["language"] : null,
    scheme: SCHEMES.find((scheme) => scheme === value["scheme"]) ?? NOTHING_KEPT.scheme,
    singleKeys: flag("singleKeys", NOTHING_KEPT.singleKeys),
    selfCorner: CORNERS.find((corner) => corner === value["selfCorner"]) ?? null,
    selfHidden: flag("selfHidden", NOTHING_KEPT.selfHidden),
    mirror: flag("mirror", NOTHING_KEPT.mirror),
  };
}

function write(storage: Storage | null, kept: Kept): void {
  try {
    storage?.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A full or blocked storage only means that the choice is forgotten.
  }
}
