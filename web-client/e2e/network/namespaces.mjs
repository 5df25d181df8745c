import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
// It turns signals into an exit, at which the namespaces go.
import { stopAtExit } from "../started.mjs";

/// Network namespaces of this process alone (`exl-<pid>-…`), and the commands that run in them. All are taken away when
/// the process ends, whatever happened before.

/// What `ip netns exec` puts in the place of files of /etc.
const FILES = "/etc/netns";
const NAME_SERVER = "127.0.0.53";
const NAME_SERVER_PROGRAM = fileURLToPath(new URL("nameServer.mjs", import.meta.url));
/// A packet that looks odd to the kernel is translated all the same: else its connection hangs for ever.
export const TRANSLATE_ALL = "sysctl -qw net.netfilter.nf_conntrack_tcp_be_liberal=1 net.netfilter.nf_conntrack_checksum=0";

let made = 0;
/** @type {Set<string>} */
const open = new Set();

/** @typedef {ReturnType<typeof makeNamespace>} Namespace */

/// Why none can be made here; undefined: they can.
export function whyNoNamespaces() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return "Needs Linux and root, for network namespaces of its own.";
  }
  if (!existsSync("/usr/bin/espeak-ng")) {
    return "Needs a voice for the microphones: Debian's espeak-ng.";
  }
  try {
    const probe = makeNamespace("probe");
    try {
      probe.run("iptables -t mangle -A PREROUTING -m statistic --mode random --probability 0.5 -j DROP");
      probe.run("iptables -t mangle -A PREROUTING -m connmark --mark 1/1 -j DROP");
      probe.run("tc qdisc add dev lo root tbf rate 300kbit burst 4kb latency 300ms");
    } finally {
      probe.remove();
    }
    return undefined;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return `Needs network namespaces, iptables (statistic, connmark) and tc (tbf): Debian's iproute2 and iptables, in a \
container that may administer its network (CAP_SYS_ADMIN, CAP_NET_ADMIN). Here: ${said}`;
  }
}

/** @param {string} role */
export function makeNamespace(role) {
  made += 1;
  const name = `exl-${process.pid}-${made}-${role}`;
  ip("netns", "add", name);
  open.add(name);

  const namespace = {
    name,
    /// What to put before a command (and its arguments) so that it runs in here.
    prefix: /** @type {readonly string[]} */ (["ip", "netns", "exec", name]),

    /// Runs lines of a shell in here and answers what they print.
    /** @param {string} lines */
    run: (lines) =>
      execFileSync("ip", ["netns", "exec", name, "sh", "-ec", lines], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),

    /// Many changes of one kind in one process, so that they take effect within a millisecond.
    /** @param {string[]} lines */
    ip: (...lines) => execFileSync("ip", ["-n", name, "-batch", "-"], { input: `${lines.join("\n")}\n`, stdio: PIPES }),

    /// What names are in here, beside `localhost`, for what is started from now on: by a name server of its own, which
    /// is there whatever the links let through.
    /** @param {Readonly<Record<string, readonly string[]>>} names addresses by name */
    resolve: async (names) => {
      mkdirSync(`${FILES}/${name}`, { recursive: true });
      writeFileSync(`${FILES}/${name}/hosts`, "127.0.0.1 localhost\n");
      writeFileSync(`${FILES}/${name}/resolv.conf`, `nameserver ${NAME_SERVER}\n`);
      const [command = "", ...args] = [...namespace.prefix, process.execPath, NAME_SERVER_PROGRAM, NAME_SERVER, JSON.stringify(names)];
      const server = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "inherit"] });
      stopAtExit(Number(server.pid));
      await once(server.stdout, "data");
    },

    remove: () => {
      if (open.delete(name)) {
        removeNow(name);
      }
    },
  };
  namespace.ip("link set lo up");
  // An address may be used at once: nobody else can have it.
  namespace.run("sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.all.accept_dad=0");
  return namespace;
}

const PIPES = /** @type {("pipe")[]} */ (["pipe", "pipe", "pipe"]);

/** @param {string[]} args */
function ip(...args) {
  execFileSync("ip", args, { stdio: PIPES });
}

/// A namespace lives on while a process is in it; the ones in ours we have started.
/** @param {string} name */
function removeNow(name) {
  try {
    const pids = execFileSync("ip", ["netns", "pids", name], { encoding: "utf8", stdio: PIPES });
    for (const pid of pids.split("\n").filter((line) => line !== "")) {
      try {
        process.kill(Number(pid), "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    }
    rmSync(`${FILES}/${name}`, { recursive: true, force: true });
    ip("netns", "del", name);
  } catch {
    // Somebody else took it away.
  }
}

process.on("exit", () => {
  open.forEach(removeNow);
});

/// Joins two namespaces by a cable.
/**
 * @param {Namespace} one
 * @param {string} oneEnd name of the interface there
 * @param {Namespace} other
 * @param {string} otherEnd
 */
export function cable(one, oneEnd, other, otherEnd) {
  ip("link", "add", oneEnd, "netns", one.name, "type", "veth", "peer", "name", otherEnd, "netns", other.name);
}
