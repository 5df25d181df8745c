import { writeFileSync } from "node:fs";

/// What the runs gave: each figure as it comes, for people and for ./reliability, and the worst of each at the end.

/**
 * @typedef {import("./scenarios.mjs").Figure} Figure
 * @typedef {{ cast: string, scenario: string, figure: string, unit: string, limit: string, values: number[], kept: boolean }} Row
 */

/** @type {Row[]} */
const rows = [];

/// One round; ./reliability reads the lines that begin with `figure`, and the one that ends it.
/**
 * @param {string} cast
 * @param {import("./scenarios.mjs").Scenario} scenario
 * @param {{ round: number, seconds: number, figures?: readonly Figure[] }} what without figures it failed
 */
export function note(cast, { name: scenario, row: id }, { round, seconds, figures = [{ name: "failed", value: 1, unit: "", atMost: 0 }] }) {
  for (const figure of figures) {
    const { name, value, unit } = figure;
    const { kept, limit } = judge(figure);
    console.log(`${kept ? "  " : "✗ "}${cast}: ${scenario}: ${name} ${value.toFixed(1)} ${unit} ${limit}`);
    let row = rows.find((one) => one.cast === cast && one.scenario === scenario && one.figure === name);
    if (row === undefined) {
      row = { cast, scenario, figure: name, unit, limit, values: [], kept: true };
      rows.push(row);
    }
    row.values.push(rounded(value));
    row.kept &&= kept;
  }
  const failed = figures.some(({ name }) => name === "failed");
  if (id !== undefined && !failed) {
    figures.forEach((figure) => console.log(lineOf(id, figure)));
  }
  console.log(`round ${round} ${failed ? "failed" : "passed"} ${seconds} s`);
}

/** @param {Figure} figure */
function judge({ value, atMost, atLeast }) {
  const kept = value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity);
  const limit = atMost === undefined ? (atLeast === undefined ? "" : `≥ ${atLeast}`) : `≤ ${atMost}`;
  return { kept, limit };
}

/** @param {string} id @param {Figure} figure */
function lineOf(id, { name, value, unit, atMost, atLeast }) {
  // First names are other people's business, and change.
  const words = name.replace(/^[A-Z]\w+ sees/u, "sees").replaceAll(/[^a-zA-Z0-9]+/gu, "-").toLowerCase();
  const limit = atMost !== undefined ? ` max ${atMost}` : atLeast !== undefined ? ` min ${atLeast}` : "";
  return `figure ${id} ${words}${unit === "" ? "" : `-${unit === "%" ? "percent" : unit}`} ${rounded(value)}${limit}`;
}

const rounded = (/** @type {number} */ value) => Math.round(value * 10) / 10;

/// Whether nothing was worse than it may be, or, if only that is asked, nothing failed.
/**
 * @param {{ json?: string | undefined, onlyFailures: boolean }} how
 */
export function report({ json, onlyFailures }) {
  console.log("\nWorst of all rounds");
  for (const { cast, scenario, figure, unit, limit, values, kept } of rows) {
    const worst = limit.startsWith("≥") ? Math.min(...values) : Math.max(...values);
    const middle = [...values].sort((one, other) => one - other)[values.length >> 1];
    console.log(`${kept ? "  " : "✗ "}${cast} | ${scenario} | ${figure} | ${worst} (median ${middle}) ${unit} | ${limit} | ${values.length}`);
  }
  if (json !== undefined) {
    writeFileSync(json, JSON.stringify({ at: new Date().toISOString(), rows }, null, 2));
  }
  const isWell = onlyFailures ? !rows.some(({ figure }) => figure === "failed") : rows.every(({ kept }) => kept);
  return isWell && rows.length > 0;
}
