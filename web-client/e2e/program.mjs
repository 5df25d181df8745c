import assert from "node:assert/strict";
import { untilTrue } from "./until.mjs";

/* global document, window, HTMLElement, MutationObserver */

/** @typedef {import("./participant.mjs").Participant} Participant */

/**
 * The program beside the picture, in a meeting that is going on: the instructor changes it and points, the two do an
 * exercise together, the client logs a set, the instructor signs.
 *
 * @param {Participant} host
 * @param {Participant} invitee
 */
export async function workOnTheProgram(host, invitee) {
  for (const { screen } of [host, invitee]) {
    await screen.press("button", "Program");
  }
  await untilTrue("the client to see exercises", () => invitee.screen.page.evaluate(() => document.querySelector(".now h3") !== null));
  await untilTrue("the instructor to see exercises", () => host.screen.page.evaluate(() => document.querySelectorAll(".pexs--edit .pex").length > 1));
  const [first, second] = await host.screen.page.evaluate(() => [...document.querySelectorAll(".pexs--edit .ex__name")].map((name) => name.textContent ?? ""));

  // Points, and the other's panel follows.
  await pointAt(host, invitee, first);
  const print = await changeDose(host, invitee);
  await pointAt(host, invitee, second);

  await doItTogether(host, invitee);

  await invitee.screen.press("button", "Set done");
  await host.screen.awaitText("done today");

  await untilTrue("all to be saved", () => host.screen.page.evaluate(() => document.querySelector("[data-saved=saved]") !== null));
  await host.screen.press("button", "Sign and lock");
  await host.screen.press("button", "Sign now");
  for (const { screen } of [host, invitee]) {
    await screen.awaitText("Signed and locked");
    assert.equal(await screen.page.evaluate(() => document.querySelector(".stepper") === null), true, "nothing can be changed any more");
  }
  await host.screen.awaitControl("button", "Change a copy");
  return print;
}

/**
 * @param {Participant} host
 * @param {Participant} invitee
 * @param {string | undefined} name
 */
async function pointAt(host, invitee, name) {
  await host.screen.page.evaluate((wanted) => {
    const row = [...document.querySelectorAll(".pexs--edit .pex")].find((one) => one.querySelector(".ex__name")?.textContent === wanted);
    if (row instanceof HTMLElement) row.click();
  }, name);
  await untilTrue(`the client to be shown ${name}`, () =>
    invitee.screen.page.evaluate((wanted) => document.querySelector(".now .live") !== null && document.querySelector(".now h3")?.textContent === wanted, name),
  );
}

/**
 * How long it takes from the press, and from the request, until the client's page has it.
 *
 * @param {Participant} host
 * @param {Participant} invitee
 */
async function changeDose(host, invitee) {
  const before = await invitee.screen.page.evaluate(() => Number.parseInt(document.querySelector("[data-dose=sets] dd")?.textContent ?? "0", 10));
  await invitee.screen.page.evaluate(
    (wanted) => {
      const look = () => {
        if (Number.parseInt(document.querySelector("[data-dose=sets] dd")?.textContent ?? "0", 10) === wanted) {
          Object.assign(window, { seenAt: performance.timeOrigin + performance.now() });
          observer.disconnect();
        }
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    },
    before + 1,
  );
  const pressedAt = await host.screen.page.evaluate(() => {
    const more = [...document.querySelectorAll("button")].find((button) => button.getAttribute("aria-label") === "More: Sets");
    more?.click();
    return performance.timeOrigin + performance.now();
  });
  await invitee.screen.awaitText(`changed sets from ${before} to ${before + 1}`);
  const seenAt = await invitee.screen.page.evaluate(() => /** @type {Window & { seenAt?: number }} */ (window).seenAt ?? 0);
  const sentAt = await host.screen.page.evaluate(() => {
    const request = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/changes"));
    return request ? performance.timeOrigin + request.startTime : 0;
  });
  assert.ok(seenAt > 0 && seenAt - pressedAt < 5000, `the client sees the change, after ${Math.round(seenAt - pressedAt)} ms`);
  return { fromPressMs: Math.round(seenAt - pressedAt), fromRequestMs: Math.round(seenAt - sentAt) };
}

/**
 * @param {Participant} host
 * @param {Participant} invitee
 */
async function doItTogether(host, invitee) {
  await host.screen.press("button", "Do it together");
  for (const { screen, person } of [host, invitee]) {
    await untilTrue(`${person.name} to see it begin`, () => screen.page.evaluate(() => document.querySelector("[data-play=rep]") !== null));
  }
  await invitee.screen.press("button", "Pause");
  await untilTrue("the instructor's to pause as well", () => host.screen.page.evaluate(() => document.querySelector("[data-paused]") !== null));
  const [here, there] = await Promise.all([host, invitee].map(({ screen }) => screen.page.evaluate(() => document.querySelector(".play__n")?.textContent ?? "")));
  assert.equal(here, there, "both count the same");
  await host.screen.press("button", "Stop");
  await untilTrue("the client's to stop as well", () => invitee.screen.page.evaluate(() => document.querySelector("[data-play]") === null));
}
