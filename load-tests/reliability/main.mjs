import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { runInLanes } from "./lanes.mjs";
import { ROWS } from "./rows.mjs";
import { keepRuns, readRuns } from "./runs.mjs";
import { writeTable } from "./table.mjs";
import { ROOT, stopAll } from "./ways.mjs";

const HELP = `Usage: ./reliability [options]

Runs what shows each fault of docs/reliability.md to be survived, until each has gone 20 rounds, and writes the table there
anew. A round is one time that the fault happens; what needs not be started anew for it goes on meanwhile, and what mostly
waits runs beside others. Every round is kept in load-tests/reliability/runs.tsv at once: stop it when you like, and start it
again to go on. First comes what was run least, and of those the quickest, so that no row stays empty. Figures are worth
something on a quiet machine only; browsers and network namespaces need root.

  --runs N          how many rounds of each (20)
  --only R-09,R-16  these faults alone
  --but R-30        all but these
  --by REGEX        only what is shown by something of such a name
  --minutes M       begin nothing that would not be over by then
  --lanes N         how much runs side by side (3; a call of two browsers counts as half of that)
  --short           only what ./test runs as well
  --fresh           throw away earlier runs of what is asked for
  --built           take the product and the tests as they were last built
  --list            what would be run, and how long it takes; run nothing
  --table           write the table; run nothing

Ends with 1 if a round of this time failed, or a figure was worse than it may be.`;

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    only: { type: "string" },
    but: { type: "string" },
    by: { type: "string", default: "" },
    minutes: { type: "string" },
    lanes: { type: "string", default: "3" },
    short: { type: "boolean", default: false },
    fresh: { type: "boolean", default: false },
    built: { type: "boolean", default: false },
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
const wantedRounds = Number(options.runs);
const lanes = Number(options.lanes);
const only = options.only?.split(",");
const but = options.but?.split(",") ?? [];
const wanted = new Map(
  ROWS.filter(({ id }) => (only?.includes(id) ?? true) && !but.includes(id))
    .flatMap(({ shows }) => shows)
    .filter(({ isShort, key }) => (isShort || !options.short) && new RegExp(options.by, "u").test(key))
    .map((way) => [way.key, way]),
);
if (wanted.size === 0) {
  console.error("Nothing of that name has a test.");
  process.exit(2);
}

if (options.fresh) keepRuns(({ by }) => !wanted.has(by));
const runs = readRuns();
const counts = new Map([...wanted.keys()].map((key) => [key, runs.filter(({ by }) => by === key).length]));

if (options.list) {
  list();
  process.exit(0);
}

const isAllWell = options.table || (await runAll());
writeTable();
process.exit(isAllWell ? 0 : 1);

function list() {
  let seconds = 0;
  for (const { key, seconds: one, start, most, weight, enough = wantedRounds } of wanted.values()) {
    const left = Math.max(0, Math.min(wantedRounds, enough) - Number(counts.get(key)));
    seconds += ((left * one + Math.ceil(left / most) * start) * weight) / lanes;
    console.log(`${String(counts.get(key)).padStart(3)} of ${Math.min(wantedRounds, enough)}, ${one} s each${most === 1 ? ` and ${start} s to start` : ""}: ${key}`);
  }
  console.log(`About ${Math.ceil(seconds / 60)} minutes are left.`);
}

function runAll() {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      stopAll();
      writeTable();
      process.exit(130);
    });
  }
  if (!options.built) prepare();
  return runInLanes({
    ways: [...wanted.values()],
    counts,
    wantedRounds,
    lanes,
    until: options.minutes === undefined ? Infinity : began + Number(options.minutes) * 60_000,
  });
}

/** Compiles tests, writes down what they need, and builds the product: each only if it is asked for. */
function prepare() {
  const shell = (/** @type {string} */ script) => execFileSync("bash", ["-euc", `. ./.ci/toolchain.sh; ${script}`], { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
  const needsProduct = [...wanted.values()].some((way) => way.needsProduct);
  if (needsProduct) {
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
  // Compiling tests may write classes anew, and a cache that is older than one of them is not used.
  if (needsProduct) shell('touch "$STAMP"; need_start_cache');
}
