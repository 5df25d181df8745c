import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { stopAtExit } from "../started.mjs";

/// In the router's own namespace.
const PORT = 7;
const MEDIA_PORT = 10_000;

/// Leads what goes to the media server's port through a process that makes it late. It stays for the life of the router,
/// for flows that it carries can't be led back.
/**
 * @param {import("./namespaces.mjs").Namespace} router
 * @param {string} server
 */
export async function startDelayer(router, server) {
  const [command = "", ...args] = [
    ...router.prefix,
    process.execPath,
    fileURLToPath(new URL("delayer.mjs", import.meta.url)),
    ...[PORT, server, MEDIA_PORT].map(String),
  ];
  const delayer = spawn(command, args, { detached: true, stdio: ["pipe", "pipe", "inherit"] });
  stopAtExit(Number(delayer.pid));
  await once(delayer.stdout, "data");
  router.run(`iptables -t nat -A PREROUTING -i in -p udp --dport ${MEDIA_PORT} -j REDIRECT --to-ports ${PORT}`);
  return {
    /**
     * @param {number} ms
     * @param {number} jitterMs more or less
     */
    set: (ms, jitterMs) => void delayer.stdin.write(`${ms} ${jitterMs}\n`),
  };
}
