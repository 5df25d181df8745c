import { createCipher } from "./cipher";
import { type Ctx, type MediaCtx, MEDIA, type MessageCtx, MESSAGES, kidOf, other, type SenderIndex } from "./kid";
import { deriveKidKeys, importBaseKey, SUITE } from "./keys";
import { metadataFor } from "./messages";
import { createReceiver, type Receiver } from "./receiver";
import { createReplayWindow, createStrictOrder } from "./replay";
import { createSender, type Sender } from "./sender";
import { LONGEST_PREFIX } from "./wrap";

/// What a finished key agreement hands over.
export interface PairingKeys {
  /// 32 bytes (RFC 9605 section 5.2), erased as soon as they are taken in.
  readonly baseKey: Uint8Array<ArrayBuffer>;
  /// 0 to 15.
  readonly generation: number;
  readonly ownIndex: SenderIndex;
  readonly meetingId: string;
  readonly pairingId: Uint8Array;
}

export interface MessageReceiver extends Receiver {
  /// How many messages were left out before the one opened last.
  readonly missed: number;
}

/// Everything that is kept for one pairing. Confined to the keyring.
export interface PairingState {
  readonly generation: number;
  readonly ownIndex: SenderIndex;
  readonly senders: Readonly<Record<Ctx, Sender>>;
  readonly receivers: Readonly<Record<MediaCtx, Receiver>>;
  readonly messageReceivers: Readonly<Record<MessageCtx, MessageReceiver>>;
  readonly metadata: Readonly<Record<MessageCtx, Uint8Array>>;
}

export interface Limits {
  /// Frames that may be sealed with one key.
  readonly maxCtr: number;
  /// Wrong tags under one key.
  readonly maxFailed: number;
}

/// 2^32 frames are 2.7 years of sound. After a million wrong tags a forger has had tries enough, though AES-GCM would
/// bear far more.
export const LIMITS: Limits = { maxCtr: 2 ** 32, maxFailed: 2 ** 20 };

/// All 24 keys and salts of a pairing, twelve of each. Erases the base key before it first waits.
export async function derivePairing(subtle: SubtleCrypto, keys: PairingKeys, limits: Limits): Promise<PairingState> {
  const { generation, ownIndex, meetingId, pairingId } = keys;
  const importing = importBaseKey(subtle, keys.baseKey);
  keys.baseKey.fill(0);
  const baseKey = await importing;

  const metadata = { 4: metadataFor(4, meetingId, pairingId), 5: metadataFor(5, meetingId, pairingId) };
  const maxMetadata = (ctx: Ctx) => (ctx === 4 || ctx === 5 ? metadata[ctx].length : LONGEST_PREFIX);
  const cipher = async (kid: number, usage: "encrypt" | "decrypt") =>
    createCipher(subtle, await deriveKidKeys(subtle, SUITE, baseKey, BigInt(kid), usage));

  const sender = async (ctx: Ctx) => {
    const kid = kidOf(ctx, ownIndex, generation);
    return [ctx, createSender(await cipher(kid, "encrypt"), kid, maxMetadata(ctx), limits.maxCtr)] as const;
  };
  const receiver = async (ctx: MediaCtx) => {
    const kid = kidOf(ctx, other(ownIndex), generation);
    return [ctx, createReceiver(await cipher(kid, "decrypt"), maxMetadata(ctx), createReplayWindow(), limits.maxFailed)] as const;
  };
  const messageReceiver = async (ctx: MessageCtx) => {
    const kid = kidOf(ctx, other(ownIndex), generation);
    const order = createStrictOrder();
    const plain = createReceiver(await cipher(kid, "decrypt"), maxMetadata(ctx), order, limits.maxFailed);
    return [ctx, ordered(plain, order)] as const;
  };

  const [senders, receivers, messageReceivers] = await Promise.all([
    Promise.all([...MEDIA, ...MESSAGES].map(sender)),
    Promise.all(MEDIA.map(receiver)),
    Promise.all(MESSAGES.map(messageReceiver)),
  ]);
  return {
    generation,
    ownIndex,
    senders: byCtx(senders),
    receivers: byCtx(receivers),
    messageReceivers: byCtx(messageReceivers),
    metadata,
  };
}

function ordered(receiver: Receiver, order: { readonly missed: number }): MessageReceiver {
  return {
    open: (header, metadata, sealed) => receiver.open(header, metadata, sealed),
    get spent() {
      return receiver.spent;
    },
    get missed() {
      return order.missed;
    },
  };
}

function byCtx<C extends Ctx, T>(entries: readonly (readonly [C, T])[]): Record<C, T> {
  return Object.fromEntries(entries) as Record<C, T>;
}
