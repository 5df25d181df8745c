import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isKept, median, worst } from "./figures.mjs";
import { ROWS } from "./rows.mjs";
import { readRuns } from "./runs.mjs";
import { ROOT } from "./ways.mjs";

/// docs/reliability.md: the table is made of rows.mjs and runs.tsv, between two marks.

const FILE = path.join(ROOT, "docs/reliability.md");
const MARKED = /(<!-- table -->\n)[^]*(<!-- \/table -->)/u;

/** @typedef {import("./runs.mjs").Run} Run */

export function writeTable() {
  writeFileSync(FILE, withTable(readFileSync(FILE, "utf8")));
}

/** Whether the table is that of the rows and runs. */
export function isUpToDate() {
  const text = readFileSync(FILE, "utf8");
  return withTable(text) === text;
}

/** @param {string} text */
function withTable(text) {
  if (!MARKED.test(text)) throw new Error(`${FILE} has no place for the table`);
  return text.replace(MARKED, (_, from, to) => `${from}\n${table(readRuns())}\n${to}`);
}

/** @param {readonly Run[]} runs */
export function table(runs) {
  const known = new Set(ROWS.flatMap(({ shows }) => shows.map(({ key }) => key)));
  const counted = runs.filter(({ by }) => known.has(by));
  const days = counted.map(({ at }) => at.slice(0, 10)).sort();
  const machines = [...new Set(counted.map(({ machine }) => machine))].join("; ");
  const lines = ROWS.map((row) => `| ${cells(row, counted).map((it) => it.replaceAll("|", "\\|")).join(" | ")} |`);
  return `${[
    counted.length === 0 ? "Nothing has been run yet." : `${counted.length} rounds, ${[...new Set([days[0], days.at(-1)])].join(" to ")}; ${machines}.`,
    "",
    "| | fault | promised | shown by | worst (median) of rounds | what people see |",
    "|---|---|---|---|---|---|",
    ...lines,
  ].join("\n")}\n`;
}

/** @param {import("./rows.mjs").Row} row @param {readonly Run[]} runs */
function cells({ id, fault, promised, people, shows, untried }, runs) {
  const by = shows.length === 0 ? ["**no test**"] : shows.map(({ key, isShort, inTest }) => `\`${key}\`${isShort ? "" : ` (${inTest === undefined ? "not in" : `${inTest} in`} \`./test\`)`}`);
  const not = untried === undefined ? [] : [`Not tried: ${untried}`];
  const measured = shows.flatMap(({ key }, i) => told(id, shows.length > 1 ? `${i + 1}: ` : "", runs.filter((it) => it.by === key)));
  const numbered = shows.length > 1 ? by.map((it, i) => `${i + 1}: ${it}`) : by;
  return [id, fault, promised, [...numbered, ...not].join("<br>"), measured.join("<br>") || "–", people];
}

/** @param {string} id @param {string} number @param {readonly Run[]} runs of one way */
function told(id, number, runs) {
  if (runs.length === 0) return [`${number}not run yet`];
  const failed = runs.filter(({ outcome }) => outcome === "failed").length;
  const figures = runs.flatMap((run) => run.figures).filter(({ row }) => row === id);
  const said = [...new Set(figures.map(({ name }) => name))].map((name) => of(figures.filter((it) => it.name === name)));
  const held = failed > 0 ? `**${failed} of ${runs.length} failed**` : `${runs.length} of ${runs.length} held`;
  return [`${number}${[held, ...said].join("; ")}`];
}

/** @param {readonly import("./figures.mjs").Figure[]} figures of one name */
function of(figures) {
  const [{ name, kind, bound } = { name: "", kind: undefined, bound: undefined }] = figures;
  const unit = /-(ms|percent|fps|px|s)$/u.exec(name)?.[1] ?? "";
  const words = name.slice(0, unit === "" ? undefined : -unit.length - 1).replaceAll("-", " ");
  const least = worst(figures);
  const value = `${least} (${Number(median(figures.map((it) => it.value)).toPrecision(4))})${unit === "" ? "" : ` ${unit === "percent" ? "%" : unit}`}`;
  const limit = kind === undefined ? "" : `, ${kind === "max" ? "≤" : "≥"} ${bound}`;
  return figures.every(isKept) ? `${words} ${value}${limit}` : `**${words} ${value}${limit}**`;
}
