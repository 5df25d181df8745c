import { spawnSync } from "node:child_process";

/// Runs a command in a network namespace of its own, which ends with it: `node inNamespace.mjs COMMAND…`. Who is not
/// root becomes root in there, as far as the system allows.

const [program = "", ...args] = process.argv.slice(2);
const become = process.getuid?.() === 0 ? [] : ["--map-root-user"];
const { status, error } = spawnSync("unshare", ["--net", ...become, program, ...args], {
  stdio: "inherit",
  env: { ...process.env, TURN_TEST_NAMESPACE: "yes" },
});
if (error) {
  throw error;
}
process.exitCode = status ?? 1;
