import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/// The ways to show that a fault is survived: each is a test, a scenario or a measurement that is there already, and can be
/// run by a command, once or for some rounds.

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FILES = path.join(ROOT, "load-tests/target/reliability");

/**
 * @typedef {object} Way
 * @property {string} key how it stands in the table and in runs.tsv
 * @property {boolean} isShort part of ./test
 * @property {string} [inTest] in what shorter form ./test has it
 * @property {readonly string[]} files that must be there
 * @property {string} [scenario] of web-client/e2e/network/scenarios.mjs
 * @property {string} [names] what one of these files must say, such as the test's name
 * @property {number} seconds what a round takes, about
 * @property {number} start seconds until the first
 * @property {number} most rounds that it can go in one process
 * @property {number} [enough] rounds that are, if each has many calls in it
 * @property {number} weight what it takes of the machine, of three: what takes three runs alone
 * @property {string} [module] of Maven, which must be compiled
 * @property {boolean} [needsProduct] built
 * @property {(rounds: number) => readonly string[]} command from the top folder
 * @property {NodeJS.ProcessEnv} [env]
 */

/**
 * A test class of a module, or one of its tests. Its rounds are those of its own property, if it has one, and otherwise begin
 * at the very beginning each, but in one JVM.
 *
 * @param {string} module
 * @param {string} test `room.RoomMachineTest` or `room.RoomMachineTest#method`
 * @param {{ properties?: string, seconds?: number, start?: number, most?: number, weight?: number, rounds?: string, inTest?: string }} [options]
 *   `properties`: for a longer form than that of ./test; `rounds`: the property that says how many; `inTest`: how it is there;
 *   `most`: so many rounds at once
 * @returns {Way}
 */
export function java(module, test, { properties, seconds = 15, start = 5, most = 1000, weight = 1, rounds, inTest } = {}) {
  const named = `com.exorlive.meeting.${module.replaceAll("-", "")}.${test}`;
  const [type = "", method] = named.split("#");
  const folder = path.join(ROOT, module);
  const [, simple = ""] = /([A-Z]\w*(?:#\w+)?)$/u.exec(test) ?? [];
  return {
    key: `${module} ${simple}${properties === undefined ? "" : ` ${properties}`}`,
    isShort: properties === undefined,
    ...(inTest === undefined ? {} : { inTest }),
    files: [path.join(folder, "src/test/java", `${type.replaceAll(".", "/")}.java`)],
    ...(method === undefined ? {} : { names: `void ${method}(` }),
    seconds,
    start,
    most,
    weight,
    module,
    needsProduct: ["standalone", "load-tests"].includes(module),
    command: (count) => [
      ...["env", "-C", folder, path.join(String(process.env["JAVA_HOME"]), "bin/java")],
      ...["-XX:+EnableDynamicAgentLoading", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"],
      ...(properties?.split(" ") ?? []),
      ...(rounds === undefined ? [] : [`-D${rounds}=${count}`]),
      `-Dlogback.configurationFile=${ROOT}.mvn/logback-test.xml`,
      ...["-cp", [`${folder}/target/test-classes`, `${folder}/target/classes`, readFileSync(`${folder}/target/test.classpath`, "utf8").trim()].join(":")],
      ...[path.join(ROOT, "load-tests/reliability/RunTests.java"), named],
      ...(rounds === undefined ? [String(count)] : []),
    ],
  };
}

/**
 * A scenario of real browsers on a bad network.
 *
 * @param {string} scenario
 * @param {"chromium" | "firefox-bad" | "chromium-bad"} cast
 * @param {number} seconds once the meeting stands
 * @param {number} [most] rounds in one meeting
 * @returns {Way}
 */
export function network(scenario, cast, seconds, most = 1000) {
  const short = readFileSync(path.join(ROOT, "web-client/e2e/network.test.mjs"), "utf8");
  return {
    key: `test:network ${cast}: ${scenario}`,
    isShort: short.includes(`"${scenario}"`),
    scenario,
    files: [path.join(ROOT, "web-client/e2e/network/scenarios.mjs")],
    seconds,
    start: 30,
    most,
    weight: 1.5,
    needsProduct: true,
    command: (rounds) => ["env", "-C", `${ROOT}web-client`, "node", "e2e/network/run.mjs", "--cast", cast, "--exactly", scenario, "--rounds", String(rounds)],
  };
}

/**
 * A test of two browsers, which reads how often from EXORLIVE_ROUNDS.
 *
 * @param {string} file in web-client/e2e
 * @param {string} name what it is called, or begins with
 * @param {{ seconds: number, start: number }} options
 * @returns {Way}
 */
export function browsers(file, name, { seconds, start }) {
  const scripts = JSON.parse(readFileSync(path.join(ROOT, "web-client/package.json"), "utf8")).scripts;
  return {
    key: `e2e/${file}`,
    isShort: scripts["test:browsers:short"].includes(`e2e/${file}`),
    files: [path.join(ROOT, "web-client/e2e", file)],
    names: name,
    seconds,
    start,
    most: 1000,
    weight: 1.5,
    needsProduct: true,
    command: (rounds) => ["env", "-C", `${ROOT}web-client`, `EXORLIVE_ROUNDS=${rounds}`, "node", "--test", "--test-reporter=spec", `e2e/${file}`],
  };
}

/**
 * A test of infra/.
 *
 * @param {string} file
 * @param {string} name
 * @param {{ seconds: number }} options
 * @returns {Way}
 */
export function infra(file, name, { seconds }) {
  return {
    key: `infra ${file}`,
    isShort: true,
    files: [path.join(ROOT, "infra/test", file)],
    names: name,
    seconds,
    start: 0,
    most: 1,
    weight: 1,
    needsProduct: true,
    command: () => ["env", "-C", `${ROOT}infra`, "node", "test/run.mjs", `test/${file}`],
  };
}

/**
 * A row of load-tests/goals, whose metrics become figures.
 *
 * @param {string} row
 * @param {{ seconds: number, start: number, rounds: number, enough?: number }} options `rounds`: as many as it always goes
 * @param {Readonly<Record<string, readonly [metric: string, times: number, bound?: string]>>} figures by `R-23 ping-p99-ms`
 * @returns {Way}
 */
export function load(row, { seconds, start, rounds, enough }, figures) {
  const out = path.join(FILES, row);
  const script = `load-tests/goals --only ${row} --out ${out} >/dev/null; exec node load-tests/reliability/metrics.mjs ${out}/${row}.json ${out}/figures.json`;
  return {
    key: `load-tests/goals --only ${row}`,
    isShort: false,
    files: [path.join(ROOT, "load-tests/goals")],
    names: `    ${row}) row ${row} `,
    seconds,
    start,
    most: rounds,
    ...(enough === undefined ? {} : { enough }),
    weight: 3,
    needsProduct: true,
    command: () => {
      mkdirSync(out, { recursive: true });
      writeFileSync(path.join(out, "figures.json"), JSON.stringify(figures));
      return ["bash", "-c", script];
    },
  };
}

/** @param {Way} way what of it is not there @returns {string[]} */
export function missing({ key, files, names }) {
  const absent = files.filter((file) => !existsSync(file));
  if (absent.length > 0) return absent.map((file) => `${key}: no ${path.relative(ROOT, file)}`);
  const isNamed = names === undefined || files.some((file) => readFileSync(file, "utf8").includes(names));
  return isNamed ? [] : [`${key}: nothing is called "${names}"`];
}

/**
 * Runs it, in a process group of its own.
 *
 * @param {Way} way
 * @param {number} rounds
 * @param {(text: string) => void} onOutput
 * @returns {Promise<number>} the code it ended with
 */
export async function runWay(way, rounds, onOutput) {
  const [program = "", ...args] = way.command(rounds);
  const child = spawn(program, args, { cwd: ROOT, detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...way.env } });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", onOutput);
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      process.kill(-Number(child.pid), signal);
    } catch {
      // It has ended.
    }
  };
  const tooLong = setTimeout(() => end("SIGTERM"), (way.start + rounds * way.seconds) * 8_000 + 300_000);
  running.add(end);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (it) => resolve(it ?? 1));
    });
  } finally {
    clearTimeout(tooLong);
    running.delete(end);
    end("SIGKILL");
  }
}

/** @type {Set<(signal: NodeJS.Signals) => void>} */
const running = new Set();

/** What runs now is told to stop, and counts for nothing. */
export function stopAll() {
  for (const end of running) end("SIGTERM");
}
