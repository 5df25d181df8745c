import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { PEOPLE } from "./participant.mjs";
import { startProduct } from "./product.mjs";
import { createStage } from "./stage.mjs";

/**
 * @typedef {import("./stage.mjs").Kind} Kind
 * @typedef {import("./stage.mjs").Participant} Participant
 * @typedef {import("./stage.mjs").Person} Person
 */

/** @type {import("./product.mjs").Product} */
let product;

before(async () => {
  product = await startProduct();
});

after(() => product?.stop());

// Two pairs of people, because nobody gets more than ten tickets a minute.
meetIn({ instructor: "Firefox", client: "Chromium", people: { host: PEOPLE.ingrid, invitee: PEOPLE.ola } });
meetIn({ instructor: "Chromium", client: "Firefox", people: { host: PEOPLE.jonas, invitee: PEOPLE.amina } });

/**
 * An instructor and a client meet, from the record to the end.
 *
 * @param {{ instructor: Kind, client: Kind, people: { host: Person, invitee: Person } }} cast
 */
function meetIn({ instructor, client, people }) {
  describe(`instructor in ${instructor}, client in ${client}`, { timeout: 300_000 }, () => {
    const stage = createStage(`${instructor} ${client}`, () => product);
    /** @type {Record<"host" | "invitee", Participant>} */
    let both;
    /** @type {Record<"host" | "invitee", import("./cuttable.mjs").Cuttable>} */
    let networks;
    let meeting = "";

    before(() =>
      stage.watched("arriving", async () => {
        const [first, second] = await Promise.all([
          stage.arrive(instructor, people.host),
          stage.arrive(client, people.invitee),
        ]);
        both = { host: first.participant, invitee: second.participant };
        networks = { host: first.network, invitee: second.network };
      }),
    );

    after(stage.close);

    async function meet() {
      meeting = await both.host.startMeetingWith(people.invitee);
      await both.host.join();
      await both.invitee.getReadyFromInbox();
      await both.invitee.join();
      await seeAndHearEachOther();
    }

    const seeAndHearEachOther = () =>
      Promise.all([both.host.awaitSeesAndHears(people.invitee), both.invitee.awaitSeesAndHears(people.host)]);

    /**
     * @param {string} name
     * @param {() => Promise<void>} body what happens once the two have met
     */
    const test = (name, body) =>
      it(name, async () => {
        try {
          await stage.watched(name, async () => {
            await meet();
            await body();
          });
        } finally {
          networks.host.mend();
          networks.invitee.mend();
          await both.host.leave().catch(() => undefined);
        }
      });

    test("both see and hear each other by name until the instructor ends it for good", async () => {
      for (const { screen } of [both.host, both.invitee]) {
        await screen.awaitText(people.host.name);
        await screen.awaitText(people.invitee.name);
      }

      await both.host.end();
      await both.host.awaitOver();
      await both.invitee.awaitOver();
      assert.deepEqual([both.host.complaints, both.invitee.complaints], [[], []], "errors in a page's console");

      await both.host.awaitDead(meeting);
      await both.invitee.awaitDead(meeting);
    });

    test("the client ends it as well", async () => {
      await both.invitee.end();

      await both.invitee.awaitOver();
      await both.host.awaitOver();
    });

    test("who reloads comes back to the own seat", async () => {
      await both.invitee.screen.reload();
      await both.invitee.comeBack();
      await seeAndHearEachOther();

      await both.host.screen.reload();
      await both.host.comeBack();
      await seeAndHearEachOther();
    });

    for (const [who, other] of /** @type {const} */ ([
      ["host", "invitee"],
      ["invitee", "host"],
    ])) {
      test(`the ${other} sees what the ${who} switches off and on again`, async () => {
        const here = both[who];
        const there = both[other];
        await here.screen.press("switch", "Mic");
        await here.screen.awaitSwitch("Mic", false);
        await there.screen.awaitText("microphone is off", "microphone off");

        await here.screen.press("switch", "Camera");
        await here.screen.awaitSwitch("Camera", false);
        await there.screen.awaitText("camera is off", `camera of ${here.person.name.split(" ")[0]} is off`);
        await there.awaitNoPictureOf(here.person);

        await here.screen.press("switch", "Camera");
        await here.screen.press("switch", "Mic");
        await seeAndHearEachOther();
      });

      test(`the ${who} loses the network for a moment and both say so until it is back`, async () => {
        networks[who].cut();
        await both[who].screen.awaitText("You lost the connection");
        await both[other].screen.awaitText("lost the connection");

        networks[who].mend();
        for (const { screen } of [both[who], both[other]]) {
          await screen.awaitTextGone("lost the connection");
          await screen.awaitControl("button", "End");
        }
        await seeAndHearEachOther();
      });
    }
  });
}
