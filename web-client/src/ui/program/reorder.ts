/// Where a dragged row comes to lie.

/// It takes the place of each row whose middle it has passed.
export function targetIndex(heights: readonly number[], from: number, dy: number): number {
  const step = dy > 0 ? 1 : -1;
  let to = from;
  let passed = 0;
  for (let next = from + step; ; next += step) {
    const height = heights[next];
    if (height === undefined || Math.abs(dy) < passed + height / 2) return to;
    passed += height;
    to = next;
  }
}

/// How far another row makes way.
export function shift(index: number, from: number, to: number, height: number): number {
  if (index > from && index <= to) return -height;
  return index < from && index >= to ? height : 0;
}

/// After which row it lies then; null: it is the first.
export function afterAt(ids: readonly string[], from: number, to: number): string | null {
  return ids.filter((_, index) => index !== from)[to - 1] ?? null;
}
