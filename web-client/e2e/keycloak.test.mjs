import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { signInByApi } from "./administration.mjs";
import { CLIENT, issuerAt, missing, startKeycloak } from "./keycloak/keycloak.mjs";
import { PEOPLE } from "./participant.mjs";
import { freeTcpPort, startProduct } from "./product.mjs";
import { createStage } from "./stage.mjs";
import { untilTrue } from "./until.mjs";

/// An organisation's people sign in by a real Keycloak with the realm of infra/keycloak, in Chromium: what operators
/// are told to do, done. `infra/keycloak/test` runs it.

const NAME = "Fjellvik Keycloak";
const PASSWORD = "a password of twelve letters";
const SLOW = "does not answer right now";
const { jonas, amina } = PEOPLE;
const lacks = missing();

/** @type {import("./product.mjs").Product} */
let product;
/** @type {import("./keycloak/keycloak.mjs").Keycloak} */
let keycloak;
const stage = createStage("keycloak", () => product);
/** @type {import("./participant.mjs").Participant} */
let host;
/** @type {import("./participant.mjs").Participant} */
let invitee;
let signInAddress = "";
let sub = "";

before(async () => {
  if (lacks !== null) {
    return;
  }
  product = await startProduct();
  const astrid = await signInByApi(product.origin, "astrid");
  const { name, version } = await astrid.call("GET", "/organisation");
  await astrid.call("PUT", "/organisation", { name, version, modules: { video: true, sso: true, eid: false } });
  const port = await freeTcpPort();
  const made = await astrid.call("POST", "/identity-providers", {
    name: NAME,
    kind: "workplace",
    issuer: issuerAt(port),
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    acrValues: ["low"],
    maxAgeSeconds: 600,
    levels: { low: "low", substantial: "substantial", high: "high" },
    signOutThere: true,
  });
  keycloak = await startKeycloak(port, product.origin, made.id);
  sub = await keycloak.addUser("jonas.lie", PASSWORD);
  const { sub: here } = await (await signInByApi(product.origin, jonas.user)).call("GET", "/me");
  await astrid.call("POST", `/people/${here}/identities`, { provider: made.id, subject: sub });
  const list = await astrid.call("GET", "/identity-providers");
  signInAddress = list.signInAddress;
});

after(async () => {
  await stage.close();
  await keycloak?.stop();
  await product?.stop();
});

describe("a real Keycloak", { timeout: 240_000, skip: lacks ?? false }, () => {
  it("S-14: who signs in there by code and PKCE is let in, with the level that its realm says", async () => {
    const there = await stage.arrive("Chromium", jonas, { signIn: goThere });
    host = there.participant;
    const here = await stage.arrive("Chromium", amina);
    invitee = here.participant;
    await stage.watched("meeting", async () => {
      await signInThere();
      await host.startMeetingWith(amina);
      await host.join();
      await invitee.getReadyFromInbox();
      await invitee.join();
      await Promise.all([host.awaitSeesAndHears(amina), invitee.awaitSeesAndHears(jonas)]);
      await invitee.screen.awaitText(`${NAME}, low`);
    });
  });

  it("S-11: whose sessions its administrator ends is out of the running meeting", async () => {
    await stage.watched("out", async () => {
      const from = performance.now();
      await keycloak.signOutEverywhere(sub);
      await untilTrue("the meeting to be left", async () => !(await host.screen.has("button", "End")));
      console.log(`out of the meeting ${Math.round(performance.now() - from)} ms after the sign-out at Keycloak`);
      await invitee.awaitNoPictureOf(jonas);
      await host.screen.awaitText("Your sign-in has ended, so you have left the meeting.");
    });
  });

  it("S-09: after it has changed its keys its people get in all the same", async () => {
    await stage.watched("keys", async () => {
      await keycloak.replaceKeys();
      await host.screen.go(signInAddress);
      await signInThere();
    });
  });

  it("who signs out here is signed out there: it asks for the password again", async () => {
    await stage.watched("sign-out", async () => {
      await host.screen.page.locator("button.me").click();
      await host.screen.press("button", "Sign out");
      await host.screen.press("button", `Continue with ${NAME}`);
      await host.screen.awaitText("Sign in to your account");
    });
  });

  it("its brokers are what the realm says: off, and SAML and eID once they are switched on", async () => {
    const brokers = await keycloak.brokers();
    assert.deepEqual(
      brokers.map(({ alias, providerId, enabled }) => [alias, providerId, enabled]).sort(),
      [
        ["customer-saml", "saml", false],
        ["national-eid", "oidc", false],
      ],
    );
    await stage.watched("brokers", async () => {
      await keycloak.switchOn("customer-saml");
      await keycloak.switchOn("national-eid");
      await host.screen.go(signInAddress);
      await host.screen.press("button", `Continue with ${NAME}`);
      await host.screen.awaitText("The customer's directory (SAML 2.0)");
      await host.screen.awaitText("BankID or another national eID (OpenID Connect)");
      // The level that the organisation demands goes on to the eID.
      assert.deepEqual(await whereTheyLead(), [
        "https://eid.example/authorize?acr_values=low&code_challenge_method=S256&response_type=code",
        "https://idp.customer.example/sso with SAMLRequest",
      ]);
    });
  });

  it("while it hangs passwords go on working, and the page says that it can't be reached", async () => {
    await stage.watched("outage", async () => {
      keycloak.hang();
      try {
        await host.screen.go(signInAddress);
        await host.signIn();
      } finally {
        keycloak.goOn();
      }
      await host.screen.awaitText("My contacts");
    });
  });
});

/** @param {import("./participant.mjs").Participant} who */
async function goThere({ screen }) {
  await screen.go(signInAddress);
}

/// A Keycloak that has just started may be too slow for core at first; then one tries again, as the page says.
async function signInThere() {
  const { screen } = host;
  for (let tries = 0; tries < 4; tries++) {
    await screen.press("button", `Continue with ${NAME}`);
    const asked = await screen.awaitText("Sign in to your account", "My contacts", SLOW);
    if (asked === "Sign in to your account") {
      await screen.page.locator("#username").fill("jonas.lie");
      await screen.page.locator("#password").fill(PASSWORD);
      await screen.page.locator("#kc-login").click();
    }
    if ((await screen.awaitText("My contacts", SLOW)) === "My contacts") return;
  }
  throw new Error("It never answered in time");
}

/// Presses each broker's button and writes down where the browser would be sent, which it may not reach.
async function whereTheyLead() {
  const { page } = host.screen;
  /** @type {string[]} */
  const led = [];
  const decide = (/** @type {import("puppeteer-core").HTTPRequest} */ request) => {
    const to = new URL(request.url());
    if (!to.hostname.endsWith(".example")) {
      void request.continue();
      return;
    }
    led.push(told(to, request.postData() ?? ""));
    void request.abort();
  };
  await page.setRequestInterception(true);
  page.on("request", decide);
  for (const alias of ["national-eid", "customer-saml"]) {
    await page.goto(signInAddress, { waitUntil: "domcontentloaded" });
    await host.screen.press("button", `Continue with ${NAME}`);
    const before = led.length;
    await page.locator(`#social-${alias}`).click();
    await untilTrue(`${alias} to be gone to`, async () => led.length > before);
  }
  page.off("request", decide);
  await page.setRequestInterception(false);
  return led.sort();
}

/**
 * @param {URL} to
 * @param {string} posted
 */
function told(to, posted) {
  const shown = ["acr_values", "code_challenge_method", "response_type"].map((name) => `${name}=${to.searchParams.get(name)}`);
  const how = posted.startsWith("SAMLRequest=") ? " with SAMLRequest" : `?${shown.join("&")}`;
  return `${to.origin}${to.pathname}${how}`;
}
