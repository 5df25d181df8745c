import { describe, expect, it } from "vitest";
import type { Agreed } from "../call/types";
import { type Lock, onAlone, onBroken, onCompared, onSecured, onSecuring, OPEN } from "./lock";

const agreed: Agreed = {
  own: { name: "Ingrid Berg", role: "instructor", issuer: "https://id.example", methods: ["pwd"], signedInAtMs: null },
  peer: { name: "Ola Nordmann", role: "participant", issuer: "https://id.example", methods: ["pwd"], signedInAtMs: null },
  code: { emoji: [1, 2, 3, 4, 5, 6, 7], digits: "0000 1111 2222" },
  caseId: "ab12",
};
const secured = (lock: Lock, key: string) => onSecured(lock, agreed, key).lock;
const kinds = (...locks: readonly Lock[]) => locks.map(({ state }) => state.kind);

describe("the lock", () => {
  it("waits, secures, is secure", () => {
    const securing = onSecuring(OPEN);
    expect(kinds(OPEN, securing, secured(securing, "k1"))).toEqual(["waiting", "securing", "secure"]);
  });

  it("is verified by comparing, and stays so for the same key over new pairings", () => {
    const verified = onCompared(secured(OPEN, "k1"), "0000 1111 2222", 5000);
    expect(verified.state).toMatchObject({ kind: "verified", comparedAtMs: 5000 });
    const paired = secured(onSecuring(onAlone(verified)), "k1");
    expect(paired.state).toMatchObject({ kind: "verified", comparedAtMs: 5000 });
  });

  it("asks to compare again when the key is another one, but only those who had compared", () => {
    const verified = onCompared(secured(OPEN, "k1"), "0000 1111 2222", 5000);
    expect(kinds(secured(verified, "k2"), onCompared(secured(verified, "k2"), "0000 1111 2222", 9000))).toEqual(["again", "verified"]);
    expect(kinds(secured(secured(OPEN, "k1"), "k2"))).toEqual(["secure"]);
  });

  it("goes on asking after yet another key, until it is compared", () => {
    const verified = onCompared(secured(OPEN, "k1"), "0000 1111 2222", 5000);
    expect(kinds(secured(secured(verified, "k2"), "k3"))).toEqual(["again"]);
  });

  it("tells a new device from the same page", () => {
    const once = onSecured(OPEN, agreed, "k1");
    expect(once.newDevice).toBe(false);
    expect(onSecured(once.lock, agreed, "k1").newDevice).toBe(false);
    expect(onSecured(once.lock, agreed, "k2").newDevice).toBe(true);
  });

  it("is not verified by a code that is no longer the one of these keys", () => {
    expect(kinds(onCompared(secured(OPEN, "k1"), "0000 1111 2223", 5000))).toEqual(["secure"]);
  });

  it("can't be verified where there is nothing to compare", () => {
    expect(kinds(onCompared(OPEN, "0000 1111 2222", 1), onCompared(onSecuring(secured(OPEN, "k1")), "0000 1111 2222", 1))).toEqual(["waiting", "securing"]);
  });

  it("that is broken stays broken, and keeps the case id of what it was", () => {
    const broken = onBroken(secured(OPEN, "k1"), "codesDiffer");
    expect(broken.state).toEqual({ kind: "broken", reason: "codesDiffer", caseId: "ab12" });
    expect(kinds(onSecuring(broken), onAlone(broken), secured(broken, "k1"), onCompared(broken, "0000 1111 2222", 1))).toEqual(
      Array.from({ length: 4 }, () => "broken"),
    );
  });
});
