import { type Cipher, TAG_BYTES } from "./cipher";
import type { DropReason } from "./drops";
import { MAX_SHORT_HEADER, type ShortHeader } from "./header";
import type { Seen } from "./replay";

/// Owns a KID on the receiving side: what was opened, and how often opening failed.
export interface Receiver {
  /// Too many wrong tags.
  readonly spent: boolean;
  /// `sealed` begins with the header that was read from it. Inputs are copied before this returns.
  open(header: ShortHeader, metadata: Uint8Array, sealed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer | DropReason>;
}

export function createReceiver(cipher: Cipher, maxMetadata: number, seen: Seen, maxFailed: number): Receiver {
  const aad = new Uint8Array(MAX_SHORT_HEADER + maxMetadata);
  let failed = 0;
  return {
    get spent() {
      return failed >= maxFailed;
    },
    open: async ({ ctr, length }, metadata, sealed) => {
      if (sealed.length < length + TAG_BYTES) {
        return "badFormat";
      }
      if (!seen.mayBeNew(ctr)) {
        return "replay";
      }
      if (failed >= maxFailed) {
        return "exhausted";
      }
      aad.set(sealed.subarray(0, length));
      aad.set(metadata, length);
      let plaintext: ArrayBuffer;
      try {
        plaintext = await cipher.decrypt(ctr, aad.subarray(0, length + metadata.length), sealed.subarray(length));
      } catch {
        failed++;
        return "badTag";
      }
      return seen.mark(ctr) ? plaintext : "replay";
    },
  };
}
