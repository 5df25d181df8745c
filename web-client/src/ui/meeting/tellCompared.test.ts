import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import type { LockState } from "../../call";
import { tellCompared } from "./tellCompared";

const person = { name: "Ola", role: "participant", issuer: "https://id.example/", methods: [], signedInAtMs: null } as const;
const code = { emoji: [1, 2, 3, 4, 5, 6, 7], digits: "1" };
const secure: LockState = { kind: "secure", own: person, peer: person, code, caseId: "c" };
const verified: LockState = { ...secure, kind: "verified", comparedAtMs: 1 };
const differ: LockState = { kind: "broken", reason: "codesDiffer", caseId: "c" };

function told(...states: readonly LockState[]): readonly boolean[] {
  const lock = signal<LockState>({ kind: "waiting" });
  const said: boolean[] = [];
  const stop = tellCompared({ lock }, "m1", {
    compared: (_id, same) => {
      said.push(same);
      return Promise.resolve({ kind: "ok", value: null });
    },
  });
  for (const state of states) lock.value = state;
  stop();
  lock.value = differ;
  return said;
}

describe("core is told of the comparison", () => {
  it("AD-10: once, and how it came out", () => {
    expect(told(secure)).toEqual([]);
    expect(told(secure, verified, { ...verified, comparedAtMs: 2 })).toEqual([true]);
    expect(told(secure, differ)).toEqual([false]);
  });

  it("not when the call stopped for another reason", () => {
    expect(told(secure, { kind: "broken", reason: "otherSawCodesDiffer", caseId: "c" })).toEqual([]);
  });
});
