import { Aes256Gcm, CipherSuite, HkdfSha512 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import type { CiphersuiteImpl, CiphersuiteName } from "ts-mls";
import { makeHashImpl } from "ts-mls/crypto/implementation/default/makeHashImpl.js";
import { makeKdfImpl } from "ts-mls/crypto/implementation/default/makeKdfImpl.js";
import { makeGenericHpke } from "ts-mls/crypto/implementation/hpke.js";
import type { Signer } from "./signer";

/// The one cipher suite. Put together by hand, so that no other's code comes along and no key is ever a parameter:
/// signing is done by the page's own signer.

export const SUITE: CiphersuiteName = "MLS_256_XWING_AES256GCM_SHA512_Ed25519";

/// Where the library wants a private signature key: the signer has it.
export const NO_KEY = new Uint8Array();

export async function createSuite(subtle: SubtleCrypto, signer: Signer): Promise<CiphersuiteImpl> {
  const hpke = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha512(), aead: new Aes256Gcm() });
  const aead = {
    encrypt: aesGcm(subtle, "encrypt"),
    decrypt: aesGcm(subtle, "decrypt"),
  };
  return {
    name: SUITE,
    hash: makeHashImpl(subtle, "SHA-512"),
    kdf: makeKdfImpl(new HkdfSha512()),
    hpke: await makeGenericHpke({ kem: "X-Wing", kdf: "HKDF-SHA512", aead: "AES256GCM" }, aead, hpke),
    rng: { randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)) },
    signature: {
      sign: (_key, message) => signer.sign(message),
      verify: async (publicKey, message, signature) => {
        const key = await subtle.importKey("raw", Uint8Array.from(publicKey), "Ed25519", false, ["verify"]);
        return subtle.verify("Ed25519", key, Uint8Array.from(signature), Uint8Array.from(message));
      },
      keygen: () => Promise.reject(new Error("the signer has the key")),
    },
  };
}

function aesGcm(subtle: SubtleCrypto, use: "encrypt" | "decrypt") {
  return async (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, text: Uint8Array): Promise<Uint8Array> => {
    const imported = await subtle.importKey("raw", Uint8Array.from(key), "AES-GCM", false, [use]);
    const parameters = { name: "AES-GCM", iv: Uint8Array.from(nonce), additionalData: Uint8Array.from(aad) };
    return new Uint8Array(await subtle[use](parameters, imported, Uint8Array.from(text)));
  };
}
