import { spawn } from "node:child_process";
import { once } from "node:events";
import { hasStopped, signalGroup, stopAtExit } from "./started.mjs";
import { until } from "./until.mjs";

const STARTED_WITHIN_MS = 60_000;

/// A server in a process group of its own, that writes "Ready: " when it is, and can be killed and stopped as faults do.
/**
 * @param {string} name for messages
 * @param {(at: import("./network/network.mjs").Network["server"]) => { readonly command: readonly string[], readonly env?: NodeJS.ProcessEnv }} how
 *   it is started at a host; the command without what leads into its namespace
 */
export function prepareServer(name, how) {
  let leader = 0;
  let log = "";

  return {
    log: () => log,

    /** @param {import("./network/network.mjs").Network["server"]} at */
    start: async (at) => {
      const { command: itself, env = {} } = how(at);
      const [command = "", ...args] = [...at.namespace.prefix, ...itself];
      log = "";
      const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
      await once(child, "spawn");
      leader = Number(child.pid);
      stopAtExit(leader);
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
          log = (log + text).slice(-100_000);
        });
      }
      await until(`${name} to be ready`, async () => child.exitCode !== null || /^Ready: /mu.test(log) || undefined, {
        withinMs: STARTED_WITHIN_MS,
        saw: () => log.slice(-2000),
      });
      if (child.exitCode !== null) {
        throw new Error(`${name} did not start. It wrote:\n${log}`);
      }
    },

    /// Ends at once, without a word to anybody.
    kill: () => {
      signalGroup(leader, "SIGKILL");
      hasStopped(leader);
    },

    hang: () => signalGroup(leader, "SIGSTOP"),
    wakeUp: () => signalGroup(leader, "SIGCONT"),
  };
}
