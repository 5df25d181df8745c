import { AgreementError, type Group, type Hello, type IsTrusted } from "../agreement";
import { type Claims, type IssuerKeys, thumbprint, verifyAssertion } from "../assertion";
import { type Bytes, equalInConstantTime } from "../bytes";
import { caseIdOf, compareCodeOf } from "./compareCode";
import type { OwnSide } from "./credentials";
import {
  type ConfirmMessage,
  HASH_BYTES,
  type HelloMessage,
  PAIRING_ID_BYTES,
  type WelcomeMessage,
  writeHandshake,
} from "./handshake";
import { BASE_KEY_LABEL, commitmentOf, CONFIRM_LABEL, groupIdOf, macOf, transcriptHash } from "./transcript";
import type { Identity } from "../../call/types";
import type { PairingDeps, Role, Secured } from "./types";

/// The steps of one pairing as functions: what goes in, what comes out, and no state of their own.

/// The issuer's keys can't be had just now, so nobody can be judged.
export class KeysUnavailable extends Error {}

export interface Context {
  readonly deps: PairingDeps;
  readonly keys: IssuerKeys;
  readonly own: OwnSide;
}

/// The participant's side between HELLO and WELCOME.
export interface Started {
  readonly p: Bytes;
  readonly nonce: Bytes;
  readonly hello: Hello;
  readonly sent: Bytes;
  readonly wipe: () => void;
}

/// Either side once the group is agreed on: what is left of it, and what the other is bound to.
export interface Agreed {
  readonly p: Bytes;
  readonly generation: number;
  readonly role: Role;
  readonly nonce: Bytes;
  readonly peer: Claims;
  readonly peerSignatureKey: Bytes;
  readonly peerCommitment: Bytes;
  readonly transcript: Bytes;
  readonly confirmKey: Bytes;
  readonly baseKey: Bytes;
  readonly wipe: () => void;
}

export const otherRole = (role: Role): Role => (role === "instructor" ? "participant" : "instructor");

function randomBytes({ deps }: Context, count: number): Bytes {
  const bytes = new Uint8Array(count);
  deps.random(bytes);
  return bytes;
}

const afterFirstByte = (data: Uint8Array): Bytes => data.slice(1);

export async function begin(context: Context, hello: Hello): Promise<{ readonly started: Started; readonly data: Bytes }> {
  const [p, nonce] = [randomBytes(context, PAIRING_ID_BYTES), randomBytes(context, HASH_BYTES)];
  const commitment = await ownCommitment(context, nonce);
  const data = writeHandshake({ kind: "hello", p, keyPackage: hello.keyPackage, commitment });
  const wipe = () => {
    hello.wipe();
    nonce.fill(0);
  };
  return { started: { p, nonce, hello, sent: afterFirstByte(data), wipe }, data };
}

export async function accept(
  context: Context,
  own: Hello,
  generation: number,
  message: HelloMessage,
  received: Uint8Array,
): Promise<{ readonly agreed: Agreed; readonly data: Bytes }> {
  const { p } = message;
  const nonce = randomBytes(context, HASH_BYTES);
  const trust = createTrust(context);
  const groupId = await groupIdOf(context.deps.subtle, context.deps.meetingId, p);
  const { group, welcome } = await context.own.agreement
    .accept(own, groupId, message.keyPackage, trust.isTrusted)
    .finally(() => own.wipe());
  const commitment = await ownCommitment(context, nonce);
  const data = writeHandshake({ kind: "welcome", p, generation, welcome, commitment });
  const agreed = await agree(context, group, {
    p,
    generation,
    nonce,
    peer: await trust.claimsOf(group),
    peerCommitment: message.commitment,
    helloBytes: afterFirstByte(received),
    welcomeBytes: afterFirstByte(data),
  });
  return { agreed, data };
}

export async function join(
  context: Context,
  started: Started,
  message: WelcomeMessage,
  received: Uint8Array,
): Promise<Agreed> {
  const trust = createTrust(context);
  const groupId = await groupIdOf(context.deps.subtle, context.deps.meetingId, started.p);
  const group = await context.own.agreement
    .join(started.hello, groupId, message.welcome, trust.isTrusted)
    .finally(() => started.hello.wipe());
  return agree(context, group, {
    p: started.p,
    generation: message.generation,
    nonce: started.nonce,
    peer: await trust.claimsOf(group),
    peerCommitment: message.commitment,
    helloBytes: started.sent,
    welcomeBytes: afterFirstByte(received),
  });
}

/// Shows the own nonce: only after the other is bound to everything.
export async function confirm({ deps }: Context, agreed: Agreed): Promise<Bytes> {
  const mac = await macOf(deps.subtle, agreed.confirmKey, agreed.role, agreed.nonce);
  return writeHandshake({ kind: "confirm", p: agreed.p, mac, nonce: agreed.nonce });
}

/// Does the other have the same group and transcript, and is this the nonce it bound itself to?
export async function isConfirmed({ deps }: Context, agreed: Agreed, message: ConfirmMessage): Promise<boolean> {
  const peerRole = otherRole(agreed.role);
  const mac = await macOf(deps.subtle, agreed.confirmKey, peerRole, message.nonce);
  const commitment = await commitmentOf(deps.subtle, peerRole, agreed.peerSignatureKey, message.nonce);
  const macFits = equalInConstantTime(mac, message.mac);
  const nonceFits = equalInConstantTime(commitment, agreed.peerCommitment);
  return macFits && nonceFits;
}

export async function toSecured({ deps, own }: Context, agreed: Agreed, peerNonce: Bytes): Promise<Secured> {
  const isInstructor = agreed.role === "instructor";
  const [instructorNonce, participantNonce] = isInstructor ? [agreed.nonce, peerNonce] : [peerNonce, agreed.nonce];
  return {
    keys: {
      baseKey: Uint8Array.from(agreed.baseKey),
      generation: agreed.generation,
      ownIndex: isInstructor ? 0 : 1,
      meetingId: deps.meetingId,
      pairingId: agreed.p,
    },
    own: identityOf(own.claims),
    peer: identityOf(agreed.peer),
    peerKey: agreed.peer.jkt,
    code: await compareCodeOf(deps.subtle, instructorNonce, participantNonce, agreed.transcript),
    caseId: caseIdOf(agreed.p),
  };
}

function identityOf({ name, role, iss, amr, authTime, idp, acr }: Claims): Identity {
  return {
    name,
    role,
    issuer: iss,
    methods: amr,
    ...(idp === null ? {} : { vouchedBy: idp }),
    ...(acr === null ? {} : { level: acr }),
    signedInAtMs: authTime === null ? null : authTime * 1000,
  };
}

const ownCommitment = ({ deps, own }: Context, nonce: Bytes): Promise<Bytes> =>
  commitmentOf(deps.subtle, own.claims.role, own.signatureKey, nonce);

interface Terms {
  readonly p: Bytes;
  readonly generation: number;
  readonly nonce: Bytes;
  readonly peer: Claims;
  readonly peerCommitment: Bytes;
  readonly helloBytes: Bytes;
  readonly welcomeBytes: Bytes;
}

/// Exports what is needed and lets go of the group.
async function agree({ deps, own }: Context, group: Group, terms: Terms): Promise<Agreed> {
  const { helloBytes, welcomeBytes, ...rest } = terms;
  const authenticator = group.epochAuthenticator;
  const transcript = await transcriptHash(deps.subtle, deps.meetingId, helloBytes, welcomeBytes, authenticator);
  const confirmKey = await own.agreement.export(group, CONFIRM_LABEL, transcript, HASH_BYTES);
  const baseKey = await own.agreement.export(group, BASE_KEY_LABEL, new Uint8Array(), HASH_BYTES);
  group.wipe();
  return {
    ...rest,
    role: own.claims.role,
    peerSignatureKey: group.peerSignatureKey,
    transcript,
    confirmKey,
    baseKey,
    wipe: () => [rest.nonce, confirmKey, baseKey].forEach((secret) => secret.fill(0)),
  };
}

/// Judges the other's assertion, and remembers what it said for the key that the group turned out to have.
function createTrust({ deps, keys, own }: Context) {
  const believed = new Map<string, Claims>();
  const isTrusted: IsTrusted = async (assertion, signatureKey) => {
    const jkt = await thumbprint(deps.subtle, signatureKey);
    const expected = {
      issuer: deps.issuer.issuer,
      meetingId: deps.meetingId,
      role: otherRole(own.claims.role),
      otherThanSub: own.claims.sub,
      jkt,
    };
    const verdict = await verifyAssertion(new TextDecoder().decode(assertion), expected, keys, deps.subtle);
    if (verdict.kind === "unavailable") {
      throw new KeysUnavailable();
    }
    if (verdict.kind === "verified") {
      believed.set(jkt, verdict.claims);
    }
    return verdict.kind === "verified";
  };
  const claimsOf = async (group: Group): Promise<Claims> => {
    const claims = believed.get(await thumbprint(deps.subtle, group.peerSignatureKey));
    if (!claims) {
      throw new AgreementError("nobody vouches for this key");
    }
    return claims;
  };
  return { isTrusted, claimsOf };
}
