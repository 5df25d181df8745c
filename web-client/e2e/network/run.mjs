import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openCall } from "./call.mjs";
import { whyNoNamespaces } from "./namespaces.mjs";
import { SCENARIOS } from "./scenarios.mjs";

/// `npm run test:network -- [--cast chromium|firefox-bad|chromium-bad] [--only WORDS] [--exactly NAME] [--runs N] [--json FILE]`: real
/// browsers on bad networks, one scenario after another. Prints each figure's worst value; ends with 1 if one is worse than
/// it may be.

/**
 * @typedef {import("./scenarios.mjs").Figure} Figure
 * @typedef {{ cast: string, scenario: string, figure: string, unit: string, limit: string, values: number[], kept: boolean }} Row
 */

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
    runs: { type: "string", default: "1" },
    json: { type: "string" },
  },
});
const why = whyNoNamespaces();
if (why !== undefined) {
  console.error(why);
  process.exit(2);
}

/** @type {Row[]} */
const rows = [];
for (const [cast, { kinds, bad }] of Object.entries(CASTS)) {
  if (options.cast === undefined || options.cast.includes(cast)) {
    await play(cast, kinds, bad);
  }
}
report();

/**
 * @param {string} cast
 * @param {{ host: import("../browsers.mjs").Kind, invitee: import("../browsers.mjs").Kind }} kinds
 * @param {"host" | "invitee"} badSide
 */
async function play(cast, kinds, badSide) {
  const wanted = SCENARIOS.filter(({ name }) =>
    options.exactly === undefined ? (options.only?.some((words) => name.includes(words)) ?? true) : name === options.exactly,
  );
  /** @type {import("./call.mjs").Call | undefined} */
  let call;
  try {
    for (let run = 0; run < Number(options.runs); run++) {
      for (const scenario of wanted) {
        try {
          if (call === undefined) {
            call = await openCall(kinds);
            const meeting = call;
            await meeting.watched(`${cast} meeting`, async () => void (await meeting.meet()));
          }
          const open = call;
          const [theBad, other] = badSide === "host" ? [open.host, open.invitee] : [open.invitee, open.host];
          await open.watched(`${cast} ${scenario.name}`, async () => {
            const figures = await scenario.run({ call: open, bad: theBad, other });
            note(cast, scenario.name, figures);
            tellFigures(scenario.row, figures);
          });
          if (!scenario.breaks) {
            await open.mend();
            await open.seeAndHearEachOther();
          }
        } catch (error) {
          console.log(`${cast}: ${scenario.name}: FAILED`, error);
          note(cast, scenario.name, [{ name: "failed", value: 1, unit: "", atMost: 0 }]);
          await call?.close();
          call = undefined;
        }
        if (scenario.breaks) {
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
 * @param {string} scenario
 * @param {Figure[]} figures
 */
function note(cast, scenario, figures) {
  for (const { name, value, unit, atMost, atLeast } of figures) {
    const kept = value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity);
    const limit = atMost === undefined ? (atLeast === undefined ? "" : `≥ ${atLeast}`) : `≤ ${atMost}`;
    console.log(`${kept ? "  " : "✗ "}${cast}: ${scenario}: ${name} ${value.toFixed(1)} ${unit} ${limit}`);
    let row = rows.find((one) => one.cast === cast && one.scenario === scenario && one.figure === name);
    if (row === undefined) {
      row = { cast, scenario, figure: name, unit, limit, values: [], kept: true };
      rows.push(row);
    }
    row.values.push(Math.round(value * 10) / 10);
    row.kept &&= kept;
  }
}

/** For ./reliability. @param {string | undefined} row @param {Figure[]} figures */
function tellFigures(row, figures) {
  for (const { name, value, unit, atMost, atLeast } of row === undefined ? [] : figures) {
    // First names are other people's business, and change.
    const words = name.replace(/^[A-Z]\w+ sees/u, "sees").replaceAll(/[^a-zA-Z0-9]+/gu, "-").toLowerCase();
    const limit = atMost !== undefined ? ` max ${atMost}` : atLeast !== undefined ? ` min ${atLeast}` : "";
    console.log(`figure ${row} ${words}${unit === "" ? "" : `-${unit === "%" ? "percent" : unit}`} ${Math.round(value * 10) / 10}${limit}`);
  }
}

function report() {
  console.log("\nWorst of all runs");
  for (const { cast, scenario, figure, unit, limit, values, kept } of rows) {
    const worst = limit.startsWith("≥") ? Math.min(...values) : Math.max(...values);
    console.log(`${kept ? "  " : "✗ "}${cast} | ${scenario} | ${figure} | ${worst} ${unit} | ${limit} | ${values.length}`);
  }
  if (options.json !== undefined) {
    writeFileSync(options.json, JSON.stringify({ at: new Date().toISOString(), rows }, null, 2));
  }
  // ./reliability holds figures against their bounds itself.
  const isWell = options.exactly === undefined ? rows.every(({ kept }) => kept) : !rows.some(({ figure }) => figure === "failed");
  process.exit(isWell && rows.length > 0 ? 0 : 1);
}
