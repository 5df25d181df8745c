import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { isKept, readFigures } from "./figures.mjs";
import { ROWS } from "./rows.mjs";
import { addRun, keepRuns, readRuns } from "./runs.mjs";
import { writeTable } from "./table.mjs";
import { ROOT, runOnce } from "./ways.mjs";

const HELP = `Usage: ./reliability [options]

Runs what shows each fault of docs/reliability.md to be survived, until each has been run 20 times, and writes the table
there anew. Every run is kept in load-tests/reliability/runs.tsv at once: stop it when you like, and start it again to go on.
First comes what was run least, and of those the quickest, so that no row stays empty. Figures are worth something on a quiet machine only;
browsers and network namespaces need root.

  --runs N          how often each (20)
  --only R-09,R-16  these faults alone
  --minutes M       begin nothing that would not be over by then
  --short           only what ./test runs as well
  --fresh           throw away earlier runs of what is asked for
  --list            what would be run, and how long it takes; run nothing
  --table           write the table; run nothing

Ends with 1 if a run of this time failed, or a figure was worse than it may be.`;

/** @typedef {import("./ways.mjs").Way} Way */

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    only: { type: "string" },
    minutes: { type: "string" },
    short: { type: "boolean", default: false },
    fresh: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    table: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit(0);
}

const began = Date.now();
const wantedRuns = Number(options.runs);
const until = options.minutes === undefined ? Infinity : began + Number(options.minutes) * 60_000;
const rows = options.only?.split(",");
const wanted = new Map(
  ROWS.filter(({ id }) => rows?.includes(id) ?? true)
    .flatMap(({ shows }) => shows)
    .filter(({ isShort }) => isShort || !options.short)
    .map((way) => [way.key, way]),
);
if (wanted.size === 0) {
  console.error("Nothing of that name has a test.");
  process.exit(2);
}

if (options.fresh) keepRuns(({ by }) => !wanted.has(by));
const counts = new Map([...wanted.keys()].map((key) => [key, readRuns().filter(({ by }) => by === key).length]));
const left = () => [...wanted.values()].filter(({ key }) => Number(counts.get(key)) < wantedRuns);

if (options.list) {
  const seconds = left().reduce((sum, { key, seconds: one }) => sum + one * (wantedRuns - Number(counts.get(key))), 0);
  for (const { key, seconds: one } of wanted.values()) console.log(`${String(counts.get(key)).padStart(3)} of ${wantedRuns}, ${one} s each: ${key}`);
  console.log(`About ${Math.ceil(seconds / 60)} minutes are left.`);
  process.exit(0);
}

const isAllWell = options.table || (await runAll());
writeTable();
process.exit(isAllWell ? 0 : 1);

async function runAll() {
  prepare();
  let isWell = true;
  for (let way = next(); way !== undefined; way = next()) {
    isWell = (await run(way)) && isWell;
  }
  return isWell;
}

/** What was run least, and of those the quickest, that will be over in time. @returns {Way | undefined} */
function next() {
  const inTime = left().filter(({ seconds }) => Date.now() + seconds * 1000 <= until);
  const isEmpty = (/** @type {Way} */ { key }) => Number(counts.get(key)) === 0;
  return inTime.sort((one, other) => Number(isEmpty(other)) - Number(isEmpty(one)) || one.seconds - other.seconds)[0];
}

/** @param {Way} way */
async function run(way) {
  const from = Date.now();
  const { code, output } = await runOnce(way);
  const seconds = Math.round((Date.now() - from) / 1000);
  const figures = readFigures(output);
  const count = Number(counts.get(way.key)) + 1;
  counts.set(way.key, count);
  const failed = code !== 0;
  addRun({ at: new Date().toISOString().slice(0, 16), machine: `${cpus()[0]?.model.split(" ").slice(0, 2).join(" ")}, ${cpus().length} cores`, by: way.key, outcome: failed ? "failed" : "passed", seconds, figures });
  const told = figures.map(({ name, value, ...rest }) => `${isKept({ name, value, ...rest }) ? "" : "✗ "}${name} ${value}`).join(", ");
  console.log(`${failed ? "✗" : " "} ${count}/${wantedRuns} ${way.key} (${seconds} s) ${told}`);
  if (failed) {
    const folder = path.join(ROOT, "load-tests/target/reliability/failed");
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${way.key.replaceAll(/[^\w-]+/gu, "-")}-${count}.txt`);
    writeFileSync(file, output);
    console.log(`    ended with ${code}: ${path.relative(ROOT, file)}`);
  }
  return !failed && figures.every(isKept);
}

/** Compiles tests, writes down what they need, and builds the product: each only if it is asked for. */
function prepare() {
  const shell = (/** @type {string} */ script) => execFileSync("bash", ["-euc", `. ./.ci/toolchain.sh; ${script}`], { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
  if ([...wanted.values()].some(({ needsProduct }) => needsProduct)) {
    shell("need_maven; if is_stale; then build; fi; install_web_client; install_npm infra; build_load_tests");
  }
  const modules = [...new Set([...wanted.values()].flatMap(({ module }) => module ?? []))];
  if (modules.length > 0) {
    console.log(`Compiling the tests of ${modules.join(", ")} …`);
    // Offline where that is enough: it is quicker, and asks nobody.
    const compile = `test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath -Dmdep.regenerateFile=true -pl ${modules.join(",")} -am`;
    shell(`need_maven; mvn_run -q -o ${compile} >/dev/null 2>&1 || mvn_run -q ${compile}`);
    const without = modules.filter((it) => !existsSync(path.join(ROOT, it, "target/test.classpath")));
    if (without.length > 0) throw new Error(`no class path of ${without.join(", ")}`);
  }
}
