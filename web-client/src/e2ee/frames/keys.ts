/// Keys for one KID (RFC 9605 section 4.4.2). The AES key can't be read back, not even by this worker.

export interface Suite {
  readonly id: number;
  readonly hash: "SHA-256" | "SHA-512";
  readonly keyBits: 128 | 256;
}

/// AES_256_GCM_SHA512_128, the only one: no negotiation, so nothing to negotiate down.
export const SUITE: Suite = { id: 0x0005, hash: "SHA-512", keyBits: 256 };

const SALT_BITS = 96;
const EMPTY = new Uint8Array(0);

export interface KidKeys {
  readonly key: CryptoKey;
  readonly salt: Uint8Array<ArrayBuffer>;
}

/// WebCrypto has copied the bytes when this returns its promise, so the caller may erase them at once.
export function importBaseKey(subtle: SubtleCrypto, baseKey: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return subtle.importKey("raw", baseKey, "HKDF", false, ["deriveKey", "deriveBits"]);
}

/// HKDF with an empty salt: extract and expand in one call.
export async function deriveKidKeys(
  subtle: SubtleCrypto,
  suite: Suite,
  baseKey: CryptoKey,
  kid: bigint,
  usage: "encrypt" | "decrypt",
): Promise<KidKeys> {
  const hkdf = (label: string) => ({ name: "HKDF", hash: suite.hash, salt: EMPTY, info: info(label, kid, suite.id) });
  const [key, salt] = await Promise.all([
    subtle.deriveKey(hkdf("SFrame 1.0 Secret key "), baseKey, { name: "AES-GCM", length: suite.keyBits }, false, [usage]),
    subtle.deriveBits(hkdf("SFrame 1.0 Secret salt "), baseKey, SALT_BITS),
  ]);
  return { key, salt: new Uint8Array(salt) };
}

function info(label: string, kid: bigint, suiteId: number): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(label);
  const bytes = new Uint8Array(text.length + 10);
  bytes.set(text);
  const view = new DataView(bytes.buffer, text.length);
  view.setBigUint64(0, kid);
  view.setUint16(8, suiteId);
  return bytes;
}
