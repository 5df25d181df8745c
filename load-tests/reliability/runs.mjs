import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/// Every run that counts, one a line, in a file that is kept with the sources: so that twenty runs may be gathered in pieces,
/// and the table be made anew without running anything.

const FILE = fileURLToPath(new URL("runs.tsv", import.meta.url));
const HEAD = "at\tmachine\tshown by\toutcome\tseconds\tfigures\n";

/**
 * @typedef {import("./figures.mjs").Figure} Figure
 *
 * @typedef {object} Run
 * @property {string} at
 * @property {string} machine
 * @property {string} by the key of what was run
 * @property {"passed" | "failed"} outcome
 * @property {number} seconds
 * @property {readonly Figure[]} figures
 */

/** @returns {Run[]} */
export function readRuns() {
  if (!existsSync(FILE)) return [];
  const lines = readFileSync(FILE, "utf8").split("\n").slice(1);
  return lines.filter((line) => line !== "").map(parse);
}

/** @param {Run} run */
export function addRun(run) {
  if (!existsSync(FILE)) writeFileSync(FILE, HEAD);
  appendFileSync(FILE, print(run));
}

/** @param {(run: Run) => boolean} isKept */
export function keepRuns(isKept) {
  writeFileSync(FILE, HEAD + readRuns().filter(isKept).map(print).join(""));
}

/** @param {Run} run */
function print({ at, machine, by, outcome, seconds, figures }) {
  const told = figures.map(({ row, name, value, kind, bound }) => [row, name, value, ...(kind === undefined ? [] : [kind, bound])].join(" "));
  return `${[at, machine, by, outcome, seconds, told.join("; ")].join("\t")}\n`;
}

/** @param {string} line @returns {Run} */
function parse(line) {
  const [at = "", machine = "", by = "", outcome, seconds, told = ""] = line.split("\t");
  const figures = told.split("; ").filter((it) => it !== "").map((it) => {
    const [row = "", name = "", value, kind, bound] = it.split(" ");
    return { row, name, value: Number(value), ...(kind === undefined ? {} : { kind: /** @type {"max" | "min"} */ (kind), bound: Number(bound) }) };
  });
  return { at, machine, by, outcome: outcome === "passed" ? "passed" : "failed", seconds: Number(seconds), figures };
}
