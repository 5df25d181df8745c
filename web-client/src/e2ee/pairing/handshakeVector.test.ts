import { decodeKeyPackage } from "ts-mls/keyPackage.js";
import { describe, expect, it } from "vitest";
import vector from "../../../../protocol-fixtures/e2ee/pairing.json";
import { createAgreement, createSigner, type Group } from "../agreement";
import { toHello } from "../agreement/mls";
import { type Expected, thumbprint, verifyAssertion } from "../assertion";
import { caseIdOf, compareCodeOf } from "./compareCode";
import { type Handshake, readHandshake, writeHandshake } from "./handshake";
import { bytesOf, hexOf } from "./testWorld";
import { BASE_KEY_LABEL, commitmentOf, CONFIRM_LABEL, groupIdOf, macOf, transcriptHash } from "./transcript";
import { utf8 } from "../bytes";
import type { Role } from "./types";

/// One whole pairing as it went over the relay (protocol-fixtures/e2ee/pairing.json), gone through again as the
/// participant: who has the private keys of its key package gets every value that is written there.

const { subtle } = crypto;

function read<K extends Handshake["kind"]>(kind: K, text: string): Handshake & { readonly kind: K } {
  const message = readHandshake(Uint8Array.from([0, ...utf8(text)]));
  if (message?.kind !== kind) {
    throw new Error(`no ${kind}`);
  }
  return message as Handshake & { readonly kind: K };
}

const hello = read("hello", vector.hello);
const welcome = read("welcome", vector.welcome);
const confirms = {
  instructor: read("confirm", vector.confirm_instructor),
  participant: read("confirm", vector.confirm_participant),
};

async function isHeldBy(assertion: Uint8Array, signatureKey: Uint8Array, role: Role): Promise<boolean> {
  const expected: Expected = {
    issuer: vector.issuer,
    meetingId: vector.meeting,
    role,
    otherThanSub: role === "instructor" ? "ola" : "kari",
    jkt: await thumbprint(subtle, signatureKey),
  };
  const keys = { find: () => Promise.resolve({ kind: "key", jwk: vector.jwk } as const), nowMs: () => vector.now_s * 1000 };
  const verdict = await verifyAssertion(new TextDecoder().decode(assertion), expected, keys, subtle);
  return verdict.kind === "verified";
}

async function joinAgain(): Promise<{ group: Group; exported: (label: string, context: Uint8Array) => Promise<string> }> {
  const agreement = await createAgreement(subtle, await createSigner(subtle));
  const publicPackage = decodeKeyPackage(hello.keyPackage, 0)?.[0];
  if (!publicPackage) {
    throw new Error("no key package");
  }
  const own = toHello(publicPackage, {
    initPrivateKey: bytesOf(vector.init_private_key),
    hpkePrivateKey: bytesOf(vector.leaf_private_key),
    signaturePrivateKey: new Uint8Array(),
  });
  const group = await agreement.join(own, bytesOf(vector.group_id), welcome.welcome, (assertion, key) => isHeldBy(assertion, key, "instructor"));
  return { group, exported: async (label, context) => hexOf(await agreement.export(group, label, context, 32)) };
}

describe("the recorded pairing", () => {
  it("is written as this page would write it", () => {
    for (const [message, text] of [
      [hello, vector.hello],
      [welcome, vector.welcome],
      [confirms.participant, vector.confirm_participant],
      [confirms.instructor, vector.confirm_instructor],
    ] as const) {
      expect(new TextDecoder().decode(writeHandshake(message).subarray(1))).toBe(text);
    }
    expect([hello.p, welcome.p, confirms.participant.p, confirms.instructor.p].map(hexOf)).toEqual(Array(4).fill(vector.p));
    expect(welcome.generation).toBe(vector.generation);
    expect(hexOf(confirms.participant.nonce)).toBe(vector.participant_nonce);
    expect(hexOf(confirms.instructor.nonce)).toBe(vector.instructor_nonce);
  });

  it("has commitments that hold", async () => {
    const { participant_signature_key: ofB, instructor_signature_key: ofA } = vector;
    expect(await commitmentOf(subtle, "participant", bytesOf(ofB), confirms.participant.nonce)).toEqual(hello.commitment);
    expect(await commitmentOf(subtle, "instructor", bytesOf(ofA), confirms.instructor.nonce)).toEqual(welcome.commitment);
    expect(await thumbprint(subtle, bytesOf(ofA))).toBe(vector.instructor_jkt);
    expect(await thumbprint(subtle, bytesOf(ofB))).toBe(vector.participant_jkt);
  });

  it("gives these keys and this code", async () => {
    expect(hexOf(await groupIdOf(subtle, vector.meeting, hello.p))).toBe(vector.group_id);
    const { group, exported } = await joinAgain();
    expect(hexOf(group.peerSignatureKey)).toBe(vector.instructor_signature_key);
    expect(hexOf(group.epochAuthenticator)).toBe(vector.epoch_authenticator);
    const th = await transcriptHash(subtle, vector.meeting, utf8(vector.hello), utf8(vector.welcome), group.epochAuthenticator);
    expect(hexOf(th)).toBe(vector.th);
    expect(await exported(CONFIRM_LABEL, th)).toBe(vector.confirm_key);
    expect(await exported(BASE_KEY_LABEL, new Uint8Array())).toBe(vector.base_key);
    for (const role of ["instructor", "participant"] as const) {
      const { nonce, mac } = confirms[role];
      expect(await macOf(subtle, bytesOf(vector.confirm_key), role, nonce)).toEqual(mac);
    }
    const code = await compareCodeOf(subtle, confirms.instructor.nonce, confirms.participant.nonce, th);
    expect(code).toEqual({ emoji: vector.emoji, digits: vector.digits });
    expect(caseIdOf(hello.p)).toBe(vector.case_id);
  });

  it("is nobody else's: another group id, a changed welcome or a wiped group give nothing", async () => {
    const agreement = await createAgreement(subtle, await createSigner(subtle));
    const { group } = await joinAgain();
    group.wipe();
    await expect(agreement.export(group, CONFIRM_LABEL, new Uint8Array(), 32)).rejects.toThrow("wiped");
    expect(group.epochAuthenticator).toEqual(new Uint8Array(64));
  });
});
