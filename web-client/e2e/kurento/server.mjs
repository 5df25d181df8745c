import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { javaWith } from "../product.mjs";
import { hasStopped, signalGroup, stopAtExit } from "../started.mjs";
import { until } from "../until.mjs";

/// Fakes of Kurento (sfu-control's tests) in processes of their own: Kurento's protocol with the embedded media server behind it.

const CLASSES = fileURLToPath(new URL("../../../sfu-control/target/test-classes", import.meta.url));
const MAIN = "com.exorlive.meeting.sfucontrol.kurento.fake.FakeKurentoProcess";
const STARTED_WITHIN_MS = 60_000;

/// Null, or what is missing.
export function missing() {
  return existsSync(path.join(CLASSES, `${MAIN.replaceAll(".", "/")}.class`))
    ? null
    : "Needs the server's test classes (mvn -pl standalone -am test-compile).";
}

/// What the product needs to know to use these, and no other media server.
/**
 * @param {readonly Kurento[]} servers
 */
export function settingsFor(servers) {
  return {
    EXORLIVE_MEDIA_EMBEDDED: "false",
    EXORLIVE_MEDIA_KURENTO_URLS: servers.map(({ url }) => url).join(","),
  };
}

/** @typedef {ReturnType<typeof prepareKurento>} Kurento */

/** @param {number} number tells it apart from others on the same machine */
export function prepareKurento(number) {
  const url = `ws://127.0.0.1:${8887 + number}/kurento`;
  let leader = 0;
  let log = "";

  return {
    url,
    log: () => log,

    /** @param {import("../network/network.mjs").Network["server"]} at */
    start: async (at) => {
      const [command = "", ...args] = [...at.namespace.prefix, ...javaWith(CLASSES, MAIN), String(8887 + number), String(10_200 + number), at.address];
      log = "";
      const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
      await once(child, "spawn");
      leader = Number(child.pid);
      stopAtExit(leader);
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
          log = (log + text).slice(-100_000);
        });
      }
      await until("the fake Kurento to listen", async () => child.exitCode !== null || /^Ready: /mu.test(log) || undefined, {
        withinMs: STARTED_WITHIN_MS,
        saw: () => log.slice(-2000),
      });
      if (child.exitCode !== null) {
        throw new Error(`The fake Kurento did not start. It wrote:\n${log}`);
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
