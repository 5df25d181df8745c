import type { KidKeys } from "./keys";

/// AES-GCM under one KID (RFC 9605 section 4.4.3). Confined to the worker.
///
/// Nonce and parameters are built once and used again: `encrypt` and `decrypt` of WebCrypto get a copy of the bytes
/// of data, iv and additionalData before they return their promise (Web Cryptography API 14.3.1 and 18.4.4), which
/// `cipher.test.ts` and the benchmark check in each engine.
export interface Cipher {
  encrypt(ctr: number, aad: Uint8Array<ArrayBuffer>, plaintext: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  /// Rejects when the tag is wrong.
  decrypt(ctr: number, aad: Uint8Array<ArrayBuffer>, sealed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

export const TAG_BYTES = 16;

export function createCipher(subtle: SubtleCrypto, { key, salt }: KidKeys): Cipher {
  const nonce = new Uint8Array(salt);
  const nonceView = new DataView(nonce.buffer);
  const saltView = new DataView(salt.buffer, salt.byteOffset, salt.byteLength);
  const saltHigh = saltView.getUint32(4);
  const saltLow = saltView.getUint32(8);
  const parameters = { name: "AES-GCM", iv: nonce, additionalData: nonce, tagLength: 8 * TAG_BYTES };

  function use(ctr: number, aad: Uint8Array<ArrayBuffer>): typeof parameters {
    nonceView.setUint32(4, saltHigh ^ Math.floor(ctr / 0x1_0000_0000));
    nonceView.setUint32(8, saltLow ^ ctr);
    parameters.additionalData = aad;
    return parameters;
  }

  return {
    encrypt: (ctr, aad, plaintext) => subtle.encrypt(use(ctr, aad), key, plaintext),
    decrypt: (ctr, aad, sealed) => subtle.decrypt(use(ctr, aad), key, sealed),
  };
}
