import { concat, lengthPrefixed } from "../bytes";
import type { MessageCtx } from "./kid";

/// Messages of the relay, chat and control: padded, so that their length tells little, and bound to meeting and pairing.

/// A longer text shows as the next step. Smaller steps tell more, larger ones cost more.
export const STEP = 256;

/// Sealed, and with the byte that says what it is, this fits the 40,960 base64url characters that the relay takes.
export const MAX_MESSAGE = 119 * STEP;

const SPACE = 0x20;

const LABELS: Readonly<Record<MessageCtx, string>> = { 4: "chat", 5: "control" };

/// LP(label) || LP(meeting) || LP(pairing).
export function metadataFor(ctx: MessageCtx, meetingId: string, pairingId: Uint8Array): Uint8Array {
  return concat(lengthPrefixed(LABELS[ctx]), lengthPrefixed(meetingId), lengthPrefixed(pairingId));
}

/// The plaintext is JSON, which spaces at its end do not change; they stay when it is opened.
export function pad(plaintext: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.max(1, Math.ceil(plaintext.length / STEP)) * STEP).fill(SPACE);
  padded.set(plaintext);
  return padded;
}
