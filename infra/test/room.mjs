import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { hasStopped, signalGroup, stopAtExit } from "../../web-client/e2e/started.mjs";
import { until } from "../../web-client/e2e/until.mjs";

/// What the tests start, in a room of their own (run.mjs).

/// Generous: a first start makes keys and a database, maybe on a busy machine.
const READY_WITHIN_MS = 120_000;

export const INFRA = fileURLToPath(new URL("..", import.meta.url));

/**
 * Why a test can't run here, or false.
 *
 * @param {...string} programs paths, with the Debian package after a colon
 */
export function lacks(...programs) {
  if (process.env["INFRA_TEST_ROOM"] !== "own") {
    return "needs root, for ports and paths of its own: npm test";
  }
  const missing = programs.map((it) => it.split(":")).filter(([file = ""]) => !existsSync(file));
  return missing.length > 0 ? `not installed: ${missing.map(([, debian]) => debian).join(", ")}` : false;
}

/** Puts an empty directory over one of the system's, for these tests alone. @param {string} directory */
export function cover(directory) {
  execFileSync("mount", ["-t", "tmpfs", "-o", "mode=755", "infra-test", directory]);
}

/**
 * @param {readonly string[]} command
 * @param {{ until?: (log: string) => boolean, env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 */
export async function start([program = "", ...args], { until: isReady = () => true, env, cwd } = {}) {
  const child = spawn(program, args, { detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env }, cwd });
  await once(child, "spawn");
  const leader = Number(child.pid);
  stopAtExit(leader);
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      log += text;
    });
  }
  const ended = once(child, "close");
  const end = async (/** @type {NodeJS.Signals} */ signal) => {
    signalGroup(leader, signal);
    await ended;
    hasStopped(leader);
  };
  const looked = async () => isReady(log) || child.exitCode !== null || undefined;
  try {
    await until(`${program} to be ready`, looked, { withinMs: READY_WITHIN_MS, saw: () => log.slice(-2000) });
  } catch (error) {
    await end("SIGKILL");
    throw error;
  }
  if (child.exitCode !== null) {
    throw new Error(`${program} ended with ${child.exitCode}. It wrote:\n${log}`);
  }
  return {
    log: () => log,
    stop: async () => end("SIGTERM"),
    kill: async () => end("SIGKILL"),
  };
}

/**
 * A certificate that signs itself, and its key.
 *
 * @param {string} directory
 * @param {string} names such as `DNS:meet.test`
 */
export function makeCertificate(directory, names) {
  const [certificate, key] = [path.join(directory, "cert.pem"), path.join(directory, "key.pem")];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const subject = ["-days", "30", "-subj", "/CN=test", "-addext", `subjectAltName=${names}`];
  execFileSync("openssl", ["req", "-x509", ...curve, ...subject, "-keyout", key, "-out", certificate], { stdio: "ignore" });
  return { certificate, key };
}
