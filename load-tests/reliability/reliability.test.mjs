import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { SCENARIOS } from "../../web-client/e2e/network/scenarios.mjs";
import { isKept, median, readFigures, readRounds, worst } from "./figures.mjs";
import { ROWS } from "./rows.mjs";
import { isUpToDate, table } from "./table.mjs";
import { missing, ROOT } from "./ways.mjs";

test("each of R-01 to R-32 has its row, in order", () => {
  assert.deepEqual(ROWS.map(({ id }) => id), Array.from({ length: 32 }, (_, i) => `R-${String(i + 1).padStart(2, "0")}`));
});

test("each test that a row names is there", () => {
  assert.deepEqual(ROWS.flatMap(({ shows }) => shows).flatMap(missing), []);
});

test("each scenario that a row names is there, and tells its figures of that row", () => {
  const told = new Map(SCENARIOS.map(({ name, row }) => [name, row]));
  const named = ROWS.flatMap(({ id, shows }) => shows.flatMap(({ scenario }) => (scenario === undefined ? [] : [[scenario, id]])));
  assert.ok(named.length > 10);
  assert.deepEqual(named, named.map(([name = ""]) => [name, told.get(name)]));
});

test("what is said to be part of ./test is", () => {
  const all = readFileSync(path.join(ROOT, "test"), "utf8");
  const modules = readFileSync(path.join(ROOT, "pom.xml"), "utf8");
  for (const step of ["mvn_run ", "browsers=test:browsers:short", 'npm run --silent "$browsers"', "cd infra && npm run --silent test", "node --test load-tests/reliability/"]) {
    assert.ok(all.includes(step), step);
  }
  for (const { key, isShort, module, files: [file = ""] } of ROWS.flatMap(({ shows }) => shows)) {
    if (module === undefined) continue;
    assert.ok(modules.includes(`<module>${module}</module>`), key);
    const needsAsking = /@(?:EnabledIfSystemProperty|Disabled|Tag\("long"\))[^;{]*\bclass /u.test(readFileSync(file, "utf8"));
    assert.ok(!(isShort && needsAsking), `${key} runs only when asked for`);
  }
});

test("a row without any test, or with none in ./test, is known", () => {
  const short = ROWS.filter(({ shows }) => !shows.some(({ isShort, inTest }) => isShort || inTest !== undefined)).map(({ id }) => id);
  assert.deepEqual(short, NOT_IN_TEST);
});

/// need minutes; are tried in part by tests of ./test under other ids.
const NOT_IN_TEST = ["R-04", "R-13", "R-16", "R-17", "R-23", "R-24", "R-28", "R-30"];

test("the table in docs/reliability.md is that of the rows and runs (./reliability --table)", () => {
  assert.ok(isUpToDate());
});

test("figures are read out of whatever else a test says", () => {
  const said = "seed 4\nfigure R-09 media-back-ms 2480 max 3000\n# figure R-16 pictures-fps 9.5 min 10\nℹ figure R-05 tries 3\nfigure of speech";
  assert.deepEqual(readFigures(said), [
    { row: "R-09", name: "media-back-ms", value: 2480, kind: "max", bound: 3000 },
    { row: "R-16", name: "pictures-fps", value: 9.5, kind: "min", bound: 10 },
    { row: "R-05", name: "tries", value: 3 },
  ]);
  assert.deepEqual(readFigures(said).map(isKept), [true, false, true]);
});

test("rounds are read as they come, each with the figures before it", () => {
  /** @type {unknown[]} */
  const rounds = [];
  const reader = readRounds((isHeld, figures) => rounds.push([isHeld, figures.map(({ value }) => value)]));
  for (const text of ["seed 4\nfigure R-09 back-ms 1\nrou", "nd held\nfigure R-09 back-ms 2\nfigure R-09 back-ms 3\nround failed\n", "round 3 passed 27 s\n", "figure R-09 back-ms 4\n"]) reader.read(text);
  assert.deepEqual(rounds, [[true, [1]], [false, [2, 3]], [true, []]]);
  assert.deepEqual(reader.rest(), { said: "figure R-09 back-ms 4\n", count: 3 });
});

test("the worst is the most, or the least where much is good", () => {
  const of = (/** @type {"max" | "min"} */ kind) => [3, 1, 2].map((value) => ({ row: "R-09", name: "it", value, kind, bound: 2 }));
  assert.deepEqual([worst(of("max")), worst(of("min")), median([3, 1, 2]), median([1, 2])], [3, 1, 2, 1.5]);
});

test("a run that failed and a figure that is too bad stand out in the table", () => {
  const run = { at: "2026-11-22T13:00", machine: "two cores", by: String(ROWS[8]?.shows[0]?.key), seconds: 1 };
  const figure = (/** @type {number} */ value) => /** @type {const} */ ({ row: "R-09", name: "media-back-ms", value, kind: "max", bound: 3000 });
  const said = table([
    { ...run, outcome: "passed", figures: [figure(2000)] },
    { ...run, outcome: "failed", figures: [] },
    { ...run, outcome: "passed", figures: [figure(3100)] },
  ]);
  assert.match(said, /\*\*1 of 3 failed\*\*; \*\*media back 3100 \(2550\) ms, ≤ 3000\*\*/u);
});
