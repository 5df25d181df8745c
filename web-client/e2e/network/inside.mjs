import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { hasStopped, signalGroup, stopAtExit } from "../started.mjs";

/// Browsers in a namespace, told what to do from outside without the network they are on: a file to start them by, and
/// a way to the port at which they listen in there.

/** @type {string | undefined} */
let folder;

function ownFolder() {
  if (folder === undefined) {
    const made = mkdtempSync(path.join(tmpdir(), "exorlive-network-"));
    process.on("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

const SPEECH =
  "Good morning, how is your knee today? Please stand up, and hold on to the back of the chair. Now bend both knees \
slowly, as if you were going to sit down, and come up again. Very good. Let us do ten of these, and tell me if anything \
hurts. Keep your heels on the floor, and look straight ahead. That was the last one; rest for half a minute.";

/// What the microphone of a Chromium hears, over and over: speech. The tones of made-up microphones count as music, which
/// Opus sends without redundancy at moderate loss, so that they would say nothing about a conversation.
export function voiceFile() {
  const file = path.join(ownFolder(), "voice.wav");
  if (!existsSync(file)) {
    execFileSync("espeak-ng", ["-v", "en-gb", "-s", "150", "-w", file, SPEECH]);
  }
  return file;
}

/// A program that runs another one in a namespace; itself, if there is none.
/**
 * @param {import("./namespaces.mjs").Namespace | undefined} namespace
 * @param {string} program
 */
export async function commandIn(namespace, program) {
  if (namespace === undefined) {
    return program;
  }
  const file = path.join(ownFolder(), `${namespace.name}-${path.basename(program)}`);
  writeFileSync(file, `#!/bin/sh\nexec ${namespace.prefix.join(" ")} ${program} "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

/// A port here that is the same port of loopback in there: over a socket in the file system, which both have.
/** @param {import("./namespaces.mjs").Namespace} namespace */
export async function openDoor(namespace) {
  const file = path.join(ownFolder(), `${namespace.name}.door`);
  rmSync(file, { force: true });
  /** @type {Set<import("node:net").Socket>} */
  const open = new Set();
  const server = createServer((client) => {
    const inner = connect(file);
    for (const [one, other] of /** @type {const} */ ([[client, inner], [inner, client]])) {
      open.add(one);
      one.on("error", () => one.destroy()).on("close", () => (open.delete(one), other.destroy()));
      one.pipe(other);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("no port");
  }
  const [command = "", ...args] = [
    ...namespace.prefix,
    process.execPath,
    fileURLToPath(new URL("doorkeeper.mjs", import.meta.url)),
    file,
    String(address.port),
  ];
  const keeper = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  const leader = Number(keeper.pid);
  stopAtExit(leader);
  await once(keeper.stdout, "data");
  return {
    port: address.port,
    close: () => {
      signalGroup(leader, "SIGKILL");
      hasStopped(leader);
      server.close();
      open.forEach((socket) => socket.destroy());
    },
  };
}
