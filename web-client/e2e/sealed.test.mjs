import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { closeBrowser, openBrowser } from "./browsers.mjs";
import { serveLoopback } from "./loopback/server.mjs";

/// What a media server could send in the place of a frame, in real browsers with the product's own frame code: none
/// of it is shown, and the true picture comes back afterwards.

/** @typedef {import("./loopback/sealed.js").Lie} Lie */

const FOR_MS = 1500;
const LATE_MS = 1500;
const SOME_FRAMES = 10;

/** @type {Record<Lie, { name: string, drops: string }>} */
const LIES = {
  plaintext: { name: "a frame as the codec made it", drops: "badFormat" },
  plaintextWrapped: { name: "an unencrypted frame behind the clear bytes of ours", drops: "badFormat" },
  replayed: { name: "a frame that was sent before", drops: "replay" },
  reflected: { name: "a frame of one's own", drops: "unknownKid" },
  cameraOnScreen: { name: "a frame of the camera in the place of the screen", drops: "unknownKid" },
  altered: { name: "a frame with one bit changed", drops: "badTag" },
  alteredPrefix: { name: "a frame with one clear bit changed", drops: "badFormat" },
  cut: { name: "a frame that is too short", drops: "badTag" },
};

/** @type {Awaited<ReturnType<typeof serveLoopback>>} */
let server;
before(async () => {
  server = await serveLoopback();
});
after(() => server?.close());

for (const kind of /** @type {const} */ (["Chromium", "Firefox"])) {
  describe(`${kind} shows nothing of`, { timeout: 90_000 }, () => {
    /** @type {import("puppeteer-core").Browser} */
    let browser;
    /** @type {Map<Lie, ReturnType<typeof import("./loopback/sealed.js").lieAbout>>} */
    const told = new Map();
    /** @type {Promise<Awaited<ReturnType<typeof inPage.keys>>>} */
    let keys;

    // All at once in one page: each takes seconds in which little happens.
    before(async () => {
      browser = await openBrowser(kind);
      const page = await browser.newPage();
      await page.goto(server.origin);
      for (const lie of /** @type {Lie[]} */ (Object.keys(LIES))) {
        told.set(lie, page.evaluate(inPage.lie, lie, FOR_MS));
      }
      keys = page.evaluate(inPage.keys, LATE_MS);
      await Promise.allSettled([...told.values(), keys]);
    });
    after(() => browser && closeBrowser(browser));

    for (const [lie, { name, drops }] of /** @type {[Lie, { name: string, drops: string }][]} */ (
      Object.entries(LIES)
    )) {
      it(name, async () => {
        const result = await told.get(lie);
        const saw = JSON.stringify(result);
        assert.ok(result && result.before.decoded >= SOME_FRAMES, `no picture before: ${saw}`);
        assert.equal(result.during.decoded, 0, saw);
        assert.ok((result.during.drops[drops] ?? 0) >= SOME_FRAMES / 2, saw);
        assert.ok(result.healed, `no picture afterwards: ${saw}`);
      });
    }

    it("anything with the wrong key", async () => {
      const { wrong } = await keys;
      assert.equal(wrong.decoded, 0);
      assert.ok((wrong.drops["badTag"] ?? 0) >= SOME_FRAMES, JSON.stringify(wrong));
    });

    it("anything before the key is there, but soon afterwards", async (test) => {
      const { late } = await keys;
      assert.equal(late.before.decoded, 0);
      assert.ok((late.before.drops["noKey"] ?? 0) >= SOME_FRAMES, JSON.stringify(late));
      assert.ok(late.firstAfterMs < 4000, JSON.stringify(late));
      test.diagnostic(`first picture ${Math.round(late.firstAfterMs)} ms after the key`);
    });

    it("a sender that has no key: it sends nothing", async () => {
      const { none } = await keys;
      assert.ok(none.framesEncoded >= SOME_FRAMES, JSON.stringify(none));
      assert.equal(none.bytesSent, 0);
    });
  });
}

const inPage = {
  /** @type {typeof import("./loopback/sealed.js").lieAbout} */
  lie: async (how, forMs) => {
    const module = "/sealed.js";
    return (await import(module)).lieAbout(how, forMs);
  },
  keys: async (/** @type {number} */ ms) => {
    const module = "/sealed.js";
    /** @type {typeof import("./loopback/sealed.js")} */
    const { getKeyLate, haveNoKey, useWrongKey } = await import(module);
    const [wrong, late, none] = await Promise.all([useWrongKey(ms), getKeyLate(ms), haveNoKey(ms)]);
    return { wrong, late, none };
  },
};
