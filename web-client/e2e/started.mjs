/// What this process has started and must stop, whatever happens to the tests: process groups by their leader's id.

/** @type {Set<number>} */
const groups = new Set();

/** @param {number} leader */
export function stopAtExit(leader) {
  groups.add(leader);
}

/** @param {number} leader */
export function hasStopped(leader) {
  groups.delete(leader);
}

/**
 * @param {number} leader
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
  } catch {
    // It has ended by itself.
  }
}

process.on("exit", () => {
  for (const leader of groups) {
    signalGroup(leader, "SIGKILL");
  }
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.once(signal, () => process.exit(130));
}
