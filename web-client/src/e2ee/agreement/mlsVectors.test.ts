import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemP521HkdfSha512, DhkemX25519HkdfSha256, HkdfSha256, HkdfSha512 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { decryptWithLabel } from "ts-mls/crypto/hpke.js";
import { determineLength, lengthEncoder } from "ts-mls/codec/variableLength.js";
import { makeHashImpl } from "ts-mls/crypto/implementation/default/makeHashImpl.js";
import { makeKdfImpl } from "ts-mls/crypto/implementation/default/makeKdfImpl.js";
import { makeGenericHpke } from "ts-mls/crypto/implementation/hpke.js";
import { deriveSecret, deriveTreeSecret, expandWithLabel } from "ts-mls/crypto/kdf.js";
import { joinGroup, makePskIndex } from "ts-mls/clientState.js";
import { bytesToBase64 } from "ts-mls/util/byteArray.js";
import { decodeMlsMessage } from "ts-mls/message.js";
import { refhash } from "ts-mls/crypto/hash.js";
import { decodeGroupContext, extractJoinerSecret } from "ts-mls/groupContext.js";
import { extractWelcomeSecret } from "ts-mls/groupInfo.js";
import { deriveKeySchedule, mlsExporter } from "ts-mls/keySchedule.js";
import { verifyWithLabel } from "ts-mls/crypto/signature.js";
import { describe, expect, it } from "vitest";
import cryptoBasics from "../../../../protocol-fixtures/e2ee/mls/crypto-basics.json";
import deserialization from "../../../../protocol-fixtures/e2ee/mls/deserialization.json";
import keySchedules from "../../../../protocol-fixtures/e2ee/mls/key-schedule.json";
import passiveClients from "../../../../protocol-fixtures/e2ee/mls/passive-client-welcome.json";
import xwing from "../../../../protocol-fixtures/e2ee/mls/xwing.json";
import { createSigner } from "./signer";
import { createSuite } from "./suite";

/// The pinned libraries against the vectors of the MLS working group and of the X-Wing draft. X-Wing has no MLS
/// vectors, so the parts that do not depend on the KEM are checked with suites 1 and 5 (5 has our hash and cipher).

const { subtle } = crypto;

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (value: Uint8Array) => Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
const buffer = (text: string) => bytes(text).buffer;

/// Old vectors write keys with their length before them.
const withoutLength = (text: string) => text.slice(2);

async function suiteOf(number: number) {
  const own = await createSuite(subtle, await createSigner(subtle));
  const is1 = number === 1;
  const [kdf, aead] = is1 ? [new HkdfSha256(), new Aes128Gcm()] : [new HkdfSha512(), new Aes256Gcm()];
  const hpke = new CipherSuite({ kem: is1 ? new DhkemX25519HkdfSha256() : new DhkemP521HkdfSha512(), kdf, aead });
  const algorithm = {
    kem: is1 ? "DHKEM-X25519-HKDF-SHA256" : "DHKEM-P521-HKDF-SHA512",
    kdf: is1 ? "HKDF-SHA256" : "HKDF-SHA512",
    aead: is1 ? "AES128GCM" : "AES256GCM",
  } as const;
  // Our AES-GCM takes keys of either length, so it is the one that is checked.
  const ours = {
    encrypt: (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, text: Uint8Array) => own.hpke.encryptAead(key, nonce, aad, text),
    decrypt: (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, text: Uint8Array) => own.hpke.decryptAead(key, nonce, aad, text),
  };
  return {
    ...own,
    kdf: makeKdfImpl(is1 ? new HkdfSha256() : new HkdfSha512()),
    hash: makeHashImpl(subtle, is1 ? "SHA-256" : "SHA-512"),
    hpke: await makeGenericHpke(algorithm, ours, hpke),
  };
}

describe("crypto-basics", () => {
  it.each(cryptoBasics)("suite $cipher_suite", async (vector) => {
    const { kdf, hash, hpke, signature } = await suiteOf(vector.cipher_suite);
    const { ref_hash, expand_with_label: expand, derive_secret: derive, derive_tree_secret: tree } = vector;
    expect(hex(await refhash(ref_hash.label, bytes(ref_hash.value), hash))).toBe(ref_hash.out);
    const expanded = await expandWithLabel(bytes(expand.secret), expand.label, bytes(expand.context), expand.length, kdf);
    expect(hex(expanded)).toBe(expand.out);
    expect(hex(await deriveSecret(bytes(derive.secret), derive.label, kdf))).toBe(derive.out);
    const ofTree = await deriveTreeSecret(bytes(tree.secret), tree.label, tree.generation, tree.length, kdf);
    expect(hex(ofTree)).toBe(tree.out);
    const { encrypt_with_label: sealed, sign_with_label: signed } = vector;
    if (sealed) {
      const key = await hpke.importPrivateKey(bytes(withoutLength(sealed.priv)));
      const [kem, ciphertext] = [bytes(sealed.kem_output), bytes(sealed.ciphertext)];
      const opened = await decryptWithLabel(key, sealed.label, bytes(sealed.context), kem, ciphertext, hpke);
      expect(hex(opened)).toBe(sealed.plaintext);
    }
    if (signed) {
      const [key, content] = [bytes(withoutLength(signed.pub)), bytes(signed.content)];
      const proof = bytes(signed.signature);
      expect(await verifyWithLabel(key, signed.label, content, proof, signature)).toBe(true);
      proof[0] = (proof[0] ?? 0) ^ 1;
      expect(await verifyWithLabel(key, signed.label, content, proof, signature)).toBe(false);
    }
  });
});

describe("deserialization", () => {
  it.each(deserialization)("$vlbytes_header is $length", ({ vlbytes_header: header, length }) => {
    expect(determineLength(bytes(header))).toEqual({ length, lengthFieldSize: header.length / 2 });
    const [size, write] = lengthEncoder(length);
    const written = new ArrayBuffer(size);
    write(0, written);
    expect(hex(new Uint8Array(written))).toBe(header);
  });
});

describe("key-schedule", () => {
  it.each(keySchedules)("suite $cipher_suite", async ({ cipher_suite, initial_init_secret, epochs }) => {
    const suite = await suiteOf(cipher_suite);
    let initSecret: Uint8Array = bytes(initial_init_secret);
    for (const epoch of epochs) {
      const context = decodeGroupContext(bytes(epoch.group_context), 0)?.[0];
      if (!context) {
        throw new Error("no group context");
      }
      const pskSecret = bytes(epoch.psk_secret);
      const joiner = await extractJoinerSecret(context, initSecret, bytes(epoch.commit_secret), suite.kdf);
      const [schedule, encryptionSecret] = await deriveKeySchedule(joiner, pskSecret, context, suite.kdf);
      const { label, context: exported, length, secret } = epoch.exporter;
      const derived = {
        joiner_secret: joiner,
        welcome_secret: await extractWelcomeSecret(joiner, pskSecret, suite.kdf),
        init_secret: schedule.initSecret,
        sender_data_secret: schedule.senderDataSecret,
        encryption_secret: encryptionSecret,
        exporter_secret: schedule.exporterSecret,
        epoch_authenticator: schedule.epochAuthenticator,
        external_secret: schedule.externalSecret,
        confirmation_key: schedule.confirmationKey,
        membership_key: schedule.membershipKey,
        resumption_psk: schedule.resumptionPsk,
      };
      for (const [name, value] of Object.entries(derived)) {
        expect([name, hex(value)]).toEqual([name, epoch[name as keyof typeof derived].toLowerCase()]);
      }
      // RFC 9420 section 8.5 says "exported"; this vector is from when it was "exporter".
      const [derivedSecret, hashed] = [
        await deriveSecret(schedule.exporterSecret, label, suite.kdf),
        await suite.hash.digest(bytes(exported)),
      ];
      const before = await expandWithLabel(derivedSecret, "exporter", hashed, length, suite.kdf);
      expect(hex(before)).toBe(secret.toLowerCase());
      const now = await expandWithLabel(derivedSecret, "exported", hashed, length, suite.kdf);
      expect(await mlsExporter(schedule.exporterSecret, label, bytes(exported), length, suite)).toEqual(now);
      initSecret = schedule.initSecret;
    }
  });
});

describe("passive-client-welcome", () => {
  it.each(passiveClients)("suite $cipher_suite", async (vector) => {
    const suite = await suiteOf(vector.cipher_suite);
    const keyPackage = decodeMlsMessage(bytes(vector.key_package), 0)?.[0];
    const message = decodeMlsMessage(bytes(vector.welcome), 0)?.[0];
    if (keyPackage?.wireformat !== "mls_key_package" || message?.wireformat !== "mls_welcome") {
      throw new Error("not readable");
    }
    const privateKeys = {
      initPrivateKey: bytes(vector.init_priv),
      hpkePrivateKey: bytes(vector.encryption_priv),
      signaturePrivateKey: bytes(vector.signature_priv),
    };
    const psks = Object.fromEntries(vector.external_psks.map(({ psk_id, psk }) => [bytesToBase64(bytes(psk_id)), bytes(psk)]));
    const state = await joinGroup(message.welcome, keyPackage.keyPackage, privateKeys, makePskIndex(undefined, psks), suite);
    expect(hex(state.keySchedule.epochAuthenticator)).toBe(vector.initial_epoch_authenticator);
  });
});

describe("X-Wing", () => {
  it.each(xwing)("seed $seed", async ({ seed, eseed, ss, ct_sha256 }) => {
    const kem = new XWing();
    const { publicKey, privateKey } = await kem.generateKeyPairDerand(bytes(seed));
    const { sharedSecret, enc } = await kem.encap({ recipientPublicKey: publicKey, ekm: buffer(eseed) });
    expect(hex(new Uint8Array(sharedSecret))).toBe(ss);
    expect(hex(new Uint8Array(await subtle.digest("SHA-256", enc)))).toBe(ct_sha256);
    const opened = await kem.decap({ recipientKey: privateKey, enc });
    expect(hex(new Uint8Array(opened))).toBe(ss);
  });
});
