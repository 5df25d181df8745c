import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { firstName, PEOPLE } from "./participant.mjs";
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

/// Two pairs of people, because nobody gets more than ten tickets a minute.
const CASTS = /** @type {const} */ ([
  { instructor: "Firefox", client: "Chromium", people: { host: PEOPLE.ingrid, invitee: PEOPLE.ola } },
  { instructor: "Chromium", client: "Firefox", people: { host: PEOPLE.jonas, invitee: PEOPLE.amina } },
]);

for (const cast of process.env["ONE_CAST"] === undefined ? CASTS : CASTS.slice(0, 1)) {
  meetIn(cast);
}

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

    async function nothingIsSentOrShown() {
      for (const one of [both.host, both.invitee]) {
        assert.equal(await one.sends(), false, `${one.person.name} sends nothing any more`);
      }
      await both.host.awaitNoPictureOf(people.invitee);
      await both.invitee.awaitNoPictureOf(people.host);
    }

    const bothAreSecure = () =>
      Promise.all([both.host.protection.awaitLock("secure"), both.invitee.protection.awaitLock("secure")]);

    test("both see and hear each other by name, with one code, until the instructor ends it for good", async () => {
      for (const { screen } of [both.host, both.invitee]) {
        await screen.awaitText(people.host.name);
        await screen.awaitText(people.invitee.name);
      }
      await bothAreSecure();
      const [here, there] = await Promise.all([both.host.protection.readCode(), both.invitee.protection.readCode()]);
      assert.deepEqual(here, there);

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

    test("who reloads comes back to the own seat, and the code is to be compared anew", async () => {
      await both.host.protection.sayTheyMatch();
      await both.invitee.protection.awaitLock("secure");

      await both.invitee.screen.reload();
      await both.invitee.comeBack();
      await seeAndHearEachOther();
      await both.host.protection.awaitLock("again");
      await both.invitee.protection.awaitLock("secure");

      await both.host.screen.reload();
      await both.host.comeBack();
      await seeAndHearEachOther();
      await bothAreSecure();
    });

    test("who says that the codes differ stops both at once, also where they were said to match", async () => {
      await both.host.protection.sayTheyMatch();
      await both.invitee.protection.sayTheyDiffer();

      await both.invitee.protection.awaitStopped("You said that the codes differ.");
      await both.host.protection.awaitStopped(`${firstName(people.invitee)} said that the codes differ.`);
      await nothingIsSentOrShown();
      for (const { screen } of [both.host, both.invitee]) {
        await screen.awaitSwitch("Mic", false);
        await screen.awaitSwitch("Camera", false);
      }
      assert.equal(await both.host.protection.readCase(), await both.invitee.protection.readCase());

      await both.host.screen.press("button", "End meeting");
      await both.host.awaitOver();
      await both.invitee.awaitOver();
      assert.deepEqual([both.host.complaints, both.invitee.complaints], [[], []], "errors in a page's console");
    });

    test("frames that go round the encryption stop both", async () => {
      await both.host.stripTransforms();

      await both.host.protection.awaitStopped("Picture or sound was about to go round the encryption.");
      await both.invitee.protection.awaitStopped(`Something was not right on ${firstName(people.host)}’s side`);
      await nothingIsSentOrShown();
    });

    test("a worker that dies takes every picture with it, and the page says so", async () => {
      await both.invitee.killWorker();

      await both.invitee.protection.awaitStopped("The part of this page that encrypts has stopped working.");
      assert.equal(await both.invitee.sends(), false);
      await both.invitee.awaitNoPictureOf(people.host);
      // It had the keys, so nothing could be told the other one; who sees that nothing comes any more.
      await both.host.awaitNoPictureOf(people.invitee);
    });

    for (const [who, other] of /** @type {const} */ ([
      ["host", "invitee"],
      ["invitee", "host"],
    ])) {
      test(`the ${other} sees the screen that the ${who} shares, and what the ${who} switches off and on again`, async () => {
        const here = both[who];
        const there = both[other];
        await here.screen.press("switch", "Mic");
        await here.screen.awaitSwitch("Mic", false);
        await there.screen.awaitText("microphone is off", "microphone off");

        await here.screen.press("switch", "Camera");
        await here.screen.awaitSwitch("Camera", false);
        await there.screen.awaitText("camera is off", `camera of ${here.person.name.split(" ")[0]} is off`);
        await there.awaitNoPictureOf(here.person);

        await here.share();
        await there.awaitSeesScreenOf(here.person);
        await here.stopSharing();
        await there.awaitNoScreenOf(here.person);

        await here.screen.press("switch", "Camera");
        await here.screen.press("switch", "Mic");
        await seeAndHearEachOther();
      });

      test(`the ${who} loses the server for a moment; they go on seeing and hearing each other, and no word is lost or doubled`, async () => {
        const here = both[who].chat;
        const there = both[other].chat;
        await here.write("Before");
        await there.awaitLines([{ from: "other", text: "Before" }]);
        await there.write("Heard");
        await here.awaitLines([
          { from: "you", text: "Before" },
          { from: "other", text: "Heard" },
        ]);

        networks[who].cut();
        await both[who].screen.awaitText("Reconnecting. Picture and sound go on.");
        await both[other].screen.awaitText("is reconnecting. Picture and sound go on.");
        await here.write("One");
        await here.write("Two");
        await seeAndHearEachOther();

        networks[who].mend();
        for (const { screen } of [both[who], both[other]]) {
          await screen.awaitTextGone("Picture and sound go on");
          await screen.awaitControl("button", "End");
        }
        await here.awaitLines([
          { from: "you", text: "Before" },
          { from: "other", text: "Heard" },
          { from: "you", text: "One" },
          { from: "you", text: "Two" },
        ]);
        await there.awaitLines([
          { from: "other", text: "Before" },
          { from: "you", text: "Heard" },
          { from: "other", text: "One" },
          { from: "other", text: "Two" },
        ]);
        await seeAndHearEachOther();
      });
    }
  });
}
