import { describe, expect, it } from "vitest";
import { array, integer, object, parseJson, string } from "../../json/parse";
import { createCipher } from "./cipher";
import { fixture, hex, unhex } from "./fixtures";
import { encodeHeader } from "./header";
import { deriveKidKeys, importBaseKey, type Suite, SUITE } from "./keys";

const { subtle } = crypto;

/// Never used in a meeting: it shows that the derivation follows the RFC and not only itself.
const SUITE_4: Suite = { id: 0x0004, hash: "SHA-256", keyBits: 128 };

const shape = object({
  sframe: array(
    object({
      cipher_suite: integer(),
      kid: integer(),
      ctr: integer(),
      base_key: string(),
      sframe_salt: string(),
      nonce: string(),
      metadata: string(),
      aad: string(),
      pt: string(),
      ct: string(),
    }),
  ),
});
const vectors = shape(parseJson(fixture("rfc9605-sframe.json")), "$").sframe;

describe.each(vectors)("RFC 9605 C.3, suite $cipher_suite", (vector) => {
  const suite = vector.cipher_suite === 4 ? SUITE_4 : SUITE;
  const header = encodeHeader(BigInt(vector.kid), BigInt(vector.ctr));
  const aad = unhex(hex(header) + vector.metadata);

  const keysFor = async (usage: "encrypt" | "decrypt") =>
    deriveKidKeys(subtle, suite, await importBaseKey(subtle, unhex(vector.base_key)), BigInt(vector.kid), usage);

  it("derives the salt", async () => {
    expect(hex((await keysFor("encrypt")).salt)).toBe(vector.sframe_salt);
  });

  it("authenticates header and metadata", () => {
    expect(hex(aad)).toBe(vector.aad);
  });

  it("seals", async () => {
    const cipher = createCipher(subtle, await keysFor("encrypt"));
    expect(hex(header) + hex(await cipher.encrypt(vector.ctr, aad, unhex(vector.pt)))).toBe(vector.ct);
  });

  it("opens", async () => {
    const cipher = createCipher(subtle, await keysFor("decrypt"));
    const sealed = unhex(vector.ct).subarray(header.length);
    expect(hex(await cipher.decrypt(vector.ctr, aad, sealed))).toBe(vector.pt);
  });
});

describe("the keys of a KID", () => {
  it("can't be read back", async () => {
    const { key } = await deriveKidKeys(subtle, SUITE, await importBaseKey(subtle, new Uint8Array(32)), 0n, "encrypt");
    expect(key.extractable).toBe(false);
    await expect(subtle.exportKey("raw", key)).rejects.toThrow();
  });

  it("serve one direction", async () => {
    const { key } = await deriveKidKeys(subtle, SUITE, await importBaseKey(subtle, new Uint8Array(32)), 0n, "decrypt");
    expect(key.usages).toEqual(["decrypt"]);
  });
});
