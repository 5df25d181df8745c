import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { hasStopped, signalGroup, stopAtExit } from "../started.mjs";
import { until } from "../until.mjs";

/// Debian's coturn with the file that operators are given, and nothing else but addresses, secret and certificate.

export const CONFIGURATION = fileURLToPath(new URL("../../../infra/coturn/turnserver.conf", import.meta.url));
const TURNSERVER = "/usr/bin/turnserver";
const STARTED_WITHIN_MS = 20_000;

/** Null, or what is missing. */
export function missing() {
  return existsSync(TURNSERVER) ? null : "coturn is not installed (Debian: apt-get install coturn)";
}

/**
 * @typedef {object} Options
 * @property {string} directory for its files
 * @property {string} secret
 * @property {readonly string[]} addresses to listen at and to relay from
 * @property {readonly string[]} peers that it may send to
 * @property {string} [configuration]
 * @property {{ certificate: string, key: string }} [tls] files
 * @property {readonly string[]} [more] options
 * @property {import("../network/namespaces.mjs").Namespace} [namespace] in which to start it
 */

/** @param {Options} options */
export async function startCoturn({ directory, secret, addresses, peers, configuration = CONFIGURATION, tls, more = [], namespace }) {
  const command = [
    TURNSERVER,
    ...["-c", configuration, `--static-auth-secret=${secret}`, `--pidfile=${directory}/turnserver.pid`],
    ...[`--userdb=${directory}/turndb`],
    ...addresses.flatMap((address) => [`--listening-ip=${address}`, `--relay-ip=${address}`]),
    ...peers.map((address) => `--allowed-peer-ip=${address}`),
    ...(tls === undefined ? [] : [`--cert=${tls.certificate}`, `--pkey=${tls.key}`]),
    ...more,
  ];
  const [program = "", ...args] = [...(namespace?.prefix ?? []), ...command];
  const child = spawn(program, args, { cwd: directory, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  await once(child, "spawn");
  const leader = Number(child.pid);
  stopAtExit(leader);
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      log += text;
    });
  }
  const ended = once(child, "close");
  // Its last words before it takes anybody.
  const isReady = async () => log.includes("SQLite DB connection success") || child.exitCode !== null || undefined;
  await until("coturn to be ready", isReady, { withinMs: STARTED_WITHIN_MS, saw: () => log.slice(-2000) });
  if (child.exitCode !== null) {
    throw new Error(`coturn did not start. It wrote:\n${log}`);
  }
  return {
    log: () => log,
    stop: async () => {
      signalGroup(leader, "SIGTERM");
      await ended;
      hasStopped(leader);
    },
  };
}

/**
 * A certificate for these names, and the authority that signed it: Firefox takes none that signs itself, even if it
 * trusts it.
 *
 * @param {string} directory
 * @param {readonly string[]} names such as `IP:192.0.2.1` and `DNS:turn.test`
 */
export function makeCertificate(directory, names) {
  const newKey = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
  writeFileSync(
    path.join(directory, "leaf.txt"),
    `subjectAltName=${names.join(",")}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n`,
  );
  const lines = [
    `openssl req -x509 ${newKey} -days 30 -subj /CN=authority -addext keyUsage=critical,keyCertSign -keyout ca.key -out ca.pem`,
    `openssl req ${newKey} -subj /CN=turn.test -keyout key.pem -out request.pem`,
    "openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile leaf.txt -out cert.pem",
  ];
  execFileSync("sh", ["-ec", lines.join("\n")], { cwd: directory, stdio: "ignore" });
  return {
    authority: path.join(directory, "ca.pem"),
    certificate: path.join(directory, "cert.pem"),
    key: path.join(directory, "key.pem"),
  };
}
