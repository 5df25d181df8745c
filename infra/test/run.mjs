import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/// Runs the tests of infra/ in a network and a set of mounts of their own, so that each file is used with the very ports
/// and paths that it names: `npm test`, `npm test -- test/haproxy.test.mjs`. Where that can't be had, what needs it is
/// left out, and says so.

const named = process.argv.slice(2);
const here = fileURLToPath(new URL(".", import.meta.url));
const all = readdirSync(here).filter((it) => it.endsWith(".test.mjs"));
const tests = named.length > 0 ? named : all.map((it) => path.join(here, it));
// Their network leads nowhere, so what is fetched is fetched before.
if (tests.some((it) => it.endsWith("image.test.mjs"))) {
  execFileSync(path.join(here, "../image/tools"), { stdio: ["ignore", "ignore", "inherit"] });
}
const node = [process.execPath, "--test", "--test-force-exit", "--test-concurrency=2", "--test-reporter=spec", ...tests];
const isRoot = process.getuid?.() === 0;
const own = ["unshare", "--net", "--mount", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
const [program = "", ...args] = isRoot ? [...own, ...node] : node;
const { status, error } = spawnSync(program, args, {
  stdio: "inherit",
  env: { ...process.env, ...(isRoot ? { INFRA_TEST_ROOM: "own" } : {}) },
});
if (error) {
  throw error;
}
process.exitCode = status ?? 1;
