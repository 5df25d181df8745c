import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { isKept, readFigures, readRounds } from "./figures.mjs";
import { addRun } from "./runs.mjs";
import { ROOT, runWay } from "./ways.mjs";

/// Runs ways side by side, as many as the machine bears, until each has gone its rounds.

/** @typedef {import("./ways.mjs").Way} Way */
/** @typedef {import("./figures.mjs").Figure} Figure */

/**
 * @typedef {object} Plan
 * @property {readonly Way[]} ways
 * @property {Map<string, number>} counts of rounds so far, by key
 * @property {number} wantedRounds
 * @property {number} lanes
 * @property {number} until in milliseconds since 1970
 */

/// So that one that begins to fail is seen, and others come first.
const MOST_SECONDS = 540;

const MACHINE = `${cpus()[0]?.model.split(" ").slice(0, 2).join(" ")}, ${cpus().length} cores`;

/** @param {Plan} plan @returns {Promise<boolean>} whether all held, and every figure was kept */
export async function runInLanes(plan) {
  let isWell = true;
  /** @type {Map<Way, Promise<void>>} */
  const running = new Map();
  for (;;) {
    for (let way = next(plan, [...running.keys()]); way !== undefined; way = next(plan, [...running.keys()])) {
      const begun = way;
      const piece = run(plan, begun).then((it) => {
        isWell &&= it;
        running.delete(begun);
      });
      running.set(begun, piece);
    }
    if (running.size === 0) return isWell;
    await Promise.race(running.values());
  }
}

/**
 * What was run least, and of those the quickest, of what will be over in time and has room beside the others. One that must
 * have the machine for itself is not passed over for ever: when it is its turn nothing else begins.
 *
 * @param {Plan} plan
 * @param {readonly Way[]} running
 */
function next({ ways, counts, wantedRounds, lanes, until }, running) {
  const count = (/** @type {Way} */ { key }) => Number(counts.get(key));
  const open = ways
    .filter((it) => count(it) < Math.min(wantedRounds, it.enough ?? wantedRounds) && !running.includes(it) && Date.now() + (it.start + it.seconds) * 1000 <= until)
    .sort((one, other) => Math.sign(count(one)) - Math.sign(count(other)) || one.seconds - other.seconds);
  const free = lanes - running.reduce((sum, { weight }) => sum + weight, 0);
  const fits = (/** @type {Way} */ { weight }) => Math.min(weight, lanes) <= free;
  return open.find((it) => it.weight < 3 && fits(it)) ?? open.find(fits);
}

/** @param {Plan} plan @param {Way} way */
async function run({ counts, wantedRounds, until }, way) {
  const before = Number(counts.get(way.key));
  const seconds = Math.min(MOST_SECONDS, (until - Date.now()) / 1000) - way.start;
  const rounds = Math.max(1, Math.min(wantedRounds - before, way.most, Math.floor(seconds / way.seconds)));
  let from = Date.now();
  let isWell = true;
  let all = "";
  let failed = 0;
  const note = (/** @type {boolean} */ isHeld, /** @type {readonly Figure[]} */ figures, /** @type {string} */ said) => {
    const took = Math.round((Date.now() - from) / 1000);
    from = Date.now();
    const count = Number(counts.get(way.key)) + 1;
    counts.set(way.key, count);
    addRun({ at: new Date().toISOString().slice(0, 16), machine: MACHINE, by: way.key, outcome: isHeld ? "passed" : "failed", seconds: took, figures });
    const told = figures.map((it) => `${isKept(it) ? "" : "✗ "}${it.name} ${it.value}`).join(", ");
    console.log(`${isHeld ? " " : "✗"} ${count}/${wantedRounds} ${way.key} (${took} s) ${told}`);
    if (!isHeld) keep(`${way.key}-${count}`, said);
    if (!isHeld) failed++;
    isWell &&= isHeld && figures.every(isKept);
  };
  const reader = readRounds(note);
  const code = await runWay(way, rounds, (text) => {
    all += text;
    reader.read(text);
  });
  const { said, count } = reader.rest();
  // A test that goes one round only says nothing of rounds; and one may break where no round ends.
  if (count === 0 || (code !== 0 && failed === 0)) note(code === 0, readFigures(said), all);
  return isWell;
}

/** @param {string} name @param {string} output of what failed */
function keep(name, output) {
  const folder = path.join(ROOT, "load-tests/target/reliability/failed");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name.replaceAll(/[^\w-]+/gu, "-")}.txt`);
  writeFileSync(file, output);
  console.log(`    ${path.relative(ROOT, file)}`);
}
