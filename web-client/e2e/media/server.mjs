import { spawn } from "node:child_process";
import { once } from "node:events";
import { javaFor } from "../product.mjs";
import { hasStopped, signalGroup, stopAtExit } from "../started.mjs";
import { until } from "../until.mjs";

/// Media servers of ours in processes of their own, as `./run media` starts them.

const SECRET = "media-secret-of-the-test-long-enough";
const STARTED_WITHIN_MS = 60_000;

/// What the product needs to know to use these, and no other media server.
/**
 * @param {readonly MediaServer[]} servers
 */
export function settingsFor(servers) {
  return {
    EXORLIVE_MEDIA_EMBEDDED: "false",
    EXORLIVE_MEDIA_REMOTE_SERVERS: servers.map(({ name }) => name).join(","),
    EXORLIVE_MEDIA_REMOTE_SECRET: SECRET,
  };
}

/** @typedef {ReturnType<typeof prepareMediaServer>} MediaServer */

/** @param {number} number tells it apart from others on the same machine */
export function prepareMediaServer(number) {
  const port = 8090 + number;
  let leader = 0;
  let log = "";

  return {
    name: `127.0.0.1:${port}`,
    log: () => log,

    /** @param {import("../network/network.mjs").Network["server"]} at */
    start: async (at) => {
      const [command = "", ...args] = [...at.namespace.prefix, ...javaFor("media")];
      log = "";
      const child = spawn(command, args, {
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          ...process.env,
          EXORLIVE_ADMIN_PORT: "0",
          EXORLIVE_MEDIA_PORT: String(10_100 + number),
          EXORLIVE_MEDIA_ANNOUNCED_ADDRESSES: at.address,
          EXORLIVE_MEDIA_REMOTE_PORT: String(port),
          EXORLIVE_MEDIA_REMOTE_SECRET: SECRET,
        },
      });
      await once(child, "spawn");
      leader = Number(child.pid);
      stopAtExit(leader);
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
          log = (log + text).slice(-100_000);
        });
      }
      await until("the media server to be ready", async () => child.exitCode !== null || /^Ready: /mu.test(log) || undefined, {
        withinMs: STARTED_WITHIN_MS,
        saw: () => log.slice(-2000),
      });
      if (child.exitCode !== null) {
        throw new Error(`The media server did not start. It wrote:\n${log}`);
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
