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

const ROUND = /^(?:# |ℹ )?round (?:\d+ )?(held|passed|failed)(?: \d+ s)?\s*$/u;

/**
 * What a test that goes more than one round says in between: `round held` or `round failed`, a line of its own after the
 * figures of that round (or `round 3 passed 27 s`). Reads its output as it comes.
 *
 * @param {(isHeld: boolean, figures: Figure[], said: string) => void} onRound
 */
export function readRounds(onRound) {
  let unread = "";
  let said = "";
  let count = 0;
  return {
    /** @param {string} text */
    read(text) {
      const lines = (unread + text).split("\n");
      unread = lines.pop() ?? "";
      for (const line of lines) {
        const outcome = ROUND.exec(line)?.[1];
        if (outcome === undefined) {
          said += `${line}\n`;
        } else {
          count++;
          onRound(outcome !== "failed", readFigures(said), said);
          said = "";
        }
      }
    },
    /** What came after the last round, and how many there were. */
    rest: () => ({ said: said + unread, count }),
  };
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
