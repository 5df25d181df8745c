import { type Cipher, TAG_BYTES } from "./cipher";
import { MAX_SHORT_HEADER, writeShortHeader } from "./header";

/// Owns a KID on the sending side, and its counter: there is one sender for a KID, whatever happens to transceivers,
/// transforms and peer connections. A CTR used twice would open both frames to whoever saw them.
export interface Sender {
  /// `clear` goes before the SFrame header as it is; `metadata` is authenticated and not sent. The CTR is taken, and
  /// all inputs are copied, before this returns. Null: no CTR is left.
  seal(clear: Uint8Array, metadata: Uint8Array, plaintext: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> | null;
}

export function createSender(cipher: Cipher, kid: number, maxMetadata: number, maxCtr: number): Sender {
  const aad = new Uint8Array(MAX_SHORT_HEADER + maxMetadata);
  let next = 0;
  return {
    seal: (clear, metadata, plaintext) => {
      if (next >= maxCtr) {
        return null;
      }
      const ctr = next++;
      const headerBytes = writeShortHeader(aad, 0, kid, ctr);
      aad.set(metadata, headerBytes);
      const start = clear.length + headerBytes;
      const out = new Uint8Array(start + plaintext.length + TAG_BYTES);
      out.set(clear);
      out.set(aad.subarray(0, headerBytes), clear.length);
      return cipher.encrypt(ctr, aad.subarray(0, headerBytes + metadata.length), plaintext).then((sealed) => {
        out.set(new Uint8Array(sealed), start);
        return out.buffer;
      });
    },
  };
}
