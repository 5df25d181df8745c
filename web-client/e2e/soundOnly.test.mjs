import { after, before, describe, it } from "node:test";
import { PEOPLE } from "./participant.mjs";
import { startProduct } from "./product.mjs";
import { createStage } from "./stage.mjs";

/** @type {import("./product.mjs").Product} */
let product;

before(async () => {
  product = await startProduct();
});

after(() => product?.stop());

describe("who gives the page no camera takes part by sound", { timeout: 300_000 }, () => {
  const { ingrid, ola, jonas, amina } = PEOPLE;

  it("client in Firefox without a camera, instructor in Chromium with one", () =>
    meet({ host: ["Chromium", ingrid, {}], invitee: ["Firefox", ola, { refusesCamera: true }] }));

  it("instructor in Chromium without a camera, client in Firefox with one", () =>
    meet({ host: ["Chromium", jonas, { refusesCamera: true }], invitee: ["Firefox", amina, {}] }));
});

/**
 * @typedef {[import("./stage.mjs").Kind, import("./stage.mjs").Person, { refusesCamera?: boolean }]} Role
 *
 * @param {{ host: Role, invitee: Role }} cast
 */
async function meet(cast) {
  const stage = createStage(`${cast.host[0]} ${cast.invitee[0]}`, () => product);
  try {
    await stage.watched("sound only", async () => {
      const { participant: host } = await stage.arrive(...cast.host);
      const { participant: invitee } = await stage.arrive(...cast.invitee);
      const [unseen, seen] = cast.host[2].refusesCamera ? [host, invitee] : [invitee, host];

      await host.startMeetingWith(invitee.person);
      await invitee.getReadyFromInbox();
      await unseen.screen.awaitText("The browser blocks the camera");
      await host.join();
      await invitee.join();

      await Promise.all([unseen.awaitSeesAndHears(seen.person), seen.awaitHears()]);
      await seen.screen.awaitText(`The camera of ${unseen.person.name.split(" ")[0]} is off`);

      await unseen.end();
      await Promise.all([host.awaitOver(), invitee.awaitOver()]);
    });
  } finally {
    await stage.close();
  }
}
