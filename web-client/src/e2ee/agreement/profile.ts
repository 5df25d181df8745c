import type { Capabilities, KeyPackage, LeafNode, Lifetime, RatchetTree, Welcome } from "ts-mls";
import { encode } from "ts-mls/codec/tlsEncoder.js";
import type { Decoder } from "ts-mls/codec/tlsDecoder.js";
import { decodeKeyPackage, keyPackageEncoder } from "ts-mls/keyPackage.js";
import { leafNodeEncoder } from "ts-mls/leafNode.js";
import { decodeWelcome, welcomeEncoder } from "ts-mls/welcome.js";
import { AgreementError } from "./agreement";
import { SUITE } from "./suite";

/// The frozen profile of MLS: what RFC 9420 leaves open has one value here, and anything else is refused.

export const CAPABILITIES: Capabilities = {
  versions: ["mls10"],
  ciphersuites: [SUITE],
  extensions: [],
  proposals: [],
  credentials: ["basic"],
};

/// RFC 9420 section 7.2 wants "a maximum total lifetime". Ours is the assertion's: at most ten minutes, and checked
/// against the issuer's time. A lifetime by the page's clock would shut out phones whose clock is wrong.
export const LIFETIME: Lifetime = { notBefore: 0n, notAfter: 9_223_372_036_854_775_807n };

const MAX_BYTES = 16_384;

export function require(holds: boolean, what: string): asserts holds {
  if (!holds) {
    throw new AgreementError(what);
  }
}

export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

export function readKeyPackage(bytes: Uint8Array): KeyPackage {
  const keyPackage = readWhole(bytes, decodeKeyPackage, encode(keyPackageEncoder));
  require(keyPackage.version === "mls10" && keyPackage.cipherSuite === SUITE, "another version or suite");
  require(keyPackage.extensions.length === 0, "key package with extensions");
  checkLeaf(keyPackage.leafNode);
  return keyPackage;
}

export function readWelcome(bytes: Uint8Array): Welcome {
  const welcome = readWhole(bytes, decodeWelcome, encode(welcomeEncoder));
  require(welcome.cipherSuite === SUITE, "another suite");
  require(welcome.secrets.length === 1, "welcome for more than one");
  return welcome;
}

/// Both leaves are as they were in the key packages: nobody ever updates one.
export function checkLeaf(leaf: LeafNode): void {
  require(leaf.leafNodeSource === "key_package", "leaf that was changed");
  require(leaf.extensions.length === 0, "leaf with extensions");
  require(leaf.credential.credentialType === "basic", "another kind of credential");
  require(sameNumbers(leaf.lifetime, LIFETIME), "another lifetime");
  require(JSON.stringify(leaf.capabilities) === JSON.stringify(CAPABILITIES), "other capabilities");
}

/// Exactly two leaves under a blank root: the instructor's, then the participant's.
export function twoLeaves(tree: RatchetTree): readonly [LeafNode, LeafNode] {
  const [instructor, root, participant, ...more] = tree;
  require(more.length === 0 && root === undefined, "a tree of another shape");
  require(instructor?.nodeType === "leaf" && participant?.nodeType === "leaf", "a tree without two leaves");
  checkLeaf(instructor.leaf);
  checkLeaf(participant.leaf);
  return [instructor.leaf, participant.leaf];
}

export function leavesEqual(a: LeafNode, b: LeafNode): boolean {
  const write = encode(leafNodeEncoder);
  return bytesEqual(write(a), write(b));
}

const sameNumbers = (a: Lifetime, b: Lifetime) => a.notBefore === b.notBefore && a.notAfter === b.notAfter;

/// All of the bytes, written in the one way there is.
function readWhole<T>(bytes: Uint8Array, decode: Decoder<T>, write: (value: T) => Uint8Array): T {
  require(bytes.length <= MAX_BYTES, "too long");
  const decoded = decode(bytes, 0);
  require(decoded?.[1] === bytes.length, "not readable");
  require(bytesEqual(write(decoded[0]), bytes), "written in another way");
  return decoded[0];
}
