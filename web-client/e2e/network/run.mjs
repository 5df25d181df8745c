import { parseArgs } from "node:util";
import { openCall } from "./call.mjs";
import { whyNoNamespaces } from "./namespaces.mjs";
import { note, report } from "./report.mjs";
import { SCENARIOS } from "./scenarios.mjs";

/// `npm run test:network -- [--cast chromium|firefox-bad|chromium-bad] [--only WORDS] [--exactly NAME] [--rounds N] [--json FILE]`:
/// real browsers on bad networks, one scenario after another, all in one meeting. Each scenario is done to it N times: in
/// between the network is mended and the call settles, but for loss, which goes on while one stretch after another is
/// measured. A call that failed is replaced by a new one. Prints each figure's worst value; ends with 1 if one is worse
/// than it may be.
///
/// After each round a line `round 3 passed 27 s` (or `failed`) follows its figures.

/** @typedef {import("./call.mjs").Call} Call */

/// Who sits where, and whose network is bad.
const CASTS = /** @type {const} */ ({
  chromium: { kinds: { host: "Chromium", invitee: "Chromium" }, bad: "invitee" },
  "firefox-bad": { kinds: { host: "Chromium", invitee: "Firefox" }, bad: "invitee" },
  "chromium-bad": { kinds: { host: "Firefox", invitee: "Chromium" }, bad: "invitee" },
});

const { values: options } = parseArgs({
  options: {
    cast: { type: "string", multiple: true },
    only: { type: "string", multiple: true },
    exactly: { type: "string" },
    rounds: { type: "string", default: "1" },
    json: { type: "string" },
  },
});
const why = whyNoNamespaces();
if (why !== undefined) {
  console.error(why);
  process.exit(2);
}

for (const [cast, { kinds, bad }] of Object.entries(CASTS)) {
  if (options.cast === undefined || options.cast.includes(cast)) {
    await play(cast, kinds, bad);
  }
}
// ./reliability holds figures against their bounds itself.
process.exit(report({ json: options.json, onlyFailures: options.exactly !== undefined }) ? 0 : 1);

/**
 * @param {string} cast
 * @param {{ host: import("../browsers.mjs").Kind, invitee: import("../browsers.mjs").Kind }} kinds
 * @param {"host" | "invitee"} badSide
 */
async function play(cast, kinds, badSide) {
  const wanted = SCENARIOS.filter(({ name }) =>
    options.exactly === undefined ? (options.only?.some((words) => name.includes(words)) ?? true) : name === options.exactly,
  );
  /** @type {Call | undefined} */
  let call;
  try {
    for (const scenario of wanted) {
      let isBegun = false;
      for (let round = 1; round <= Number(options.rounds); round++) {
        const from = Date.now();
        const seconds = () => Math.round((Date.now() - from) / 1000);
        try {
          call ??= await meet(cast, kinds);
          const open = call;
          await open.watched(`${cast} ${scenario.name}`, async () => {
            const stage = () => ({ call: open, bad: open[badSide], other: badSide === "host" ? open.invitee : open.host });
            if (!isBegun) {
              await scenario.begin?.(stage());
              isBegun = scenario.begin !== undefined;
            }
            const figures = await scenario.run(stage());
            if (!isBegun || round === Number(options.rounds)) {
              await open.mend();
              await open.seeAndHearEachOther();
            }
            note(cast, scenario, { round, seconds: seconds(), figures });
          });
        } catch (error) {
          console.log(`${cast}: ${scenario.name}: FAILED`, error);
          note(cast, scenario, { round, seconds: seconds() });
          isBegun = false;
          await call?.close();
          call = undefined;
        }
      }
    }
  } finally {
    await call?.close();
  }
}

/**
 * @param {string} cast
 * @param {Parameters<typeof openCall>[0]} kinds
 */
async function meet(cast, kinds) {
  const call = await openCall(kinds);
  try {
    await call.watched(`${cast} meeting`, async () => void (await call.meet()));
    return call;
  } catch (error) {
    await call.close();
    throw error;
  }
}
