/**
 * @typedef {{ median: number, p90: number, max: number, count: number }} Summary
 */

/**
 * @param {readonly number[]} values
 * @returns {Summary}
 */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: round(percentile(sorted, 0.5)),
    p90: round(percentile(sorted, 0.9)),
    max: round(percentile(sorted, 1)),
    count: sorted.length,
  };
}

/// Nearest rank: always a value that was measured.
/**
 * @param {readonly number[]} sorted
 * @param {number} share
 */
function percentile(sorted, share) {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** @param {number} value */
export function round(value) {
  return Math.round(value * 10) / 10;
}

/**
 * @param {string} title
 * @param {readonly (readonly [string, Summary])[]} rows
 */
export function table(title, rows) {
  const width = Math.max(title.length, ...rows.map(([name]) => name.length));
  const line = (/** @type {string} */ name, /** @type {(string | number)[]} */ cells) =>
    name.padEnd(width) + cells.map((cell) => (typeof cell === "number" ? cell.toFixed(1) : cell).padStart(10)).join("");
  return [
    line(title, ["median", "p90", "max"]),
    ...rows.map(([name, { median, p90, max }]) => line(name, [median, p90, max])),
  ].join("\n");
}
