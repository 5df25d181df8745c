import type { Capabilities, KeyPackage, Lifetime } from "ts-mls";
import { defaultClientConfig } from "ts-mls/clientConfig.js";
import { type ClientState, createGroup } from "ts-mls/clientState.js";
import { encode } from "ts-mls/codec/tlsEncoder.js";
import { createCommit } from "ts-mls/createCommit.js";
import type { Extension } from "ts-mls/extension.js";
import { decodeKeyPackage, generateKeyPackageWithKey, keyPackageEncoder } from "ts-mls/keyPackage.js";
import { emptyPskIndex } from "ts-mls/pskIndex.js";
import { welcomeEncoder } from "ts-mls/welcome.js";
import { beforeAll, describe, expect, it } from "vitest";
import { type Agreement, AgreementError, type IsTrusted } from "./agreement";
import { createAgreement } from "./mls";
import { bytesEqual, CAPABILITIES, LIFETIME } from "./profile";
import { createSigner, type Signer } from "./signer";
import { createSuite, NO_KEY } from "./suite";

/// One Add and two leaves, or nothing: every other group that MLS itself would allow is refused.

const { subtle } = crypto;
const utf8 = (text: string) => new TextEncoder().encode(text);
const GROUP = new Uint8Array(32).fill(7);
const everybody: IsTrusted = () => Promise.resolve(true);

let signers: { a: Signer; b: Signer };
let a: Agreement;
let b: Agreement;
beforeAll(async () => {
  signers = { a: await createSigner(subtle), b: await createSigner(subtle) };
  [a, b] = [await createAgreement(subtle, signers.a), await createAgreement(subtle, signers.b)];
});

const helloOfA = () => a.hello(utf8("assertion of A"));
const helloOfB = () => b.hello(utf8("assertion of B"));

interface Odd {
  readonly capabilities?: Capabilities;
  readonly lifetime?: Lifetime;
  readonly extensions?: Extension[];
  readonly leafExtensions?: Extension[];
}

/// A key package that MLS allows and the profile does not.
async function oddPackage(odd: Odd, signer = signers.b) {
  const suite = await createSuite(subtle, signer);
  return generateKeyPackageWithKey(
    { credentialType: "basic", identity: utf8(`assertion of ${signer === signers.b ? "B" : "A"}`) },
    odd.capabilities ?? CAPABILITIES,
    odd.lifetime ?? LIFETIME,
    odd.extensions ?? [],
    { signKey: NO_KEY, publicKey: signer.publicKey },
    suite,
    odd.leafExtensions ?? [],
  );
}

const toBytes = (keyPackage: KeyPackage) => encode(keyPackageEncoder)(keyPackage);
const withExtension: Capabilities = { ...CAPABILITIES, extensions: [0xf000] };
const extension: Extension = { extensionType: 0xf000, extensionData: utf8("x") };

describe("an agreement", () => {
  it("gives both the same secrets, and each the other's key", async () => {
    const [ofA, ofB] = [await helloOfA(), await helloOfB()];
    const { group, welcome } = await a.accept(ofA, GROUP, ofB.keyPackage, everybody);
    const joined = await b.join(ofB, GROUP, welcome, everybody);
    expect(group.epochAuthenticator).toEqual(joined.epochAuthenticator);
    expect(group.peerSignatureKey).toEqual(signers.b.publicKey);
    expect(joined.peerSignatureKey).toEqual(signers.a.publicKey);
    const secret = await a.export(group, "label", utf8("context"), 32);
    expect(await b.export(joined, "label", utf8("context"), 32)).toEqual(secret);
    expect(await b.export(joined, "label", utf8("other"), 32)).not.toEqual(secret);
    expect(await b.export(joined, "lebal", utf8("context"), 32)).not.toEqual(secret);
  });

  it("asks about the other's credential and never about the own", async () => {
    const asked: string[] = [];
    const ask: IsTrusted = (assertion) => {
      asked.push(new TextDecoder().decode(assertion));
      return Promise.resolve(true);
    };
    const ofB = await helloOfB();
    const { welcome } = await a.accept(await helloOfA(), GROUP, ofB.keyPackage, ask);
    expect(new Set(asked.splice(0))).toEqual(new Set(["assertion of B"]));
    await b.join(ofB, GROUP, welcome, ask);
    expect(new Set(asked)).toEqual(new Set(["assertion of A"]));
  });

  it("fails on both sides when the other is not trusted", async () => {
    const nobody: IsTrusted = () => Promise.resolve(false);
    const ofB = await helloOfB();
    await expect(a.accept(await helloOfA(), GROUP, ofB.keyPackage, nobody)).rejects.toThrow(AgreementError);
    const { welcome } = await a.accept(await helloOfA(), GROUP, ofB.keyPackage, everybody);
    await expect(b.join(ofB, GROUP, welcome, nobody)).rejects.toThrow(AgreementError);
  });

  it("lets through what the check itself throws: that is no fault of the other's", async () => {
    const trouble = new Error("no network");
    const failing: IsTrusted = () => Promise.reject(trouble);
    const ofB = await helloOfB();
    await expect(a.accept(await helloOfA(), GROUP, ofB.keyPackage, failing)).rejects.toBe(trouble);
    const { welcome } = await a.accept(await helloOfA(), GROUP, ofB.keyPackage, everybody);
    await expect(b.join(ofB, GROUP, welcome, failing)).rejects.toBe(trouble);
  });

  it("takes every hello once: what was wiped is gone", async () => {
    const [ofA, ofB] = [await helloOfA(), await helloOfB()];
    const { welcome } = await a.accept(ofA, GROUP, ofB.keyPackage, everybody);
    ofB.wipe();
    await expect(b.join(ofB, GROUP, welcome, everybody)).rejects.toThrow();
  });
});

describe("a key package is refused", () => {
  it.each<[string, Odd]>([
    ["with other capabilities", { capabilities: { ...CAPABILITIES, credentials: ["basic", "x509"] } }],
    ["with a lifetime of its own", { lifetime: { notBefore: 0n, notAfter: 4_000_000_000n } }],
    ["with extensions", { capabilities: withExtension, extensions: [extension] }],
    ["with extensions in its leaf", { capabilities: withExtension, leafExtensions: [extension] }],
  ])("%s", async (_, odd) => {
    const { publicPackage } = await oddPackage(odd);
    await expect(a.accept(await helloOfA(), GROUP, toBytes(publicPackage), everybody)).rejects.toThrow(AgreementError);
  });

  it("of another suite", async () => {
    const bytes = (await helloOfB()).keyPackage;
    // RFC 9420 section 10: version, then suite.
    bytes[3] = 1;
    await expect(a.accept(await helloOfA(), GROUP, bytes, everybody)).rejects.toThrow("another version or suite");
  });

  it("that is the own one", async () => {
    const own = await helloOfA();
    await expect(a.accept(own, GROUP, own.keyPackage, everybody)).rejects.toThrow(AgreementError);
  });

  it("with the own credential under another key", async () => {
    const stolen = await b.hello(utf8("assertion of A"));
    await expect(a.accept(await helloOfA(), GROUP, stolen.keyPackage, everybody)).rejects.toThrow(AgreementError);
  });

  it("with anything after its end", async () => {
    const longer = Uint8Array.from([...(await helloOfB()).keyPackage, 0]);
    await expect(a.accept(await helloOfA(), GROUP, longer, everybody)).rejects.toThrow("not readable");
  });

  it.each([0, 4, 100, 1230, 2500, -70, -1])("with one bit changed at %i", async (place) => {
    const bytes = (await helloOfB()).keyPackage;
    const at = place < 0 ? bytes.length + place : place;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await expect(a.accept(await helloOfA(), GROUP, bytes, everybody)).rejects.toThrow(AgreementError);
  });

  it.each([new Uint8Array(), new Uint8Array(17_000), utf8("what?")])("that is none", async (bytes) => {
    await expect(a.accept(await helloOfA(), GROUP, bytes, everybody)).rejects.toThrow(AgreementError);
  });
});

/// The instructor's side as MLS would let it be; the participant must refuse what is not the profile.
async function oddWelcome(
  keyPackage: Uint8Array,
  options: { groupId?: Uint8Array; more?: boolean; early?: boolean; groupExtensions?: Extension[]; infoExtensions?: Extension[] },
): Promise<Uint8Array> {
  const suite = await createSuite(subtle, signers.a);
  const own = await oddPackage({ capabilities: options.groupExtensions ? withExtension : CAPABILITIES }, signers.a);
  const read = decodeKeyPackage(keyPackage, 0)?.[0];
  if (!read) {
    throw new Error("no key package");
  }
  const extensions = options.groupExtensions ?? [];
  let state: ClientState = await createGroup(options.groupId ?? GROUP, own.publicPackage, own.privatePackage, extensions, suite, defaultClientConfig);
  if (options.early) {
    state = (await createCommit({ state, cipherSuite: suite, pskIndex: emptyPskIndex })).newState;
  }
  const third = await oddPackage({}, await createSigner(subtle));
  const packages = options.more ? [read, third.publicPackage] : [read];
  const { welcome } = await createCommit(
    { state, cipherSuite: suite, pskIndex: emptyPskIndex },
    {
      extraProposals: packages.map((one) => ({ proposalType: "add", add: { keyPackage: one } })),
      ratchetTreeExtension: true,
      groupInfoExtensions: options.infoExtensions ?? [],
    },
  );
  if (!welcome) {
    throw new Error("no welcome");
  }
  return encode(welcomeEncoder)({ ...welcome, secrets: welcome.secrets.slice(0, 1) });
}

describe("a welcome is refused", () => {
  it("not when it is right: this test's instructor makes no other mistake", async () => {
    const ofB = await helloOfB();
    const group = await b.join(ofB, GROUP, await oddWelcome(ofB.keyPackage, {}), everybody);
    expect(bytesEqual(group.peerSignatureKey, signers.a.publicKey)).toBe(true);
  });

  it.each<[string, Parameters<typeof oddWelcome>[1], string]>([
    ["to another group", { groupId: new Uint8Array(32) }, "another group"],
    ["to a group with a third one in it", { more: true }, "a tree of another shape"],
    ["to a later epoch", { early: true }, "another epoch"],
    ["with extensions beside the tree", { infoExtensions: [extension] }, "other extensions than the tree"],
  ])("%s", async (_, options, why) => {
    const ofB = await helloOfB();
    const welcome = await oddWelcome(ofB.keyPackage, options);
    await expect(b.join(ofB, GROUP, welcome, everybody)).rejects.toThrow(why);
  });

  it("to a group with extensions of its own", async () => {
    const ofB = await helloOfB();
    const required: Extension = { extensionType: "required_capabilities", extensionData: Uint8Array.of(0, 0, 0) };
    const welcome = await oddWelcome(ofB.keyPackage, { groupExtensions: [required] });
    await expect(b.join(ofB, GROUP, welcome, everybody)).rejects.toThrow("a group with extensions");
  });

  it("for another key package", async () => {
    const welcome = await oddWelcome((await helloOfB()).keyPackage, {});
    await expect(b.join(await helloOfB(), GROUP, welcome, everybody)).rejects.toThrow(AgreementError);
  });

  it.each([0, 1, 40, 1200, 1300, 3000, -1])("with one bit changed at %i", async (place) => {
    const ofB = await helloOfB();
    const welcome = await oddWelcome(ofB.keyPackage, {});
    const at = place < 0 ? welcome.length + place : place;
    welcome[at] = (welcome[at] ?? 0) ^ 1;
    await expect(b.join(ofB, GROUP, welcome, everybody)).rejects.toThrow(AgreementError);
  });
});
