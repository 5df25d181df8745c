import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { PEOPLE } from "./participant.mjs";
import { startProduct } from "./product.mjs";
import { workOnTheProgram } from "./program.mjs";
import { createStage } from "./stage.mjs";
import { untilTrue } from "./until.mjs";

/** @type {import("./product.mjs").Product} */
let product;

before(async () => {
  product = await startProduct();
});

after(() => product?.stop());

it("what one chooses for the pictures both cameras follow; VM-02, CO-06, CO-07: the program is changed, done and signed together", { timeout: 240_000 }, async () => {
  const { jonas, amina } = PEOPLE;
  const stage = createStage("mode", () => product);
  try {
    await stage.watched("mode", async () => {
      const { participant: host } = await stage.arrive("Chromium", jonas);
      const { participant: invitee } = await stage.arrive("Firefox", amina);
      await host.startMeetingWith(amina);
      await invitee.getReadyFromInbox();
      await host.join();
      await invitee.join();
      await Promise.all([host.awaitSeesAndHears(amina), invitee.awaitSeesAndHears(jonas)]);

      await host.screen.press("button", "More");
      await host.screen.page.locator("input[name=video-mode][value=detail]").click();
      for (const one of [host, invitee]) {
        let saw = { asked: 0, fps: 0 };
        await untilTrue(
          `the camera of ${one.person.name} to send at most 15 pictures a second`,
          async () => {
            saw = await one.screen.page.evaluate(camera);
            return saw.asked === 15 && saw.fps > 0 && saw.fps <= 16;
          },
          { saw: () => saw },
        );
      }
      const took = await workOnTheProgram(host, invitee);
      console.log(`a change of the program is seen ${took.fromPressMs} ms after the press, ${took.fromRequestMs} ms after it is sent`);
      assert.deepEqual([host.complaints, invitee.complaints], [[], []], "errors in a page's console");
      await host.end();
      await host.awaitOver();
    });
  } finally {
    await stage.close();
  }
});

/* global window */
/// What the camera is asked for, and what leaves.
async function camera() {
  const { watchedPeers = [] } = /** @type {Window & { watchedPeers?: import("./inPage.mjs").WatchedPeer[] }} */ (window);
  let asked = 0;
  let fps = 0;
  for (const peer of watchedPeers.filter(({ connectionState }) => connectionState === "connected")) {
    const sender = peer.getTransceivers().find(({ mid }) => mid === "1")?.sender;
    asked = sender?.getParameters().encodings[0]?.maxFramerate ?? 0;
    for (const report of (await peer.readStats()).values()) {
      if (report.type === "outbound-rtp" && report.mid === "1") {
        fps = report.framesPerSecond ?? 0;
      }
    }
  }
  return { asked, fps };
}
