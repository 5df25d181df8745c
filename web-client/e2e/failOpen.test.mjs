import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { closeBrowser, openBrowser } from "./browsers.mjs";
import { serveLoopback } from "./loopback/server.mjs";

/**
 * @typedef {import("./loopback/late.js").When} When
 * @typedef {import("./loopback/late.js").WhenReceiving} WhenReceiving
 * @typedef {import("./loopback/late.js").Config} Config
 * @typedef {import("./browsers.mjs").Kind} Kind
 *
 * What is on the wire: frames that went through the worker, frames as the codec made them, or nothing.
 * @typedef {"sealed" | "clear" | "clear, then sealed" | "nothing"} Wire
 *
 * What becomes of pictures that come unencrypted.
 * @typedef {"shown" | "dropped in the worker" | "nothing"} Fate
 */

/// Where a browser forgets a transform, pictures leave unencrypted and nothing says so. These tests say what today's
/// browsers do (docs/e2ee.md). Of the product's own peer connections nothing may ever be clear in Chromium; that is
/// what `encodedInsertableStreams` is for, and the plain ones show that the test would see it.

const FOR_MS = 1500;
const SOME_FRAMES = 5;

/** @type {Awaited<ReturnType<typeof serveLoopback>>} */
let server;
before(async () => {
  server = await serveLoopback();
});
after(() => server?.close());

const NAMES = { plain: "without the flag", product: "as the product makes it" };

const SENDING = {
  sameTask: "set in the task that made the sender",
  nextTask: "set one task later",
  connected: "set when all is connected",
  answererLate: "set a moment after the other's offer",
  never: "never set",
  removed: "taken away",
  terminated: "whose worker has died",
};

const RECEIVING = {
  sameTask: "set in the task that made the receiver",
  onTrack: "set when the track event comes",
  connected: "set when all is connected",
  never: "never set",
};

matrix("Chromium", "product", {
  sending: {
    sameTask: "sealed",
    nextTask: "sealed",
    connected: "sealed",
    answererLate: "sealed",
    never: "nothing",
    removed: "nothing",
    terminated: "nothing",
  },
  receiving: {
    sameTask: "dropped in the worker",
    onTrack: "dropped in the worker",
    connected: "dropped in the worker",
    never: "nothing",
  },
});

// If one of these is no longer clear, Chromium has changed, and the flag may be needed no more.
matrix("Chromium", "plain", {
  sending: {
    sameTask: "sealed",
    nextTask: "clear",
    connected: "clear",
    answererLate: "clear",
    never: "clear",
    removed: "nothing",
    terminated: "nothing",
  },
  receiving: { sameTask: "dropped in the worker", onTrack: "shown", connected: "shown", never: "shown" },
});

// Firefox knows no flag: where it says "clear", the product's own order of doing things is what protects (black
// pictures until the worker has seen a frame) and the watchdog.
matrix("Firefox", "product", {
  sending: {
    sameTask: "sealed",
    nextTask: "sealed",
    connected: "clear, then sealed",
    answererLate: "sealed",
    never: "clear",
    removed: "clear",
    terminated: "nothing",
  },
  receiving: {
    sameTask: "dropped in the worker",
    onTrack: "dropped in the worker",
    // `connected` depends on what comes first, the transform or the first picture.
    never: "shown",
  },
});

const inPage = {
  /** @type {typeof import("./loopback/late.js").sendPictures} */
  send: async (when, config, forMs) => {
    const module = "/late.js";
    return (await import(module)).sendPictures(when, config, forMs);
  },
  /** @type {typeof import("./loopback/late.js").receivePictures} */
  receive: async (when, config, forMs) => {
    const module = "/late.js";
    return (await import(module)).receivePictures(when, config, forMs);
  },
};

/**
 * @param {Kind} kind
 * @param {Config} config
 * @param {{ sending: Record<When, Wire>, receiving: Partial<Record<WhenReceiving, Fate>> }} expected
 */
function matrix(kind, config, { sending, receiving }) {
  describe(`${kind}, ${NAMES[config]}`, { timeout: 60_000 }, () => {
    /** @type {Partial<Record<When, Promise<import("./loopback/late.js").Sent>>>} */
    const sent = {};
    /** @type {Partial<Record<WhenReceiving, Promise<import("./loopback/late.js").Received>>>} */
    const received = {};
    /** @type {import("puppeteer-core").Browser} */
    let browser;

    // All at once in one page: each takes seconds in which little happens.
    before(async () => {
      browser = await openBrowser(kind);
      const page = await browser.newPage();
      await page.goto(server.origin);
      for (const when of keys(sending)) {
        sent[when] = page.evaluate(inPage.send, when, config, FOR_MS);
      }
      for (const when of keys(receiving)) {
        received[when] = page.evaluate(inPage.receive, when, config, FOR_MS);
      }
      await Promise.allSettled([...Object.values(sent), ...Object.values(received)]);
    });
    after(() => browser && closeBrowser(browser));

    for (const when of keys(sending)) {
      it(`sending with a transform ${SENDING[when]}: ${sending[when]}`, async () => {
        const numbers = await sent[when];
        assert.equal(numbers && wireOf(numbers), sending[when], JSON.stringify(numbers));
      });
    }
    for (const when of keys(receiving)) {
      it(`unencrypted pictures come to a transform ${RECEIVING[when]}: ${receiving[when]}`, async () => {
        const numbers = await received[when];
        assert.equal(numbers && fateOf(numbers), receiving[when], JSON.stringify(numbers));
      });
    }
  });
}

/**
 * @param {import("./loopback/late.js").Sent} numbers
 * @returns {Wire | "too little to tell"}
 */
function wireOf({ framesEncoded, bytesSent, marked, clear }) {
  if (framesEncoded < SOME_FRAMES) {
    return "too little to tell";
  }
  if (clear > 0) {
    return marked > 0 ? "clear, then sealed" : "clear";
  }
  if (marked >= SOME_FRAMES) {
    return "sealed";
  }
  return bytesSent === 0 && marked === 0 ? "nothing" : "too little to tell";
}

/**
 * @param {import("./loopback/late.js").Received} numbers
 * @returns {Fate | "too little to tell"}
 */
function fateOf({ packets, framesDecoded, seen }) {
  if (packets < SOME_FRAMES) {
    return "too little to tell";
  }
  if (framesDecoded > 0) {
    return "shown";
  }
  return seen > 0 ? "dropped in the worker" : "nothing";
}

/**
 * @template {string} K
 * @param {Partial<Record<K, unknown>>} record
 */
function keys(record) {
  return /** @type {K[]} */ (Object.keys(record));
}
