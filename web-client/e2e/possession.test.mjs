/* global indexedDB, window */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { closeBrowser, openBrowser } from "./browsers.mjs";
import { openPageFor, PEOPLE } from "./participant.mjs";
import { startProduct } from "./product.mjs";
import { untilTrue } from "./until.mjs";

/**
 * S-07 with real browsers: each page's token is bound to a key that can't leave the browser. Who has the token and even
 * a proof that was used gets no ticket.
 *
 * @typedef {{ url: string, authorization: string, proof: string, origin: string }} Sent
 */

/** @type {Awaited<ReturnType<typeof startProduct>>} */
let product;
before(async () => {
  product = await startProduct({ settings: { EXORLIVE_LIMITS_TICKETS: "100" } });
});
after(() => product?.stop());

for (const kind of /** @type {const} */ (["Chromium", "Firefox"])) {
  describe(`S-07 in ${kind}`, () => {
    /** @type {import("puppeteer-core").Browser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof openPageFor>>} */
    let ingrid;
    /** @type {Sent} */
    let stolen;

    before(async () => {
      browser = await openBrowser(kind);
      ingrid = await openPageFor(browser, product.origin, PEOPLE.ingrid, [keepRequests]);
      await ingrid.signIn();
      await ingrid.startMeetingWith(PEOPLE.ola);
      await ingrid.join();
      await ingrid.screen.awaitControl("button", "End");
      stolen = await lastTicket(ingrid);
    });
    after(() => browser && closeBrowser(browser));

    it("the page proves the key that its token is bound to", () => {
      assert.match(stolen.authorization, /^DPoP /u);
      assert.equal(claims(token(stolen)).cnf.jkt.length, 43);
      assert.equal(claims(stolen.proof).htu, stolen.url);
    });

    it("the token alone, and with the proof that was seen, gets no ticket", async () => {
      const bearer = await ask(stolen, { Authorization: `Bearer ${token(stolen)}` });
      assert.deepEqual(bearer, { status: 401, code: "proof-invalid" });
      const replayed = await ask(stolen, { Authorization: stolen.authorization, DPoP: stolen.proof });
      assert.deepEqual(replayed, { status: 401, code: "proof-invalid" });
    });

    it("the key can't be taken out of the browser", async () => {
      const page = ingrid.screen.page;
      const kept = await page.evaluate(keptKey);
      assert.deepEqual(kept, { found: true, extractable: false, exported: false });
    });

    it("is the same after a reload and in the second tab", async () => {
      await ingrid.screen.reload();
      await ingrid.comeBack();
      const again = await lastTicket(ingrid);
      assert.notEqual(token(again), token(stolen));
      assert.equal(claims(token(again)).cnf.jkt, claims(token(stolen)).cnf.jkt);

      const second = await openPageFor(browser, product.origin, PEOPLE.ingrid, [keepRequests]);
      await second.screen.go(ingrid.screen.page.url());
      await second.comeBack();
      assert.equal(claims(token(await lastTicket(second))).cnf.jkt, claims(token(stolen)).cnf.jkt);
      await second.screen.page.close();
    });

    it("lets a device in whose clock is three hours late", async () => {
      const late = await openPageFor(browser, product.origin, PEOPLE.ingrid, [threeHoursLate, keepRequests]);
      await late.screen.go(ingrid.screen.page.url());
      await late.comeBack();
      const ticket = await lastTicket(late);
      assert.ok(claims(ticket.proof).iat < Date.now() / 1000 - 10_000);
      assert.equal(typeof claims(ticket.proof).nonce, "string");
      await late.screen.page.close();
    });
  });
}

/** @param {Awaited<ReturnType<typeof openPageFor>>} who @returns {Promise<Sent>} */
async function lastTicket(who) {
  /** @type {Sent | undefined} */
  let last;
  await untilTrue("the page to have asked for a ticket", async () => {
    const sent = await who.screen.page.evaluate(() => /** @type {{ sentRequests?: Sent[] }} */ (window).sentRequests ?? []);
    last = sent.findLast((it) => it.url.endsWith("/ticket"));
    return last !== undefined;
  });
  if (last === undefined) {
    throw new Error("no ticket");
  }
  return last;
}

/** To be run before the page's own code: keeps what its requests say of who sends them. */
function keepRequests() {
  /** @type {Sent[]} */
  const sent = [];
  const native = window.fetch.bind(window);
  window.fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    sent.push({
      url: new URL(String(input), window.location.href).href,
      authorization: headers.get("Authorization") ?? "",
      proof: headers.get("DPoP") ?? "",
      origin: window.location.origin,
    });
    return native(input, init);
  };
  /** @type {{ sentRequests?: Sent[] }} */ (/** @type {unknown} */ (window)).sentRequests = sent;
}

/** To be run before the page's own code. */
function threeHoursLate() {
  const native = Date.now.bind(Date);
  Date.now = () => native() - 3 * 3_600_000;
}

/** In the page: what lies in its storage, and whether it can be read. */
async function keptKey() {
  const database = await new Promise((/** @type {(value: IDBDatabase) => void} */ resolve, reject) => {
    const opening = indexedDB.open("exorlive");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error("no database"));
  });
  const pair = await new Promise((/** @type {(value: CryptoKeyPair) => void} */ resolve, reject) => {
    const asked = database.transaction("keys").objectStore("keys").get("tokens");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(new Error("no key"));
  });
  database.close();
  const exported = await crypto.subtle.exportKey("jwk", pair.privateKey).then(
    () => true,
    () => false,
  );
  return { found: true, extractable: pair.privateKey.extractable, exported };
}

/** @param {Sent} sent @param {Record<string, string>} headers */
async function ask(sent, headers) {
  const response = await fetch(sent.url, {
    method: "POST",
    headers: { ...headers, Origin: sent.origin, "Content-Type": "application/json" },
    body: JSON.stringify({ challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" }),
  });
  const body = /** @type {{ code: string }} */ (await response.json());
  return { status: response.status, code: body.code };
}

/** @param {Sent} sent */
function token(sent) {
  return sent.authorization.replace(/^DPoP /u, "");
}

/** @param {string} jwt @returns {any} */
function claims(jwt) {
  return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());
}
