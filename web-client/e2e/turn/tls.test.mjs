import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openRelayedCall, PAGE, whyNot } from "./relayed.mjs";

/// The strictest network that people have: nothing but TCP to port 443 (and the port of the test's own page).

describe("a network that lets nothing out but TCP to port 443", { skip: whyNot() ?? false, timeout: 120_000 }, () => {
  /** @type {import("./relayed.mjs").RelayedCall} */
  let call;
  before(async () => {
    call = await openRelayedCall();
  });
  after(() => call?.close());

  test("has a meeting over TURN and TLS, Chromium with Firefox, without anybody's doing", async () => {
    const ways = await call.meetBlocked("only 443", ({ home }) => home.link.blockUdp([PAGE, 443]));
    assert.deepEqual(
      ways.map(({ type, relayProtocol }) => `${type} ${relayProtocol}`),
      ["relay tls", "relay tls"],
    );
  });
});
