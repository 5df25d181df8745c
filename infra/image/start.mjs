import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/// Starts the image without any engine, as root: unpacks its layers, makes them read-only, and runs what it says as the
/// user it says, with nothing to write to but its volume and /tmp. `node infra/image/start.mjs [OPTION…]`; settings are
/// taken from the environment (EXORLIVE_…). It is how the image is tried where there is no Docker.

const TAR = fileURLToPath(new URL("target/exorlive.tar", import.meta.url));

/** @param {string} directory for the layers */
export function unpack(directory, tar = TAR) {
  const [archive, root] = [path.join(directory, "archive"), path.join(directory, "root")];
  mkdirSync(archive);
  mkdirSync(root);
  execFileSync("tar", ["-xf", tar, "-C", archive]);
  const [{ Config, Layers }] = JSON.parse(readFileSync(path.join(archive, "manifest.json"), "utf8"));
  for (const layer of Layers) {
    execFileSync("tar", ["--warning=no-unknown-keyword", "-xzf", path.join(archive, layer), "-C", root]);
  }
  return { root, image: JSON.parse(readFileSync(path.join(archive, Config), "utf8")) };
}

/**
 * The command that runs it in mounts of its own.
 *
 * @param {ReturnType<typeof unpack>} unpacked
 * @param {{ options?: readonly string[], command?: readonly string[] }} [how]
 * @returns {string[]}
 */
export function commandOf({ root, image }, { options = [], command } = {}) {
  const { Entrypoint, Cmd = [], User } = image.config;
  const volumes = Object.keys(image.config.Volumes ?? {});
  const mounts = [
    `mount --bind '${root}' '${root}'`,
    `mount -t tmpfs -o mode=755 dev '${root}/run'`,
    `mkdir '${root}/run/dev'`,
    ...["null", "zero", "random", "urandom"].map((it) => `touch '${root}/run/dev/${it}' && mount --bind /dev/${it} '${root}/run/dev/${it}'`),
    `mount -t tmpfs -o mode=1777 tmp '${root}/tmp'`,
    ...volumes.map((it) => `mount -t tmpfs -o mode=700,uid=${User.split(":")[0]},gid=${User.split(":")[1]} data '${root}${it}'`),
    `mount -t proc proc '${root}/proc'`,
    `mount --rbind '${root}/run/dev' '${root}/dev'`,
    `mount -o remount,bind,ro '${root}' '${root}'`,
    `exec setpriv --no-new-privs chroot --userspec=${User} '${root}' "$@"`,
  ];
  const program = command ?? [...Entrypoint, ...Cmd, ...options];
  return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec", mounts.join("\n"), "sh", ...program];
}

/** @param {ReturnType<typeof unpack>} unpacked */
export function environmentOf({ image }) {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("EXORLIVE_")));
  const ofImage = image.config.Env.map((/** @type {string} */ it) => it.split(/=(.*)/su).slice(0, 2));
  return { ...Object.fromEntries(ofImage), ...own, PATH: process.env["PATH"] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const unpacked = unpack(mkdtempSync(path.join(tmpdir(), "exorlive-image-")));
  const [program = "", ...args] = commandOf(unpacked, { options: process.argv.slice(2) });
  const child = spawn(program, args, { stdio: "inherit", detached: true, env: environmentOf(unpacked) });
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT"])) {
    // To the whole group: unshare itself waits, whatever it is told.
    process.on(signal, () => process.kill(-Number(child.pid), signal));
  }
  child.on("exit", (status) => process.exit(status ?? 1));
}
