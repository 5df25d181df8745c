import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/// The ways to show that a fault is survived: each is a test, a scenario or a measurement that is there already, and can be
/// run once by a command.

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FILES = path.join(ROOT, "load-tests/target/reliability");

/**
 * @typedef {object} Way
 * @property {string} key how it stands in the table and in runs.tsv
 * @property {boolean} isShort part of ./test
 * @property {readonly string[]} files that must be there
 * @property {string} [scenario] of web-client/e2e/network/scenarios.mjs
 * @property {string} [names] what one of these files must say, such as the test's name
 * @property {number} seconds what a run takes, about
 * @property {string} [module] of Maven, which must be compiled
 * @property {boolean} [needsProduct] built
 * @property {() => readonly string[]} command from the top folder
 * @property {NodeJS.ProcessEnv} [env]
 */

/**
 * A test class of a module, or one of its tests.
 *
 * @param {string} module
 * @param {string} test `room.RoomMachineTest` or `room.RoomMachineTest#method`
 * @param {{ properties?: string, seconds?: number }} [options] `properties`: for a longer form than that of ./test
 * @returns {Way}
 */
export function java(module, test, { properties, seconds = 15 } = {}) {
  const named = `com.exorlive.meeting.${module.replaceAll("-", "")}.${test}`;
  const [type = "", method] = named.split("#");
  const folder = path.join(ROOT, module);
  const [, simple = ""] = /([A-Z]\w*(?:#\w+)?)$/u.exec(test) ?? [];
  return {
    key: `${module} ${simple}${properties === undefined ? "" : ` ${properties}`}`,
    isShort: properties === undefined,
    files: [path.join(folder, "src/test/java", `${type.replaceAll(".", "/")}.java`)],
    ...(method === undefined ? {} : { names: `void ${method}(` }),
    seconds,
    module,
    needsProduct: ["standalone", "load-tests"].includes(module),
    command: () => [
      ...["env", "-C", folder, path.join(String(process.env["JAVA_HOME"]), "bin/java")],
      ...["-XX:+EnableDynamicAgentLoading", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"],
      ...(properties?.split(" ") ?? []),
      `-Dlogback.configurationFile=${ROOT}.mvn/logback-test.xml`,
      ...["-cp", [`${folder}/target/test-classes`, `${folder}/target/classes`, readFileSync(`${folder}/target/test.classpath`, "utf8").trim()].join(":")],
      ...[path.join(ROOT, "load-tests/reliability/RunTests.java"), named],
    ],
  };
}

/**
 * A scenario of real browsers on a bad network.
 *
 * @param {string} scenario
 * @param {"chromium" | "firefox-bad" | "chromium-bad"} cast
 * @param {number} seconds
 * @returns {Way}
 */
export function network(scenario, cast, seconds) {
  const short = readFileSync(path.join(ROOT, "web-client/e2e/network.test.mjs"), "utf8");
  return {
    key: `test:network ${cast}: ${scenario}`,
    isShort: short.includes(`"${scenario}"`),
    scenario,
    files: [path.join(ROOT, "web-client/e2e/network/scenarios.mjs")],
    seconds,
    needsProduct: true,
    command: () => ["env", "-C", `${ROOT}web-client`, "node", "e2e/network/run.mjs", "--cast", cast, "--exactly", scenario],
  };
}

/**
 * A test of two browsers.
 *
 * @param {string} file in web-client/e2e
 * @param {string} name what it is called, or begins with
 * @param {{ seconds: number }} options
 * @returns {Way}
 */
export function browsers(file, name, { seconds }) {
  const scripts = JSON.parse(readFileSync(path.join(ROOT, "web-client/package.json"), "utf8")).scripts;
  return {
    key: `e2e/${file}`,
    isShort: scripts["test:browsers"].includes(`e2e/${file}`),
    files: [path.join(ROOT, "web-client/e2e", file)],
    names: name,
    seconds,
    needsProduct: true,
    command: () => ["env", "-C", `${ROOT}web-client`, "node", "--test", "--test-reporter=spec", `e2e/${file}`],
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
    needsProduct: true,
    command: () => ["env", "-C", `${ROOT}infra`, "node", "test/run.mjs", `test/${file}`],
  };
}

/**
 * A row of load-tests/goals, whose metrics become figures.
 *
 * @param {string} row
 * @param {number} seconds
 * @param {Readonly<Record<string, readonly [metric: string, times: number, bound?: string]>>} figures by `R-23 ping-p99-ms`
 * @returns {Way}
 */
export function load(row, seconds, figures) {
  const out = path.join(FILES, row);
  const script = `load-tests/goals --only ${row} --out ${out} >/dev/null; exec node load-tests/reliability/metrics.mjs ${out}/${row}.json ${out}/figures.json`;
  return {
    key: `load-tests/goals --only ${row}`,
    isShort: false,
    files: [path.join(ROOT, "load-tests/goals")],
    names: `    ${row}) row ${row} `,
    seconds,
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
 * Runs it once, in a process group of its own.
 *
 * @param {Way} way
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runOnce(way) {
  const [program = "", ...args] = way.command();
  const child = spawn(program, args, { cwd: ROOT, detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...way.env } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      process.kill(-Number(child.pid), signal);
    } catch {
      // It has ended.
    }
  };
  const tooLong = setTimeout(() => end("SIGTERM"), (way.seconds * 8 + 300) * 1000);
  const stopped = () => {
    end("SIGTERM");
    process.exit(130);
  };
  process.once("SIGINT", stopped).once("SIGTERM", stopped);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (it) => resolve(it ?? 1));
    });
    return { code, output };
  } finally {
    clearTimeout(tooLong);
    process.off("SIGINT", stopped).off("SIGTERM", stopped);
    end("SIGKILL");
  }
}
