import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { PEOPLE } from "./participant.mjs";
import { startProduct } from "./product.mjs";
import { createStage } from "./stage.mjs";

/** @typedef {import("./stage.mjs").Participant} Participant */

/** @type {import("./product.mjs").Product} */
let product;

before(async () => {
  product = await startProduct();
});

after(() => product?.stop());

describe("two people who compare their code", { timeout: 120_000 }, () => {
  const stage = createStage("compare", () => product);
  after(stage.close);

  it("see the same pictures and number, and stop the call for both when one says that they differ", () =>
    stage.watched("comparing", async () => {
      const [{ participant: host }, { participant: invitee }] = await Promise.all([
        stage.arrive("Chromium", PEOPLE.ingrid),
        stage.arrive("Firefox", PEOPLE.ola),
      ]);
      await host.startMeetingWith(PEOPLE.ola);
      await host.join();
      await invitee.getReadyFromInbox();
      await invitee.join();

      const both = [host, invitee];
      for (const { screen } of both) {
        await screen.press("button", "End-to-end encrypted");
        await screen.awaitText("Compare the code with");
      }
      const [hosts, invitees] = [await pictures(host), await pictures(invitee)];
      assert.equal(hosts.length, 7);
      assert.deepEqual(hosts, invitees);
      for (const { screen } of both) {
        await screen.press("button", "Use the number instead");
      }
      const digits = await digitsOf(host);
      assert.match(digits, /^\d{4} \d{4} \d{4}$/u);
      assert.equal(digits, await digitsOf(invitee));

      await host.screen.press("button", "They match");
      await host.screen.awaitControl("button", "Encrypted · code compared");

      await invitee.screen.press("button", "They differ");
      await invitee.screen.awaitText("You said that the codes differ.");
      await host.screen.awaitText("Ola said that the codes differ.");
      for (const { screen } of both) {
        await screen.awaitControl("button", "Not secure · stopped");
        await screen.awaitSwitch("Mic", false);
        await screen.awaitSwitch("Camera", false);
      }
      await host.awaitNoPictureOf(PEOPLE.ola);
      await invitee.awaitNoPictureOf(PEOPLE.ingrid);
      assert.equal(await caseOf(host), await caseOf(invitee));

      await host.screen.press("button", "End meeting");
      await host.awaitOver();
      await invitee.awaitOver();
      assert.deepEqual([host.complaints, invitee.complaints], [[], []], "errors in a page's console");
    }));
});

/** @param {Participant} participant */
function pictures({ screen }) {
  return screen.page.$$eval(".code li", (items) => items.map((item) => item.textContent));
}

/** @param {Participant} participant */
function digitsOf({ screen }) {
  return screen.page.$$eval(".digits [aria-hidden]", (groups) => groups.map((group) => group.textContent).join(" "));
}

/** @param {Participant} participant */
async function caseOf({ screen }) {
  return /Case (\S+)\./u.exec(await screen.text())?.[1];
}
