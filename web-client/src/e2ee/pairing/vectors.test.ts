import { describe, expect, it } from "vitest";
import vectors from "../../../../protocol-fixtures/e2ee/sas.json";
import { utf8 } from "../bytes";
import { caseIdOf, compareCodeOf, toCompareCode } from "./compareCode";
import { commitmentOf, groupIdOf, macOf, transcriptHash } from "./transcript";
import { bytesOf, hexOf } from "./testWorld";
import type { Role } from "./types";

/// What both sides compute, against vectors that a second implementation can use (protocol-fixtures/e2ee).

const { subtle } = crypto;
const roleOf = (text: string): Role => (text === "instructor" ? "instructor" : "participant");

describe("the compare code", () => {
  it.each(vectors.sas)("for th $th", async ({ nonce_a, nonce_b, th, emoji, digits }) => {
    expect(await compareCodeOf(subtle, bytesOf(nonce_a), bytesOf(nonce_b), bytesOf(th))).toEqual({ emoji, digits });
  });

  it.each(vectors.codes)("of the bits $sas", ({ sas, emoji, digits }) => {
    expect(toCompareCode(BigInt(`0x${sas}`))).toEqual({ emoji, digits });
  });

  it("is another when any input is", async () => {
    const [{ nonce_a, nonce_b, th, digits }] = vectors.sas as [(typeof vectors.sas)[number]];
    const [a, b, t] = [bytesOf(nonce_a), bytesOf(nonce_b), bytesOf(th)];
    const changed = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array.from(bytes, (byte, index) => (index === 31 ? byte ^ 1 : byte));
    for (const inputs of [[changed(a), b, t], [a, changed(b), t], [a, b, changed(t)], [b, a, t]] as const) {
      expect((await compareCodeOf(subtle, ...inputs)).digits).not.toBe(digits);
    }
  });
});

describe("the commitment", () => {
  it.each(vectors.commitments)("of the $role", async ({ role, signature_key, nonce, commitment }) => {
    expect(hexOf(await commitmentOf(subtle, roleOf(role), bytesOf(signature_key), bytesOf(nonce)))).toBe(commitment);
  });

  it("of the same nonce is another for another role or key", async () => {
    const of = async (role: Role, key: number) =>
      hexOf(await commitmentOf(subtle, role, new Uint8Array(32).fill(key), new Uint8Array(32)));
    const all = [await of("instructor", 1), await of("participant", 1), await of("instructor", 2), await of("participant", 2)];
    expect(new Set(all).size).toBe(4);
  });
});

describe("the group id", () => {
  it.each(vectors.group_ids)("of $meeting", async ({ meeting, p, group_id }) => {
    expect(hexOf(await groupIdOf(subtle, meeting, bytesOf(p)))).toBe(group_id);
  });
});

describe("the transcript hash", () => {
  it.each(vectors.transcripts)("of $meeting", async ({ meeting, hello, welcome, epoch_authenticator, th }) => {
    const hash = await transcriptHash(subtle, meeting, utf8(hello), utf8(welcome), bytesOf(epoch_authenticator));
    expect(hexOf(hash)).toBe(th);
  });

  it("knows where one part ends and the next begins", async () => {
    const none = new Uint8Array();
    const one = await transcriptHash(subtle, "m", utf8("ab"), utf8("c"), none);
    const other = await transcriptHash(subtle, "m", utf8("a"), utf8("bc"), none);
    expect(hexOf(one)).not.toBe(hexOf(other));
  });
});

describe("the confirmation", () => {
  it.each(vectors.macs)("of the $role", async ({ confirm_key, role, nonce, mac }) => {
    expect(hexOf(await macOf(subtle, bytesOf(confirm_key), roleOf(role), bytesOf(nonce)))).toBe(mac);
  });
});

describe("the case id", () => {
  it.each(vectors.case_ids)("of $p", ({ p, case_id }) => {
    expect(caseIdOf(bytesOf(p))).toBe(case_id);
  });
});
