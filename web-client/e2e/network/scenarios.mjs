import { setTimeout as pause } from "node:timers/promises";
import { until, untilTrue } from "../until.mjs";

/// What networks do to a meeting, and what the meeting makes of it. Each scenario does one thing to the network of one
/// side (`bad`) and measures what both get; a figure says what it may be at most, or must be at least.
///
/// RELIABILITY: R-11 another network, R-12 a dead link, R-13 reload, R-14 second device, R-16 loss, R-17 rate.

/**
 * @typedef {import("./call.mjs").Call} Call
 * @typedef {import("./call.mjs").Side} Side
 *
 * @typedef {object} Figure
 * @property {string} name
 * @property {number} value
 * @property {string} unit
 * @property {number} [atMost]
 * @property {number} [atLeast]
 *
 * @typedef {object} Stage
 * @property {Call} call
 * @property {Side} bad whose network it is done to
 * @property {Side} other
 *
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} [row] of docs/reliability.md
 * @property {(stage: Stage) => Promise<void>} [begin] done once; the rounds follow each other without mending
 * @property {(stage: Stage) => Promise<Figure[]>} run
 */

/// Congestion control and redundancy have found what the line gives.
const SETTLE_MS = 15_000;
const LOOK_MS = 20_000;

/** @type {readonly Scenario[]} */
export const SCENARIOS = [
  ...[0.05, 0.1, 0.2].flatMap((share) => [
    lossy(`loss of ${share * 100} % each way, at random`, share, (link) => link.loss({ up: share, down: share })),
    lossy(`loss of ${share * 100} % each way, in bursts`, share, (link) => link.bursts({ up: share, down: share }, 3)),
  ]),
  lossy("loss of 10 % each way, at random, 100 ms later each way, ± 25 ms", 0.1, async (link) => {
    await link.delay(100, 25);
    link.loss({ up: 0.1, down: 0.1 });
  }),
  slow(300_000),
  slow(100_000),
  outage(3),
  dead(5),
  dead(20),
  dead(55),
  dead(70),
  {
    name: "NAT rebinding",
    row: "R-11",
    run: async ({ bad, other }) => {
      const from = Date.now();
      bad.home.link.rebind();
      await pause(10_000);
      return gaps(from, bad, other, { atMost: 3000 });
    },
  },
  {
    name: "another network, at once",
    row: "R-11",
    run: async (stage) => {
      const from = Date.now();
      const { bad, other } = stage;
      await bad.home.switchTo(elsewhere(bad));
      await pause(8000);
      return [...(await backAfter(bad, from, 2000)), ...(await gaps(from, bad, other, { atMost: 3000 }))];
    },
  },
  {
    name: "another network, after 2 s without any",
    row: "R-11",
    run: async ({ bad, other }) => {
      const from = Date.now();
      await bad.home.switchTo(elsewhere(bad), 2000);
      const there = Date.now();
      await pause(8000);
      return [...(await backAfter(bad, there, 2000)), ...(await gaps(from, bad, other, { atMost: 2000 + 3000 }))];
    },
  },
  {
    name: "reload at 10 % loss",
    row: "R-13",
    run: async ({ call, bad, other }) => {
      bad.home.link.loss({ up: 0.1, down: 0.1 });
      await pause(3000);
      await bad.sampler.look();
      await other.sampler.look();
      const from = Date.now();
      await bad.screen.reload();
      await bad.comeBack();
      await call.seeAndHearEachOther();
      await pause(1000);
      return [await firstAfter(bad, from, 6000), await firstAfter(other, from, 6000)];
    },
  },
  {
    name: "a second device takes over at 10 % loss",
    row: "R-14",
    run: async ({ call, bad, other }) => {
      bad.home.link.loss({ up: 0.1, down: 0.1 });
      const second = await call.arrive(bad.kind, bad.person, bad.home);
      await second.screen.go(bad.screen.page.url());
      await second.screen.awaitControl("button", "Join meeting");
      await other.sampler.look();
      const from = Date.now();
      await second.join();
      await Promise.all([second.awaitSeesAndHears(other.person), other.awaitSeesAndHears(bad.person)]);
      await untilTrue("the first device to say that it was replaced", async () => !(await bad.screen.has("button", "End")));
      await pause(3000);
      if (!(await second.screen.has("button", "End"))) {
        throw new Error("the second device was thrown out again");
      }
      const figures = [await firstAfter(second, from, 6000), await firstAfter(other, from, 6000)];
      await call.replace(bad, second);
      return figures;
    },
  },
];

/**
 * @param {string} name
 * @param {number} share
 * @param {(link: import("./link.mjs").Link) => Promise<void> | void} spoil
 * @returns {Scenario}
 */
function lossy(name, share, spoil) {
  // Redundancy mends one packet in a row, no more.
  const inBursts = name.includes("bursts");
  let began = 0;
  return {
    name,
    row: "R-16",
    begin: async ({ bad }) => {
      began = Date.now();
      await spoil(bad.home.link);
      await pause(SETTLE_MS);
    },
    run: async ({ bad, other }) => {
      const from = Date.now();
      await pause(LOOK_MS);
      /** @type {Figure[]} */
      const figures = [];
      for (const one of [bad, other]) {
        const got = await one.sampler.during(from);
        const who = one === bad ? "there" : "the other";
        figures.push(
          { name: `sound made up, ${who}`, value: got.concealed * 100, unit: "%", ...(share <= 0.1 && !inBursts ? { atMost: 5 } : {}) },
          { name: `pictures, ${who}`, value: got.fps, unit: "fps", atLeast: 10 },
          { name: `no sound for, ${who}`, value: got.soundGapMs, unit: "ms" },
          { name: `no picture for, ${who}`, value: got.pictureGapMs, unit: "ms" },
          { name: `packets with redundancy, ${who}`, value: got.fecPackets, unit: "" },
          { name: `connection said to be lost, ${who}`, value: got.losses, unit: "times", atMost: 0 },
        );
      }
      await stillTogether(bad, other);
      figures.push({ name: "the call under it has lasted", value: Math.round((Date.now() - began) / 1000), unit: "s" });
      return figures;
    },
  };
}

/**
 * @param {number} bits
 * @returns {Scenario}
 */
function slow(bits) {
  return {
    name: `${bits / 1000} kbit/s each way for 30 s`,
    row: "R-17",
    run: async ({ bad, other }) => {
      bad.home.link.rate({ up: bits, down: bits });
      await pause(10_000);
      const from = Date.now();
      await pause(20_000);
      /** @type {Figure[]} */
      const figures = [];
      for (const one of [bad, other]) {
        const got = await one.sampler.during(from);
        const who = one === bad ? "there" : "the other";
        figures.push(
          { name: `sound made up, ${who}`, value: got.concealed * 100, unit: "%", atMost: 5 },
          { name: `pictures, ${who}`, value: got.fps, unit: "fps" },
          { name: `height, ${who}`, value: got.height, unit: "px" },
        );
      }
      const mended = Date.now();
      bad.home.link.mend();
      await pause(12_000);
      for (const one of [bad, other]) {
        const got = await one.sampler.during(mended);
        const who = one === bad ? "there" : "the other";
        const wellAgain = got.reached(15);
        figures.push({
          name: `15 pictures a second again, ${who}`,
          value: wellAgain === undefined ? Number.POSITIVE_INFINITY : wellAgain - mended,
          unit: "ms",
          atMost: 10_000,
        }, { name: `height 10 s after, ${who}`, value: got.samples.at(-1)?.height ?? 0, unit: "px" });
      }
      await stillTogether(bad, other);
      return figures;
    },
  };
}

/**
 * @param {number} seconds
 * @returns {Scenario}
 */
function outage(seconds) {
  return {
    name: `nothing for ${seconds} s`,
    run: async ({ bad, other }) => {
      const from = Date.now();
      bad.home.link.cut();
      await pause(seconds * 1000);
      bad.home.link.mend();
      await pause(8000);
      await stillTogether(bad, other);
      return gaps(from, bad, other, { atMost: seconds * 1000 + 2000 });
    },
  };
}

/// The seat is kept for a minute after the server has noticed; who comes later may have to press a button.
/**
 * @param {number} seconds
 * @returns {Scenario}
 */
function dead(seconds) {
  return {
    name: `link dead for ${seconds} s`,
    row: "R-12",
    run: async ({ bad, other }) => {
      const from = Date.now();
      bad.home.link.cut();
      /** @type {Figure[]} */
      const figures = [];
      const told = await until(
        `${other.person.name} to be told`,
        async () => (TOLD.test(await other.screen.text()) ? Date.now() : undefined),
        { withinMs: 20_000 },
      ).catch(() => Number.POSITIVE_INFINITY);
      figures.push({ name: "the other is told after", value: told - from, unit: "ms", atMost: 5000 });
      await pause(Math.max(0, seconds * 1000 - (Date.now() - from)));
      await bad.sampler.look();
      const mended = Date.now();
      bad.home.link.mend();
      const within = seconds < 60 ? 2000 : 10_000;
      await pause(10_000);
      figures.push(...(await backAfter(bad, mended, within)), await firstAfter(bad, mended, within), await firstAfter(other, mended, within));
      await stillTogether(bad, other);
      return figures;
    },
  };
}

const TOLD = /reconnecting|lost the connection|Connecting sound and picture/iu;

/** @param {Side} side */
function elsewhere(side) {
  return side.home.link === side.home.links.wifi ? "mobile" : "wifi";
}

/// The page says no more that it lost the connection. Where it was back before it could say so, there is nothing to tell.
/**
 * @param {Side} side
 * @param {number} from
 * @param {number} atMost
 * @returns {Promise<Figure[]>}
 */
async function backAfter({ sampler }, from, atMost) {
  const { foundAt } = await sampler.during(from);
  return foundAt === undefined ? [] : [{ name: "signalling is back after", value: foundAt - from, unit: "ms", atMost }];
}

/**
 * @param {number} from
 * @param {Side} bad
 * @param {Side} other
 * @param {{ atMost: number }} limit
 * @returns {Promise<Figure[]>}
 */
async function gaps(from, bad, other, limit) {
  /** @type {Figure[]} */
  const figures = [];
  for (const one of [bad, other]) {
    const who = one === bad ? "there" : "the other";
    const got = await one.sampler.during(from);
    figures.push(
      { name: `no sound for, ${who}`, value: got.soundGapMs, unit: "ms", ...limit },
      { name: `no picture for, ${who}`, value: got.pictureGapMs, unit: "ms", ...limit },
    );
  }
  return figures;
}

/**
 * @param {Side} side
 * @param {number} from
 * @param {number} atMost
 * @returns {Promise<Figure>}
 */
async function firstAfter(side, from, atMost) {
  const got = await side.sampler.during(from);
  const at = Math.max(got.resumed("frames") ?? Infinity, got.resumed("packets") ?? Infinity);
  return { name: `${side.person.name.split(" ")[0]} sees and hears again after`, value: at - from, unit: "ms", atMost };
}

/**
 * @param {Side} bad
 * @param {Side} other
 */
async function stillTogether(bad, other) {
  await Promise.all([bad.awaitSeesAndHears(other.person), other.awaitSeesAndHears(bad.person)]);
}
