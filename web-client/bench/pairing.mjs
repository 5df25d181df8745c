import { availableParallelism, cpus } from "node:os";
import { inBrowsers } from "./inBrowsers.mjs";
import { round, summary } from "./statistics.mjs";

/// What agreeing on keys costs in a worker of Chromium and of Firefox, each side by itself.

/** @typedef {"hello" | "welcome" | "join" | "finishInstructor" | "finishParticipant"} Step */
/** @typedef {{ firstPreparation: number, preparation: number[], firstPairing: number, steps: Record<Step, number[]> }} Result */

say(`${cpus()[0]?.model ?? "unknown"}, ${availableParallelism()} cores. Milliseconds.`);
await inBrowsers(
  "pairingInWorker.ts",
  /** @type {(browser: string, result: Result) => void} */
  (browser, { firstPreparation, preparation, firstPairing, steps }) => {
    const participant = steps.hello.map((ms, at) => ms + (steps.join[at] ?? 0) + (steps.finishParticipant[at] ?? 0));
    const instructor = steps.welcome.map((ms, at) => ms + (steps.finishInstructor[at] ?? 0));
    say(`\n${browser}: the worker's first preparation ${round(firstPreparation)}, its first pairing ${round(firstPairing)} (both sides)\n`);
    say("| | median | p90 |");
    say("|---|---|---|");
    const rows = { "prepared ahead": preparation, ...steps, participant, instructor };
    for (const [name, values] of Object.entries(rows)) {
      const { median, p90 } = summary(values);
      say(`| ${name} | ${median} | ${p90} |`);
    }
  },
);

/** @param {string} text */
function say(text) {
  process.stdout.write(`${text}\n`);
}
