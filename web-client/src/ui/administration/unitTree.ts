import type { Unit } from "../../api/administration";

export interface Branch {
  readonly unit: Unit;
  /// How deep it hangs; 0 for the uppermost that one sees.
  readonly depth: number;
}

/// Units as a list to be read from the top: each right below its parent, siblings by name.
export function branches(units: readonly Unit[], language: string): readonly Branch[] {
  const known = new Set(units.map(({ id }) => id));
  const below = (parent: string | null): readonly Unit[] =>
    units
      .filter((unit) => (unit.parent !== null && known.has(unit.parent) ? unit.parent : null) === parent)
      .toSorted((one, other) => one.name.localeCompare(other.name, language));
  const seen = new Set<string>();
  const walk = (parent: string | null, depth: number): readonly Branch[] =>
    below(parent).flatMap((unit) => {
      // A ring can't come from our server; it must not hang the page either.
      if (seen.has(unit.id)) return [];
      seen.add(unit.id);
      return [{ unit, depth }, ...walk(unit.id, depth + 1)];
    });
  return walk(null, 0);
}

/// Whether `unit` is `top` or hangs below it.
export function isWithin(units: readonly Unit[], unit: string, top: string): boolean {
  let at: string | null = unit;
  for (let steps = 0; at !== null && steps <= units.length; steps++) {
    if (at === top) return true;
    const here: string = at;
    at = units.find(({ id }) => id === here)?.parent ?? null;
  }
  return false;
}

/// For a list to choose from: deeper units stand further in.
export function unitOptions(units: readonly Unit[], language: string): readonly { readonly value: string; readonly label: string }[] {
  return branches(units, language).map(({ unit, depth }) => ({ value: unit.id, label: `${"\u2003".repeat(depth)}${unit.name}` }));
}
