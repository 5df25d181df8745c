import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { signInByApi } from "./administration.mjs";
import { ACR, issuerAt, openCustomerProvider } from "./customerProvider.mjs";
import { PEOPLE } from "./participant.mjs";
import { freeTcpPort, startProduct } from "./product.mjs";
import { createScreen } from "./screen.mjs";
import { createStage } from "./stage.mjs";
import { untilTrue } from "./until.mjs";

/// An organisation's people sign in by its own identity provider: a real one (`oidc-provider`), which the product knows
/// by its documented API alone, and which knows the product by what that API answers.

const NAME = "Fjellvik ID";
const { jonas, amina } = PEOPLE;
const JONAS_THERE = "account-4711";

/** @type {import("./product.mjs").Product} */
let product;
/** @type {import("./customerProvider.mjs").CustomerProvider} */
let there;
let signInAddress = "";

/** @type {Awaited<ReturnType<typeof signInByApi>>} */
let astrid;
const stage = createStage("provider", () => product);
/** @type {import("./participant.mjs").Participant} */
let host;
/** @type {import("./participant.mjs").Participant} */
let invitee;

before(async () => {
  product = await startProduct();
  astrid = await signInByApi(product.origin, PEOPLE.astrid.user);
  const { name, version } = await astrid.call("GET", "/organisation");
  await astrid.call("PUT", "/organisation", { name, version, modules: { video: true, sso: true, eid: false } });
  const { participant } = await stage.arrive("Chromium", PEOPLE.astrid);
  await stage.watched("set up", () => setUp(participant));
});

/// What the organisation's administrator does, on the pages for it, before anybody can sign in there.
/** @param {import("./participant.mjs").Participant} administrator */
async function setUp({ screen, complaints }) {
  const port = await freeTcpPort();
  const known = { clientId: "exorlive-meeting", clientSecret: "a secret: with / all & sorts + of % signs" };
  await screen.go(`${product.origin}/settings/new`);
  await screen.fill("Name", NAME);
  await screen.fill("Address of the provider (issuer)", issuerAt(port));
  await screen.fill("Client id", known.clientId);
  await screen.fill("Client secret", known.clientSecret);
  await screen.fill("Levels that are accepted (acr)", ACR);
  await screen.page.select("#idp-level-0", "high");
  await screen.page.locator("#idp-sign-out").click();
  await screen.press("button", "Test the connection");
  await screen.awaitText("It doesn’t answer.");
  await screen.press("button", "Save");
  await screen.awaitText("Saved. It counts from now on.");
  const [redirectUri = "", backChannelLogoutUri = "", postLogoutRedirectUri = "", address = ""] = await screen.page.$$eval(
    "output.secret",
    (all) => all.map((one) => one.textContent ?? ""),
  );
  signInAddress = address;
  there = await openCustomerProvider(port, {
    id: known.clientId,
    secret: known.clientSecret,
    redirectUri,
    backChannelLogoutUri,
    postLogoutRedirectUri,
  });
  await screen.press("button", "Test the connection");
  await screen.awaitText("The provider answers as it should.");

  const { sub } = await (await signInByApi(product.origin, jonas.user)).call("GET", "/me");
  await screen.go(`${product.origin}/users/${sub}`);
  await screen.awaitText("Tied to no identity provider.");
  await screen.fill("The person’s id there (subject)", JONAS_THERE);
  await screen.press("button", "Tie");
  await screen.awaitText("never used");
  assert.deepEqual(complaints, [], "errors in the administrator's console");
}

after(async () => {
  await stage.close();
  await there?.close();
  await product?.stop();
});

describe("a real provider", { timeout: 240_000 }, () => {
  it("S-14: cancelled, in another's name or to another state, it lets nobody in, and the page says why", async () => {
    const { participant } = await stage.arrive("Chromium", jonas, { signIn: goThere });
    host = participant;
    await stage.watched("refused", async () => {
      const { screen } = host;
      await chooseProvider(screen);
      await screen.press("button", "Cancel");
      await screen.awaitText("The sign-in there was cancelled or refused");

      there.spoilAnswers((answer) => answer.searchParams.set("iss", "http://127.0.0.1:1"));
      await signInThere(screen);
      await screen.awaitText("The answer from the sign-in service could not be trusted");

      there.spoilAnswers((answer) => answer.searchParams.set("state", "x".repeat(43)));
      await screen.press("button", `Continue with ${NAME}`);
      await screen.awaitText("The sign-in had to start over");
      there.spoilNoAnswers();
    });
  });

  it("ID-02: who signs in there meets, and the other one sees by whom and how surely they were identified", async () => {
    const arrived = await stage.arrive("Chromium", amina);
    invitee = arrived.participant;
    await stage.watched("meeting", async () => {
      // Known there already.
      await host.screen.press("button", `Continue with ${NAME}`);
      await host.screen.awaitText("My contacts");
      await host.startMeetingWith(amina);
      await host.join();
      await invitee.getReadyFromInbox();
      await invitee.join();
      await Promise.all([host.awaitSeesAndHears(amina), invitee.awaitSeesAndHears(jonas)]);
      await invitee.screen.awaitText(`${NAME}, high`);
      assert.deepEqual([invitee.complaints, there.troubles], [[], []], "errors in a page's console, and at the provider");
    });
  });

  it("S-11: who signs out there is out of the running meeting, and can't come back without signing in", async () => {
    await stage.watched("out", async () => {
      const took = await signOutThere(host);
      console.log(`out of the meeting ${Math.round(took)} ms after the sign-out at the provider`);
      await host.screen.awaitText("Your sign-in has ended, so you have left the meeting.");
      await host.screen.press("button", "Sign in");
      await invitee.awaitNoPictureOf(jonas);
      await host.screen.awaitControl("button", `Continue with ${NAME}`);
      assert.deepEqual(there.troubles, [], "what went wrong at the provider");
    });
  });

  it("S-14: its answer is good once, in this browser and in any other", async () => {
    await stage.watched("again", async () => {
      const used = there.answers.at(-1) ?? "";
      const other = await host.screen.page.browser().createBrowserContext();
      const stranger = createScreen(await other.newPage());
      for (const screen of [host.screen, stranger]) {
        await screen.go(used);
        await screen.awaitText("The sign-in had to start over");
      }
    });
  });

  it("who signs out here is signed out there, and comes back to the sign-in page", async () => {
    await stage.watched("sign-out", async () => {
      const { screen } = host;
      await goThere(host);
      await signInThere(screen);
      await screen.awaitText("My contacts");
      await screen.page.locator("button.me").click();
      await screen.press("button", "Sign out");
      await screen.press("button", "Yes, sign me out");
      await chooseProvider(screen);
      assert.deepEqual(there.troubles, [], "what went wrong at the provider");
    });
  });
});

/** @param {import("./participant.mjs").Participant} who */
async function goThere({ screen }) {
  await screen.go(signInAddress);
}

/** @param {import("./screen.mjs").Screen} screen */
async function signInThere(screen) {
  await chooseProvider(screen);
  await screen.fill("Account", JONAS_THERE);
  await screen.press("button", "Continue");
}

/** @param {import("./screen.mjs").Screen} screen */
async function chooseProvider(screen) {
  await screen.press("button", `Continue with ${NAME}`);
  await screen.awaitText("Sign in at Fjellvik ID");
}

/// In another tab, at the provider itself; answers how long the meeting still ran.
/** @param {import("./participant.mjs").Participant} who */
async function signOutThere({ screen }) {
  const tab = createScreen(await screen.page.browser().newPage());
  await tab.go(there.signOutAddress);
  const from = performance.now();
  await tab.press("button", "Yes, sign me out");
  await tab.awaitText("Sign-out Success");
  await tab.page.close();
  // A page behind another one does not answer what a person would see.
  await screen.page.bringToFront();
  await untilTrue("the meeting to be left", async () => !(await screen.has("button", "End")));
  return performance.now() - from;
}
