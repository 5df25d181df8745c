import { describe, expect, it } from "vitest";
import type { LockState } from "../../call";
import { loadCatalogue } from "../../i18n/catalogue";
import { createTranslator } from "../../i18n/translate";
import { protectionText } from "./endedPage";
import { badgeOf, isKeyed } from "./lockState";

const t = createTranslator("en", await loadCatalogue("en"));

const keyed = {
  own: { name: "Ingrid Berg", role: "instructor", issuer: "https://id.example", methods: [], signedInAtMs: null },
  peer: { name: "Ola Nordmann", role: "participant", issuer: "https://id.example", methods: [], signedInAtMs: null },
  code: { emoji: [0, 1, 2, 3, 4, 5, 6], digits: "4071 8825 1396" },
  caseId: "7F3A",
} as const;

const STATES: readonly (readonly [LockState, badge: string, keys: boolean, receipt: string | null])[] = [
  [{ kind: "waiting" }, "Locks when both are here", false, null],
  [{ kind: "securing" }, "Securing…", false, null],
  [{ kind: "secure", ...keyed }, "End-to-end encrypted", true, "End-to-end encrypted"],
  [{ kind: "verified", ...keyed, comparedAtMs: 0 }, "Encrypted · code compared", true, "End-to-end encrypted, code compared"],
  [{ kind: "again", ...keyed }, "New device · compare again", true, "End-to-end encrypted"],
  [{ kind: "broken", reason: "bypassed", caseId: "7F3A" }, "Not secure · stopped", false, "Stopped: not secure"],
];

describe.each(STATES)("the lock %o", (lock, badge, keys, receipt) => {
  it("says the word of the design", () => {
    expect(badgeOf(lock, t)[1]).toBe(badge);
  });

  it("shows the other one only while the two have keys", () => {
    expect(isKeyed(lock)).toBe(keys);
  });

  it("leaves on the receipt no more than what was seen", () => {
    expect(protectionText(t, lock)).toBe(receipt);
  });
});

describe("a meeting that this page has not seen", () => {
  it("has nothing about encryption on its receipt", () => {
    expect(protectionText(t, null)).toBeNull();
  });
});
