import { writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { closeBrowser, openBrowser } from "../e2e/browsers.mjs";
import { serveLoopback } from "../e2e/loopback/server.mjs";
import { round, summary, table } from "./statistics.mjs";

/// What the worker in the way costs a picture in each browser, from painted to shown.

const USAGE = `npm run bench:latency -- [--seconds 10] [--rounds 3] [--json FILE]`;
const MODES = /** @type {const} */ (["none", "bare", "sealed"]);

const options = readOptions();
const server = await serveLoopback();
try {
  /** @type {Record<string, Awaited<ReturnType<typeof benchmark>>>} */
  const browsers = {};
  for (const kind of /** @type {const} */ (["Chromium", "Firefox"])) {
    browsers[kind] = await benchmark(kind);
    process.stdout.write(words(kind, browsers[kind]));
  }
  if (options.json !== undefined) {
    const machine = { cores: availableParallelism(), cpu: cpus()[0]?.model ?? "unknown", node: process.version };
    await writeFile(options.json, `${JSON.stringify({ machine, browsers }, null, 2)}\n`);
  }
} finally {
  await server.close();
}

/** @param {import("../e2e/browsers.mjs").Kind} kind */
async function benchmark(kind) {
  const browser = await openBrowser(kind);
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    /** @type {Record<import("../e2e/loopback/latency.js").Mode, import("../e2e/loopback/latency.js").Measured[]>} */
    const all = { none: [], bare: [], sealed: [] };
    // In turns, so that what else the machine does falls on all alike.
    for (let turn = 0; turn < options.rounds; turn++) {
      for (const mode of MODES) {
        all[mode].push(await page.evaluate(inPage, mode, options.seconds * 1000));
      }
    }
    const of = (/** @type {(one: import("../e2e/loopback/latency.js").Measured) => number[]} */ values) =>
      Object.fromEntries(MODES.map((mode) => [mode, summary(all[mode].flatMap(values))]));
    return {
      version: await browser.version(),
      shownAfterMs: of((one) => one.latencyMs),
      processingMs: of((one) => [one.processingMs]),
      bytes: of((one) => [one.bytes]),
      sealMicros: summary(all.sealed.flatMap((one) => one.sealMicros)),
      openMicros: summary(all.sealed.flatMap((one) => one.openMicros)),
    };
  } finally {
    await closeBrowser(browser);
  }
}

/**
 * @param {string} kind
 * @param {Awaited<ReturnType<typeof benchmark>>} results
 */
function words(kind, { version, shownAfterMs, processingMs, bytes, sealMicros, openMicros }) {
  const rows = (/** @type {Record<string, import("./statistics.mjs").Summary>} */ by) =>
    /** @type {[string, import("./statistics.mjs").Summary][]} */ ([
      ["  without transforms", by["none"]],
      ["  through the workers unchanged", by["bare"]],
      ["  sealed and opened", by["sealed"]],
    ]);
  const added = (/** @type {Record<string, import("./statistics.mjs").Summary>} */ by) =>
    round((by["sealed"]?.median ?? Number.NaN) - (by["none"]?.median ?? Number.NaN));
  return [
    `${kind} (${version}): ${shownAfterMs["sealed"]?.count} pictures of 640 × 480, ${bytes["sealed"]?.median} bytes each`,
    "",
    table("µs in the worker", [
      ["  to seal", sealMicros],
      ["  to open", openMicros],
    ]),
    table("ms from painted to shown", rows(shownAfterMs)),
    table("ms from first packet to decoded", rows(processingMs)),
    `Added to each picture, in the median: ${added(shownAfterMs)} ms until shown, ${added(processingMs)} ms of them at the receiver.`,
    "",
    "",
  ].join("\n");
}

/** @type {typeof import("../e2e/loopback/latency.js").measure} */
async function inPage(mode, forMs) {
  const module = "/latency.js";
  return (await import(module)).measure(mode, forMs);
}

/** @returns {{ seconds: number, rounds: number, json: string | undefined }} */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        seconds: { type: "string", default: "10" },
        rounds: { type: "string", default: "3" },
        json: { type: "string" },
      },
    });
    const seconds = Number(values.seconds);
    const rounds = Number(values.rounds);
    if (!(seconds >= 1 && seconds <= 600 && rounds >= 1 && rounds <= 100)) {
      throw new Error("--seconds takes 1 to 600, --rounds 1 to 100");
    }
    return { seconds, rounds, json: values.json };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}\n`);
    return process.exit(2);
  }
}
