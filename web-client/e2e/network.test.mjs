import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openCall } from "./network/call.mjs";
import { whyNoNamespaces } from "./network/namespaces.mjs";
import { SCENARIOS } from "./network/scenarios.mjs";

/// The shortest of `npm run test:network`, with three times the time: this is about whether it works at all.
const SHORT = ["another network, at once", "link dead for 5 s"];
const GENEROUS = 3;

const why = whyNoNamespaces();

describe("a meeting survives bad networks", { timeout: 180_000, skip: why ?? false }, () => {
  it("changes of the network, and a dead link", async () => {
    const call = await openCall({ host: "Firefox", invitee: "Chromium" });
    try {
      await call.watched("meeting", async () => void (await call.meet()));
      for (const scenario of SCENARIOS.filter(({ name }) => SHORT.includes(name))) {
        await call.watched(scenario.name, async () => {
          const stage = { call, bad: call.invitee, other: call.host };
          await scenario.begin?.(stage);
          const figures = await scenario.run(stage);
          for (const { name, value, unit, atMost } of figures) {
            assert.ok(value <= GENEROUS * (atMost ?? Infinity), `${scenario.name}: ${name} ${value} ${unit}`);
          }
          await call.mend();
          await call.seeAndHearEachOther();
        });
      }
    } finally {
      await call.close();
    }
  });
});
