/// What a test says of what it measured: a line of its own anywhere in its output,
///
///     figure R-09 media-back-ms 2480 max 3000
///
/// the fault, the name with its unit last, the value, and what the value may be at most (`max`) or must be at least (`min`),
/// if anything. A test whose assertion is more generous, for busy machines, still says the bound that is promised.

/**
 * @typedef {object} Figure
 * @property {string} row
 * @property {string} name
 * @property {number} value
 * @property {"max" | "min"} [kind]
 * @property {number} [bound]
 */

const NUMBER = String.raw`-?(?:\d+(?:\.\d+)?|Infinity)`;
const LINE = new RegExp(String.raw`(?:^|[\s#ℹ])figure (R-\d\d) ([a-z0-9-]+) (${NUMBER})(?: (max|min) (${NUMBER}))?\s*$`, "gmu");

/**
 * @param {string} output
 * @returns {Figure[]}
 */
export function readFigures(output) {
  return [...output.matchAll(LINE)].map(([, row = "", name = "", value, kind, bound]) => ({
    row,
    name,
    value: Number(value),
    ...(kind === undefined ? {} : { kind: /** @type {"max" | "min"} */ (kind), bound: Number(bound) }),
  }));
}

/** @param {Figure} figure */
export function isKept({ value, kind, bound = 0 }) {
  return kind === undefined || (kind === "max" ? value <= bound : value >= bound);
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? Number(sorted[middle]) : (Number(sorted[middle - 1]) + Number(sorted[middle])) / 2;
}

/**
 * Where least is best, the most is the worst, and the other way round.
 *
 * @param {readonly Figure[]} figures of one name
 */
export function worst(figures) {
  const values = figures.map(({ value }) => value);
  return figures.some(({ kind }) => kind === "min") ? Math.min(...values) : Math.max(...values);
}
