import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { closeBrowser, openBrowser } from "../e2e/browsers.mjs";
import { openPageFor, PEOPLE } from "../e2e/participant.mjs";
import { startProduct } from "../e2e/product.mjs";
import { measureJoin } from "./run.mjs";
import { round, summary, table } from "./statistics.mjs";

/// How long it takes from pressing "Join meeting" until both see each other, in two Chromium and the whole product
/// on one machine; and how long the product takes to start.

const USAGE = `npm run bench:join -- [--runs 10] [--order waiting|together] [--json FILE]

--runs   how many meetings; one more comes first to warm up and is reported apart
--order  waiting: the client presses while the instructor already waits (default); together: both press at once
--json   write everything that was measured to this file ("-": to the standard output, and nothing else)`;

/// Signaling lets one address open thirty sockets a minute, and one person get ten tickets: two pairs take turns.
const RUN_EACH_MS = 4200;

/** @typedef {import("./run.mjs").Measured} Measured */

const options = readOptions();
const dataDir = await mkdtemp(path.join(tmpdir(), "exorlive-bench-"));
/** @type {(() => Promise<unknown>)[]} */
const closers = [() => rm(dataDir, { recursive: true, force: true })];
try {
  await main();
} finally {
  for (const close of closers.reverse()) {
    await close();
  }
}

async function main() {
  const firstStart = await startProduct({ dataDir });
  await firstStart.stop();
  const product = await startProduct({ dataDir });
  closers.push(product.stop);

  const browsers = await Promise.all([openBrowser("Chromium"), openBrowser("Chromium")]);
  closers.push(...browsers.map((browser) => () => closeBrowser(browser)));
  const pairs = await Promise.all([
    pair(browsers, product.origin, PEOPLE.ingrid, PEOPLE.ola),
    pair(browsers, product.origin, PEOPLE.jonas, PEOPLE.amina),
  ]);

  /** @type {Measured[]} */
  const all = [];
  for (let index = 0; index <= options.runs; index++) {
    const rest = pause(RUN_EACH_MS);
    const { instructor, client } = pairs[index % 2] ?? fail();
    const measured = await measureJoin(instructor, client, options.order);
    all.push(measured);
    const name = index === 0 ? "warm-up" : `run ${index}`.padEnd(7);
    say(`${name}  both see after ${round(measured.bothSee)} ms`);
    if (index < options.runs) {
      await rest;
    }
  }
  const report = summarise(all, [firstStart.readyAfterMs, product.readyAfterMs]);
  say(words(report));
  if (options.json !== undefined) {
    const json = `${JSON.stringify({ ...report, runs: all.slice(1) }, null, 2)}\n`;
    await (options.json === "-" ? process.stdout.write(json) : writeFile(options.json, json));
  }
}

/**
 * @param {import("puppeteer-core").Browser[]} browsers
 * @param {string} origin
 * @param {import("../e2e/participant.mjs").Person} host
 * @param {import("../e2e/participant.mjs").Person} invitee
 */
async function pair([one, other], origin, host, invitee) {
  const instructor = await openPageFor(await (one ?? fail()).createBrowserContext(), origin, host);
  const client = await openPageFor(await (other ?? fail()).createBrowserContext(), origin, invitee);
  await instructor.signIn();
  await client.signIn();
  return { instructor, client };
}

/**
 * @param {Measured[]} all
 * @param {[number, number]} starts
 */
function summarise([warmUp, ...runs], [firstStart, secondStart]) {
  const of = (/** @type {(run: Measured) => number} */ value) => summary(runs.map(value));
  const stepNames = Object.keys(runs[0]?.steps ?? {});
  const iceAndDtls = "answer → connected";
  return {
    machine: { cores: availableParallelism(), cpu: cpus()[0]?.model ?? "unknown", node: process.version },
    order: options.order,
    warmUp: warmUp ?? fail(),
    total: {
      bothSecured: of((run) => run.bothSecured),
      bothSee: of((run) => run.bothSee),
      clientSees: of((run) => run.clientSees),
      instructorSees: of((run) => run.instructorSees),
      bothPicturesShown: of((run) => run.bothPicturesShown),
    },
    steps: Object.fromEntries(stepNames.map((step) => [step, of((run) => run.steps[step] ?? Number.NaN)])),
    /// Of all the time until both see, the part in which ICE and DTLS are at work.
    iceAndDtlsPercent: of((run) => (100 * (run.steps[iceAndDtls] ?? Number.NaN)) / run.bothSee),
    readyMs: { firstStart: round(firstStart), secondStart: round(secondStart) },
  };
}

/** @param {ReturnType<typeof summarise>} report */
function words({ machine, total, steps, iceAndDtlsPercent, readyMs, warmUp, order }) {
  return [
    "",
    `${total.bothSee.count} meetings in two Chromium on one machine (${machine.cores} cores, ${machine.cpu}); milliseconds`,
    order === "waiting" ? "The client presses while the instructor waits." : "Both press at once.",
    "",
    table('from "Join meeting"', [
      ["to the green lock on both sides", total.bothSecured],
      ["to the first remote frame on both sides", total.bothSee],
      ["  at the client", total.clientSees],
      ["  at the instructor", total.instructorSees],
      ["to both pictures on the screen, seen from outside", total.bothPicturesShown],
    ]),
    "",
    table("steps of the one who pressed last", Object.entries(steps)),
    "",
    `ICE and DTLS (answer → connected) are ${iceAndDtlsPercent.median} % of it (median; at most ${iceAndDtlsPercent.max} %).`,
    `The warm-up took ${round(warmUp.bothSee)} ms.`,
    `Ready after ${readyMs.firstStart} ms at the first start, ${readyMs.secondStart} ms at the second.`,
  ].join("\n");
}

/** @returns {{ runs: number, order: import("./run.mjs").Order, json: string | undefined }} */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: "string", default: "10" },
        order: { type: "string", default: "waiting" },
        json: { type: "string" },
      },
    });
    const runs = Number(values.runs);
    if (!Number.isInteger(runs) || runs < 1 || runs > 1000) {
      throw new Error("--runs takes a number from 1 to 1000");
    }
    if (values.order !== "waiting" && values.order !== "together") {
      throw new Error("--order takes waiting or together");
    }
    return { runs, order: values.order, json: values.json };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}\n`);
    return process.exit(2);
  }
}

/** @param {string} text */
function say(text) {
  (options.json === "-" ? process.stderr : process.stdout).write(`${text}\n`);
}

/** @returns {never} */
function fail() {
  throw new Error("this cannot be");
}
