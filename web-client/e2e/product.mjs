import { execFileSync, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { hasStopped, signalGroup, stopAtExit } from "./started.mjs";
import { until } from "./until.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const APP = path.join(ROOT, "standalone/target/app");
/// Generous: a first start makes keys and a database, maybe on a busy machine.
const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 15_000;
const LOG_CHARACTERS = 2_000_000;

/**
 * The whole product in a process of its own, as `./run` starts it, on loopback and free ports, with its demo people.
 *
 * @typedef {object} Product
 * @property {string} origin
 * @property {number} readyAfterMs from the start of the process to its "Ready:"
 * @property {() => string} log what it has written so far
 * @property {() => Promise<void>} stop
 */

/**
 * @param {object} [options]
 * @param {boolean} [options.dishonest] the one that lies on order (`dishonest.mjs`)
 * @param {string} [options.dataDir] kept by the caller; without it a new one, removed at the stop
 * @param {import("./network/network.mjs").Network["server"]} [options.at] where it runs; without it on loopback
 * @param {Readonly<Record<string, string>>} [options.settings] more variables of its environment
 * @returns {Promise<Product>}
 */
export async function startProduct({ dataDir, dishonest = false, at, settings = {} } = {}) {
  if (!existsSync(APP)) {
    throw new Error("The product is not built. Run ./test or ./run in the top folder once.");
  }
  const data = dataDir ?? (await mkdtemp(path.join(tmpdir(), "exorlive-e2e-")));
  const port = at?.httpPort ?? (await freeTcpPort());
  const startedAt = performance.now();
  const cache = dishonest ? [] : CACHE_OPTIONS;
  const [classPath, main] = dishonest ? DISHONEST : HONEST;
  const [command = "", ...args] = [...(at?.namespace.prefix ?? []), java(), ...JVM_OPTIONS, ...cache, "-cp", classPath, main];
  const child = spawn(command, args, {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      EXORLIVE_DATA_DIR: data,
      EXORLIVE_HTTP_PORT: String(port),
      EXORLIVE_ADMIN_PORT: String(await freeTcpPort()),
      EXORLIVE_MEDIA_PORT: String(await freeUdpPort()),
      // As in production: a page gets in only with its key.
      EXORLIVE_TOKENS_PROOF: "required",
      ...(at === undefined ? ON_LOOPBACK : inItsNetwork(at)),
      ...settings,
    },
  });
  await once(child, "spawn");
  const leader = Number(child.pid);
  stopAtExit(leader);

  let log = "";
  let readyAt = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      log = (log + text).slice(-LOG_CHARACTERS);
      if (readyAt === 0 && /^Ready: /mu.test(log)) {
        readyAt = performance.now();
      }
    });
  }
  const ended = once(child, "close");

  const product = {
    origin: `http://localhost:${port}`,
    readyAfterMs: 0,
    log: () => log,
    stop: async () => {
      signalGroup(leader, "SIGTERM");
      const kill = setTimeout(() => signalGroup(leader, "SIGKILL"), STOPPED_WITHIN_MS);
      if (child.exitCode === null && child.signalCode === null) {
        await ended;
      }
      clearTimeout(kill);
      hasStopped(leader);
      if (dataDir === undefined) {
        await rm(data, { recursive: true, force: true });
      }
    },
  };
  try {
    await until(
      "the product to say that it is ready",
      async () => (readyAt > 0 || child.exitCode !== null ? true : undefined),
      { withinMs: READY_WITHIN_MS },
    );
    if (readyAt === 0) {
      throw new Error(`The product ended with ${child.exitCode}`);
    }
  } catch (error) {
    await product.stop();
    throw new Error(`The product did not start. It wrote:\n${log.slice(-4000)}`, { cause: error });
  }
  product.readyAfterMs = readyAt - startedAt;
  return product;
}

const ON_LOOPBACK = { EXORLIVE_MEDIA_BIND: "127.0.0.1", EXORLIVE_MEDIA_ANNOUNCED_ADDRESSES: "127.0.0.1" };

/** @param {import("./network/network.mjs").Network["server"]} server */
function inItsNetwork({ address }) {
  return {
    EXORLIVE_HTTP_BIND: "0.0.0.0",
    EXORLIVE_MEDIA_BIND: "0.0.0.0",
    EXORLIVE_MEDIA_ANNOUNCED_ADDRESSES: address,
  };
}

/** @typedef {readonly [classPath: string, main: string]} Start */
/** @type {Start} */
const HONEST = [`${APP}/*`, "com.exorlive.meeting.standalone.Main"];
/** @type {Start} */
const DISHONEST = [
  `standalone/target/test-classes:sfu/target/test-classes:${APP}/*`,
  "com.exorlive.meeting.standalone.MaliciousProduct",
];

/// As in ./run.
const JVM_OPTIONS = [
  "-XX:+ExitOnOutOfMemoryError",
  "--enable-native-access=ALL-UNNAMED",
  "--sun-misc-unsafe-memory-access=allow",
];
/// Of no use where it is missing or of another build, and no harm.
const CACHE_OPTIONS = [`-XX:AOTCache=${path.join(ROOT, ".cache/start.aot")}`, "-Xlog:aot*=off", "-Xlog:cds*=off"];

/// The command line of the same program with a command of it, as in ./run.
/** @param {string} name */
export function javaFor(name) {
  return [java(), ...JVM_OPTIONS, "-cp", ...HONEST, name];
}

/// The command line of a program of the server's tests, with the libraries of the product.
/**
 * @param {string} classes
 * @param {string} main
 */
export function javaWith(classes, main) {
  return [java(), ...JVM_OPTIONS, "-cp", `${classes}:${APP}/*`, main];
}

/// The JDK that `./run` would take.
function java() {
  const home = execFileSync("bash", ["-c", '. ./.ci/toolchain.sh && need_jdk && printf %s "$JAVA_HOME"'], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return path.join(home, "bin/java");
}

export async function freeTcpPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") {
    throw new Error("no port");
  }
  return address.port;
}

async function freeUdpPort() {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return port;
}
