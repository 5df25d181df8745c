import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { hasStopped, signalGroup, stopAtExit } from "../started.mjs";
import { until } from "../until.mjs";

/// Debian's Janus with the files that operators are given (infra/janus), and nothing else but secrets and addresses.

const CONFIGURATION = fileURLToPath(new URL("../../../infra/janus/", import.meta.url));
const JANUS = "/usr/bin/janus";
const FILES = ["janus.jcfg", "janus.plugin.videoroom.jcfg", "janus.transport.websockets.jcfg"];
const STARTED_WITHIN_MS = 20_000;
const PORT = 8188;
const API_SECRET = "api-secret-of-the-test";
const ADMIN_KEY = "admin-key-of-the-test";

/// What the product needs to know to use this Janus, and no other media server.
export const SETTINGS = {
  EXORLIVE_MEDIA_EMBEDDED: "false",
  EXORLIVE_MEDIA_JANUS_URLS: `ws://127.0.0.1:${PORT}`,
  EXORLIVE_MEDIA_JANUS_API_SECRET: API_SECRET,
  EXORLIVE_MEDIA_JANUS_ADMIN_KEY: ADMIN_KEY,
};

/// Null, or what is missing.
export function missing() {
  return existsSync(JANUS) ? null : "Needs Debian's Janus (apt-get install janus).";
}

/**
 * @param {string} directory for its files
 * @param {import("../network/namespaces.mjs").Namespace} namespace
 * @param {string} networkInterface where browsers reach it
 */
export function prepareJanus(directory, namespace, networkInterface) {
  const own = path.join(directory, "janus");
  mkdirSync(own, { recursive: true });
  const triplet = process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  for (const file of FILES) {
    const text = readFileSync(path.join(CONFIGURATION, file), "utf8")
      .replaceAll("/etc/janus", own)
      .replaceAll("x86_64-linux-gnu", triplet)
      .replace("CHANGE-ME-api-secret", API_SECRET)
      .replace("CHANGE-ME-admin-secret", "admin-secret-of-the-test")
      .replace("CHANGE-ME-admin-key", ADMIN_KEY)
      .replace("CHANGE-ME-interface", networkInterface);
    writeFileSync(path.join(own, file), text);
  }

  let leader = 0;
  let log = "";

  return {
    log: () => log,

    start: async () => {
      const [program = "", ...args] = [...namespace.prefix, JANUS, "-F", own];
      const child = spawn(program, args, { cwd: own, detached: true, stdio: ["ignore", "pipe", "pipe"] });
      await once(child, "spawn");
      leader = Number(child.pid);
      stopAtExit(leader);
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
          log = (log + text).slice(-100_000);
        });
      }
      await until(
        "Janus to listen",
        async () => child.exitCode !== null || namespace.run("ss -Hltn").includes(`:${PORT}`) || undefined,
        { withinMs: STARTED_WITHIN_MS, saw: () => log.slice(-2000) },
      );
      if (child.exitCode !== null) {
        throw new Error(`Janus did not start. It wrote:\n${log}`);
      }
    },

    /// Ends at once, without a word to anybody.
    kill: () => {
      signalGroup(leader, "SIGKILL");
      hasStopped(leader);
    },
  };
}
