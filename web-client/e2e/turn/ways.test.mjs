/* global window */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { openRelayedCall, PAGE, wayOf, whyNot } from "./relayed.mjs";
import { keepFrames, offeredAddresses, told } from "./ways.mjs";

/// Which way a meeting goes where there are several, and that it finds another one when it has to; Chromium with Firefox.

const V4 = "10.99.0.1";
const V6 = "fd99::1";
const BOTH_FAMILIES = { EXORLIVE_MEDIA_BIND: "::", EXORLIVE_MEDIA_ANNOUNCED_ADDRESSES: `${V4},${V6}` };
/// The shortest that the settings take.
const CREDENTIAL_S = 60;

/** @typedef {import("./relayed.mjs").RelayedCall} RelayedCall */
/** @typedef {import("./relayed.mjs").Side} Side */

/** @param {readonly import("./ways.mjs").Way[]} ways */
const named = (ways) => ways.map(({ type, relayProtocol }) => (type === "relay" ? `relay ${relayProtocol}` : "direct"));

describe("ways to the media server", { skip: whyNot() ?? false, timeout: 480_000 }, () => {
  /** @type {RelayedCall} */
  let call;
  before(async () => {
    call = await openRelayedCall({ ...BOTH_FAMILIES, EXORLIVE_TURN_CREDENTIAL_LIFE: `${CREDENTIAL_S} s` });
  });
  after(() => call?.close());

  test("straight, where nothing is in the way; both families are offered", async () => {
    const ways = await call.meetBlocked("nothing", () => undefined, async () => {
      for (const side of call.both) {
        const offered = await side.screen.page.evaluate(offeredAddresses);
        assert.deepEqual(offered.map(canonical), [V4, V6]);
      }
    });
    assert.deepEqual(named(ways), ["direct", "direct"]);
  });

  test("IPv6, where IPv4 lets no UDP through", async () => {
    const dropV4 = (/** @type {Side} */ { home }) => home.link.router.run("iptables -t mangle -I PREROUTING -p udp -j DROP");
    try {
      const ways = await call.meetBlocked("IPv6", dropV4);
      assert.deepEqual(named(ways), ["direct", "direct"]);
      assert.deepEqual(ways.map(({ to }) => canonical(to.replace(/[[\]]/gu, ""))), [V6, V6]);
    } finally {
      call.both.forEach(({ home }) => home.link.router.run("iptables -t mangle -D PREROUTING -p udp -j DROP"));
    }
  });

  test("TURN over UDP, where only the relay may be reached by it", async () => {
    const rules = ["iptables -t mangle", "ip6tables -t mangle"];
    const only = (/** @type {string} */ what) => (/** @type {Side} */ { home }) =>
      rules.forEach((filter) => home.link.router.run(`${filter} ${what} PREROUTING -i in -p udp ! --dport 3478 -j DROP`));
    try {
      assert.deepEqual(named(await call.meetBlocked("UDP 3478", only("-I"))), ["relay udp", "relay udp"]);
    } finally {
      call.both.forEach(only("-D"));
    }
  });

  test("TURN over TCP, where UDP is blocked; and back on a better network, with credentials that have lapsed", async () => {
    const ways = await call.meetBlocked("TCP 3478", ({ home }) => home.link.blockUdp([PAGE, 3478]), async () => {
      const { home, screen } = call.invitee;
      home.links.mobile.blockUdp([PAGE, 443]);
      const lapsed = await screen.page.evaluate(usernames);
      await pause(Math.max(0, goodUntil(lapsed[0]) + 1000 - Date.now()));
      await home.switchTo("mobile");
      await call.seeAndHearEachOther();
      assert.equal((await wayOf(call.invitee)).relayProtocol, "tls");
      const renewed = await screen.page.evaluate(usernames);
      assert.ok(goodUntil(renewed[0]) > Date.now());
      assert.equal(renewed[0]?.split(":")[1], lapsed[0]?.split(":")[1], "the same pseudonym");
    });
    assert.deepEqual(named(ways), ["relay tcp", "relay tcp"]);
  });
});

describe("relay-only", { skip: whyNot() ?? false, timeout: 180_000 }, () => {
  /** @type {RelayedCall} */
  let call;
  before(async () => {
    call = await openRelayedCall({ ...BOTH_FAMILIES, EXORLIVE_TURN_RELAY_ONLY: "true" });
  });
  after(() => call?.close());

  test("no candidate leaves a page, it has none but relays, and no packet goes straight to the media server", async () => {
    const count = (/** @type {Side} */ { home }) =>
      home.link.router.run(`
        iptables -t mangle -I PREROUTING -i in -p udp -d ${V4}
        ip6tables -t mangle -I PREROUTING -i in -p udp -d ${V6}
        iptables -t mangle -I PREROUTING -i in -p udp -d 10.99.0.2`);
    for (const { screen } of call.both) {
      await screen.page.evaluateOnNewDocument(keepFrames);
    }
    const ways = await call.meetBlocked("relay-only", count, async () => {
      for (const side of call.both) {
        const { frames, types } = await side.screen.page.evaluate(told);
        assert.ok(frames.some((frame) => frame.includes('"answer"')));
        const { address, address6 } = side.home.link;
        assert.deepEqual(frames.filter((frame) => [address, address6, "a=candidate"].some((it) => frame.includes(it))), []);
        assert.deepEqual(new Set(types), new Set(["relay"]), side.kind);
        const [straight, straight6, relayed] = packets(side);
        assert.deepEqual([straight, straight6], [0, 0], side.kind);
        assert.ok((relayed ?? 0) > 100, `${side.kind}: ${relayed} packets to the relay`);
      }
    });
    assert.deepEqual(named(ways), ["relay udp", "relay udp"]);
  });
});

/// IPv6 addresses are written in many ways.
/** @param {string} [address] */
function canonical(address = "") {
  return address.includes(":") ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}

/// What the rules at the head of the router's list have counted.
/** @param {Side} side */
function packets({ home }) {
  const counted = (/** @type {string} */ filter) =>
    String(home.link.router.run(`${filter} -t mangle -L PREROUTING -v -x -n`)).split("\n").slice(2).map((line) => Number(line.trim().split(/\s+/u)[0]));
  const [relayed, straight] = counted("iptables");
  return [straight, counted("ip6tables")[0], relayed];
}

/// A user is `<time of expiry>:<pseudonym>`.
function goodUntil(username = "") {
  return Number(username.split(":")[0]) * 1000;
}

/// To be run in the page.
function usernames() {
  const { watchedPeers = [] } = /** @type {Window & { watchedPeers?: RTCPeerConnection[] }} */ (window);
  return (watchedPeers.at(-1)?.getConfiguration().iceServers ?? []).map(({ username }) => username ?? "");
}
