import type { Area, Equipment, LibraryExercise } from "../../api";
import type { Language } from "../../i18n/catalogue";

export interface Wanted {
  readonly text: string;
  readonly area: Area | null;
  readonly equipment: Equipment | null;
  readonly mine: boolean;
}

export const EVERYTHING: Wanted = { text: "", area: null, equipment: null, mine: false };

/// Each word anywhere in a name, in any language: people mix them. By name in the person's own.
export function findExercises(all: readonly LibraryExercise[], wanted: Wanted, language: Language): readonly LibraryExercise[] {
  const words = wanted.text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return all
    .filter(
      ({ name, area, equipment, custom }) =>
        (wanted.area === null || area === wanted.area) &&
        (wanted.equipment === null || equipment === wanted.equipment) &&
        (!wanted.mine || custom?.mine === true) &&
        words.every((word) => Object.values(name).some((one) => one.toLowerCase().includes(word))),
    )
    .sort((one, other) => one.name[language].localeCompare(other.name[language], language));
}
