import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startDishonest } from "./dishonest.mjs";
import { PEOPLE } from "./participant.mjs";
import { readRecorded, recordSecrets } from "./recorder.mjs";
import { findAny, formsOfKey, formsOfText } from "./search.mjs";
import { createStage } from "./stage.mjs";
import { readVideoFrames } from "./captured.mjs";
import { untilTrue } from "./until.mjs";

/// The whole product with a server that looks at everything, and with one that lies.

/** @typedef {import("./dishonest.mjs").Attack} Attack */

/// Pieces of clear frames to look for, and frames to look at, of each of the two.
const ENOUGH_PIECES = 200;
const ENOUGH_FRAMES = 50;
/// As long as many frames of a lie take.
const A_WHILE_MS = 2000;
/// True pictures that may still come after the order; far fewer than lies.
const UNDER_WAY = 15;
const SCREEN = /** @type {const} */ (["screen", "screenSound"]);
const CAMERA = /** @type {const} */ (["camera", "mic"]);

/** @type {import("./dishonest.mjs").Dishonest} */
let product;
before(async () => {
  product = await startDishonest();
});
after(() => product?.stop());

describe("a server that looks at everything, or lies", { timeout: 400_000 }, () => {
  const { ingrid, ola } = PEOPLE;
  const stage = createStage("dishonest", () => product);
  /** @type {Record<import("./dishonest.mjs").Seat, import("./participant.mjs").Participant>} */
  let both;

  before(() =>
    stage.watched("arriving", async () => {
      const [first, second] = await Promise.all([stage.arrive("Chromium", ingrid), stage.arrive("Firefox", ola)]);
      both = { host: first.participant, invitee: second.participant };
    }),
  );
  after(stage.close);

  const seeAndHearEachOther = () => Promise.all([both.host.awaitSeesAndHears(ola), both.invitee.awaitSeesAndHears(ingrid)]);

  /** @param {() => Promise<void>} whenReady before both press "Join meeting" */
  async function meet(whenReady = async () => undefined) {
    await both.host.startMeetingWith(ola);
    await both.invitee.getReadyFromInbox();
    await whenReady();
    await both.host.join();
    await both.invitee.join();
    await seeAndHearEachOther();
  }

  it("it holds no picture, no sound, no word and no key of a whole call, in any form", (test) =>
    stage.watched("looks", async () => {
      const worker = () => both.host.screen.page.workers()[0] ?? assert.fail("no worker");
      await meet(() => worker().evaluate(recordSecrets));

      const words = { ingrid: `knebøy-${crypto.randomUUID()}`, ola: `uthopp-${crypto.randomUUID()}` };
      await both.host.chat.write(words.ingrid);
      await both.invitee.chat.write(words.ola);
      await both.host.chat.awaitWords(words.ingrid, words.ola);
      await both.invitee.chat.awaitWords(words.ingrid, words.ola);
      await both.host.share();
      await both.invitee.awaitSeesScreenOf(ingrid);
      // The faster the machine, the sooner all this is done: the call goes on until there is enough to look for.
      await untilTrue("enough of the call to be recorded", async () => {
        const { clear } = await worker().evaluate(readRecorded);
        const { camera, screen } = readVideoFrames(await readFile((await product.captured()).media.lines, "utf8"));
        const isSeen = camera.host > ENOUGH_FRAMES && camera.invitee > ENOUGH_FRAMES && screen.host > 2;
        return isSeen && clear.length >= ENOUGH_PIECES;
      });
      await both.host.stopSharing();
      const recorded = await worker().evaluate(readRecorded);
      const heapDuring = await readFile(await product.dumpHeap());
      await both.host.end();
      await Promise.all([both.host.awaitOver(), both.invitee.awaitOver()]);
      const heapAfter = await readFile(await product.dumpHeap());

      // What the server must know is found, so that the search is one.
      const planted = `planted-${crypto.randomUUID()}`;
      await fetch(`${product.origin}/${planted}`, { headers: { Authorization: `Bearer ${recorded.keys[0]?.bytes}` } });
      const captured = await product.captured();
      const [media, messages, http] = await Promise.all(
        [captured.media, captured.messages, captured.http].map(({ bytes }) => readFile(bytes)),
      );
      assert.ok(media && messages && http);

      const clear = recorded.clear.map((piece, at) => ({ name: `clear ${at}`, bytes: Buffer.from(piece, "base64") }));
      const sealed = recorded.sealed.map((piece, at) => ({ name: `sealed ${at}`, bytes: Buffer.from(piece, "base64") }));
      const secrets = [
        ...formsOfText("a word in the chat", words.ingrid),
        ...formsOfText("a word in the chat", words.ola),
        ...recorded.keys.flatMap(({ name, bytes }) => formsOfKey(name, Buffer.from(bytes, "base64"))),
      ];
      assert.ok(recorded.keys.length >= 25, `only ${recorded.keys.length} keys were recorded`);
      assert.ok(clear.length >= ENOUGH_PIECES, `only ${clear.length} pieces were recorded`);

      assert.deepEqual([...findAny(media, [...secrets, ...clear])], [], "in packets");
      assert.deepEqual([...findAny(messages, [...secrets, ...clear])], [], "in messages");
      assert.deepEqual([...findAny(heapDuring, [...secrets, ...clear])], [], "in memory during the call");
      assert.deepEqual([...findAny(heapAfter, [...secrets, ...clear])], [], "in memory after the call");

      // The same search finds what it should.
      const passed = findAny(media, sealed).size + findAny(messages, sealed).size;
      assert.ok(passed > sealed.length / 2, `only ${passed} of ${sealed.length} sealed pieces passed the server`);
      assert.ok(findAny(heapDuring, formsOfText("a name", ola.name)).has("a name (UTF-8)"));
      assert.ok(findAny(http, formsOfText("planted", planted)).has("planted (UTF-8)"));
      const leaked = [...findAny(http, secrets)];
      assert.deepEqual(leaked, [`${recorded.keys[0]?.name} (base64)`], "what was sent on purpose, and nothing else");

      const frames = readVideoFrames(await readFile(captured.media.lines, "utf8"));
      assert.ok(frames.camera.host > ENOUGH_FRAMES && frames.camera.invitee > ENOUGH_FRAMES && frames.screen.host > 2, JSON.stringify(frames));
      assert.deepEqual(frames.others, []);
      test.diagnostic(
        `${media.length} bytes of media, ${captured.messages.count} messages, ${heapDuring.length} bytes of memory; ` +
          `${secrets.length} forms of secrets, ${clear.length} pieces of clear frames`,
      );
    }),
  );

  it("none of its lies is shown or played, and the page says that it can't be decrypted", (test) =>
    stage.watched("lies", async () => {
      await meet();
      for (const [target, other] of /** @type {const} */ ([
        ["host", "invitee"],
        ["invitee", "host"],
      ])) {
        for (const attack of /** @type {Attack[]} */ (["plaintext", "reflect", "replay", "swap"])) {
          const atOrder = await both[target].receivedByTrack();
          await product.attack(attack, target);
          await untilTrue("the lie to be told", async () => (await product.status()).forged > 20);
          await both[target].awaitUndecodable(true);
          const lied = attack === "swap" ? SCREEN : CAMERA;
          const before = await both[target].receivedByTrack();
          await pause(A_WHILE_MS);
          const now = await both[target].receivedByTrack();
          for (const track of lied) {
            assert.equal(now[track] - before[track], 0, `${attack}: ${track} at ${target}`);
          }
          const [picture] = lied;
          assert.ok(now[picture] - atOrder[picture] <= UNDER_WAY, `${attack}: some of ${picture} at ${target}`);
          const { forged } = await product.status();
          await product.attack("none", target);
          await both[target].awaitUndecodable(false);
          await both[target].awaitSeesAndHears(both[other].person);
          test.diagnostic(`${attack} at the ${target}: ${forged} packets forged`);
        }
      }
      await both.host.protection.awaitLock("secure");
      await both.invitee.protection.awaitLock("secure");
      await both.host.end();
    }),
  );
});
