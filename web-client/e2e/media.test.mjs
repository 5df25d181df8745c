import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { prepareMediaServer, settingsFor } from "./media/server.mjs";
import { openCall } from "./network/call.mjs";
import { whyNoNamespaces } from "./network/namespaces.mjs";
import { until } from "./until.mjs";

/// in two browsers: the meeting's media server, a process of its own, is killed or hangs, and the call goes on
/// at another one, without anybody doing anything. Prints the longest time without a new picture and without sound.
/// `EXORLIVE_ROUNDS=20`: that often, in one meeting.

const ADMIN_PORT = 8081;
const MOVED_WITHIN_MS = 60_000;
const ROUNDS = Number(process.env["EXORLIVE_ROUNDS"] ?? 1);

describe("a meeting whose media server fails", { timeout: 300_000 * ROUNDS, skip: whyNoNamespaces() ?? false }, () => {
  const servers = [prepareMediaServer(1), prepareMediaServer(2)];
  /** @type {import("./network/call.mjs").Call} */
  let call;

  before(async () => {
    const settings = { ...settingsFor(servers), EXORLIVE_ADMIN_PORT: String(ADMIN_PORT) };
    call = await openCall({ host: "Chromium", invitee: "Firefox" }, { settings });
    await Promise.all(servers.map((it) => it.start(call.network.server)));
    await until("the product to know both", async () => look().every(({ ready }) => ready) || undefined, { withinMs: MOVED_WITHIN_MS });
    await call.meet();
  });

  after(async () => {
    await call?.close();
    servers.forEach((it) => it.kill());
  });

  /** @returns {{ name: string, ready: boolean, rooms: number, lostRooms: number }[]} */
  const look = () => JSON.parse(call.network.server.namespace.run(`curl -s http://127.0.0.1:${ADMIN_PORT}/media-servers`)).servers;

  /// The one that has the meeting now.
  const present = () => {
    const { name } = look().find(({ rooms }) => rooms === 1) ?? assert.fail("no media server has the meeting");
    return servers.find((it) => it.name === name) ?? assert.fail(name);
  };

  /**
   * @param {string} row of docs/reliability.md
   * @param {number} promisedMs
   * @param {(server: import("./media/server.mjs").MediaServer) => void} fail
   */
  const moves = async (row, promisedMs, fail) => {
    const failing = present();
    const from = Date.now();
    fail(failing);
    await until("the meeting to be at the other one", async () => look().some(({ name, rooms }) => name !== failing.name && rooms === 1) || undefined, {
      withinMs: MOVED_WITHIN_MS,
      saw: () => JSON.stringify(look()),
    });
    const movedMs = Date.now() - from;
    await call.seeAndHearEachOther();
    for (const side of [call.host, call.invitee]) {
      const gaps = await side.sampler.during(from - 1000);
      const who = side.kind.toLowerCase();
      console.log(`figure ${row} no-picture-${who}-ms ${Math.round(gaps.pictureGapMs)} max ${promisedMs}`);
      console.log(`figure ${row} no-sound-${who}-ms ${Math.round(gaps.soundGapMs)} max ${promisedMs}`);
    }
    console.log(`figure ${row} moved-after-ms ${movedMs}`);
    return failing;
  };

  it("drains by the admin port: the meeting stays, and nobody notices", () =>
    call.watched("media drains", async () => {
      const { name } = present();
      const address = `http://127.0.0.1:${ADMIN_PORT}/media-servers/draining?server=${name}`;
      const from = Date.now();
      call.network.server.namespace.run(`curl -sf -X PUT '${address}'`);
      await call.seeAndHearEachOther();
      for (const side of [call.host, call.invitee]) {
        const gaps = await side.sampler.during(from - 1000);
        console.log(`figure drained no-picture-${side.kind.toLowerCase()}-ms ${Math.round(gaps.pictureGapMs)} max 1000`);
        console.log(`figure drained no-sound-${side.kind.toLowerCase()}-ms ${Math.round(gaps.soundGapMs)} max 1000`);
      }
      assert.equal(present().name, name);
      assert.ok(look().every(({ lostRooms }) => lostRooms === 0));
      call.network.server.namespace.run(`curl -sf -X DELETE '${address}'`);
    }));

  for (let round = 0; round < ROUNDS; round++) {
    it("R-09: it is killed", () =>
      call.watched("media killed", async () => {
        const killed = await moves("R-09", 4000, (it) => it.kill());
        await killed.start(call.network.server);
        await until("it to take rooms again", async () => look().every(({ ready }) => ready) || undefined, { withinMs: MOVED_WITHIN_MS });
      }));

    it("R-10: it hangs", () =>
      call.watched("media hangs", async () => {
        const hanging = await moves("R-10", 6000, (it) => it.hang());
        hanging.wakeUp();
        await call.seeAndHearEachOther();
        console.log("round held");
      }));
  }

  it("ends for both", async () => {
    await call.invitee.end();
    await Promise.all([call.invitee.awaitOver(), call.host.awaitOver()]);
  });
});
