import type { CiphersuiteImpl, ClientConfig, ClientState, KeyPackage, PrivateKeyPackage } from "ts-mls";
import { defaultClientConfig } from "ts-mls/clientConfig.js";
import { createGroup, joinGroupWithExtensions } from "ts-mls/clientState.js";
import { encode } from "ts-mls/codec/tlsEncoder.js";
import { createCommit } from "ts-mls/createCommit.js";
import { generateKeyPackageWithKey, keyPackageEncoder } from "ts-mls/keyPackage.js";
import { mlsExporter } from "ts-mls/keySchedule.js";
import { emptyPskIndex } from "ts-mls/pskIndex.js";
import { allSecretTreeValues } from "ts-mls/secretTree.js";
import { welcomeEncoder } from "ts-mls/welcome.js";
import { type Accepted, type Agreement, AgreementError, type Group, type Hello, type IsTrusted } from "./agreement";
import { bytesEqual, CAPABILITIES, leavesEqual, LIFETIME, readKeyPackage, readWelcome, require, twoLeaves } from "./profile";
import type { Signer } from "./signer";
import { createSuite, NO_KEY, SUITE } from "./suite";

/// The agreement by MLS (RFC 9420): a fresh group for every pairing, one Add, never another Commit.

interface MlsHello extends Hello {
  readonly publicPackage: KeyPackage;
  readonly privatePackage: PrivateKeyPackage;
}

const exporterSecrets = new WeakMap<Group, Uint8Array>();
const hellos = new WeakMap<Hello, MlsHello>();

export async function createAgreement(subtle: SubtleCrypto, signer: Signer): Promise<Agreement> {
  const suite = await createSuite(subtle, signer);
  const signatureKeyPair = { signKey: NO_KEY, publicKey: signer.publicKey };
  return {
    hello: async (assertion) => {
      const credential = { credentialType: "basic", identity: assertion } as const;
      const { publicPackage, privatePackage } = await generateKeyPackageWithKey(
        credential,
        CAPABILITIES,
        LIFETIME,
        [],
        signatureKeyPair,
        suite,
      );
      return toHello(publicPackage, privatePackage);
    },
    accept: (own, groupId, keyPackage, isTrusted) =>
      asAgreementError((keep) => accept(suite, mlsHello(own), groupId, keyPackage, keep(isTrusted))),
    join: (own, groupId, welcome, isTrusted) =>
      asAgreementError((keep) => join(suite, mlsHello(own), groupId, welcome, keep(isTrusted))),
    export: async (group, label, context, length) => {
      const secret = exporterSecrets.get(group);
      if (!secret) {
        throw new Error("this group was wiped");
      }
      return Uint8Array.from(await mlsExporter(secret, label, context, length, suite));
    },
  };
}

/// For vectors too: what `hello` made, with its private keys.
export function toHello(publicPackage: KeyPackage, privatePackage: PrivateKeyPackage): Hello {
  const hello: MlsHello = {
    publicPackage,
    privatePackage,
    keyPackage: Uint8Array.from(encode(keyPackageEncoder)(publicPackage)),
    wipe: () => {
      privatePackage.initPrivateKey.fill(0);
      privatePackage.hpkePrivateKey.fill(0);
      hellos.delete(hello);
    },
  };
  hellos.set(hello, hello);
  return hello;
}

async function accept(
  suite: CiphersuiteImpl,
  own: MlsHello,
  groupId: Uint8Array,
  keyPackageBytes: Uint8Array,
  isTrusted: IsTrusted,
): Promise<Accepted> {
  const keyPackage = readKeyPackage(keyPackageBytes);
  const config = configFor(own.publicPackage, isTrusted);
  const alone = await createGroup(groupId, own.publicPackage, own.privatePackage, [], suite, config);
  const { newState, welcome, consumed } = await createCommit(
    { state: alone, cipherSuite: suite, pskIndex: emptyPskIndex },
    { extraProposals: [{ proposalType: "add", add: { keyPackage } }], ratchetTreeExtension: true, wireAsPublicMessage: true },
  );
  wipeState(alone);
  consumed.forEach((bytes) => bytes.fill(0));
  require(welcome !== undefined, "no welcome was made");
  const [instructor, participant] = checkGroup(newState, groupId);
  require(leavesEqual(instructor, own.publicPackage.leafNode), "the first leaf is not ours");
  require(leavesEqual(participant, keyPackage.leafNode), "the second leaf is not theirs");
  return { group: toGroup(newState, participant.signaturePublicKey), welcome: Uint8Array.from(encode(welcomeEncoder)(welcome)) };
}

async function join(
  suite: CiphersuiteImpl,
  own: MlsHello,
  groupId: Uint8Array,
  welcomeBytes: Uint8Array,
  isTrusted: IsTrusted,
): Promise<Group> {
  const welcome = readWelcome(welcomeBytes);
  const config = configFor(own.publicPackage, isTrusted);
  const { publicPackage, privatePackage } = own;
  const [state, infoExtensions] = await joinGroupWithExtensions(
    welcome,
    publicPackage,
    privatePackage,
    emptyPskIndex,
    suite,
    undefined,
    undefined,
    config,
  );
  const [extension, ...more] = infoExtensions;
  require(extension?.extensionType === "ratchet_tree" && more.length === 0, "other extensions than the tree");
  const [instructor, participant] = checkGroup(state, groupId);
  require(leavesEqual(participant, publicPackage.leafNode), "the second leaf is not ours");
  require(!bytesEqual(instructor.signaturePublicKey, participant.signaturePublicKey), "both leaves have one key");
  return toGroup(state, instructor.signaturePublicKey);
}

function checkGroup(state: ClientState, groupId: Uint8Array) {
  const { groupContext } = state;
  require(groupContext.version === "mls10" && groupContext.cipherSuite === SUITE, "another version or suite");
  require(bytesEqual(groupContext.groupId, groupId), "another group");
  require(groupContext.epoch === 1n, "another epoch");
  require(groupContext.extensions.length === 0, "a group with extensions");
  return twoLeaves(state.ratchetTree);
}

/// The library asks this of every leaf: own bytes are own bytes, anything else has to be the other's.
function configFor(own: KeyPackage, isTrusted: IsTrusted): ClientConfig {
  return {
    ...defaultClientConfig,
    authService: {
      validateCredential: async (credential, signatureKey) => {
        if (credential.credentialType !== "basic" || own.leafNode.credential.credentialType !== "basic") {
          return false;
        }
        const ownKey = bytesEqual(signatureKey, own.leafNode.signaturePublicKey);
        const ownAssertion = bytesEqual(credential.identity, own.leafNode.credential.identity);
        return ownKey || ownAssertion ? ownKey && ownAssertion : isTrusted(credential.identity, signatureKey);
      },
    },
  };
}

/// Keeps the exporter's secret and the authenticator, and wipes everything else there is.
function toGroup(state: ClientState, peerSignatureKey: Uint8Array): Group {
  const exporterSecret = Uint8Array.from(state.keySchedule.exporterSecret);
  const epochAuthenticator = Uint8Array.from(state.keySchedule.epochAuthenticator);
  wipeState(state);
  const group: Group = {
    peerSignatureKey: Uint8Array.from(peerSignatureKey),
    epochAuthenticator,
    wipe: () => {
      exporterSecret.fill(0);
      epochAuthenticator.fill(0);
      exporterSecrets.delete(group);
    },
  };
  exporterSecrets.set(group, exporterSecret);
  return group;
}

function wipeState({ keySchedule, secretTree, privatePath }: ClientState): void {
  Object.values(keySchedule).forEach((secret: Uint8Array) => secret.fill(0));
  allSecretTreeValues(secretTree).forEach((secret) => secret.fill(0));
  Object.values(privatePath.privateKeys).forEach((secret) => secret.fill(0));
}

function mlsHello(hello: Hello): MlsHello {
  const found = hellos.get(hello);
  if (!found) {
    throw new Error("this hello was wiped");
  }
  return found;
}

/// What the library throws is made ours, without its words; what the caller's own check throws stays what it is.
async function asAgreementError<T>(work: (keep: (isTrusted: IsTrusted) => IsTrusted) => Promise<T>): Promise<T> {
  let own: { readonly error: unknown } | null = null;
  const keep =
    (isTrusted: IsTrusted): IsTrusted =>
    (...about) =>
      isTrusted(...about).catch((error: unknown) => {
        own = { error };
        throw error;
      });
  try {
    return await work(keep);
  } catch (error) {
    if (own) {
      throw (own as { readonly error: unknown }).error;
    }
    throw error instanceof AgreementError ? error : new AgreementError("refused by MLS");
  }
}
