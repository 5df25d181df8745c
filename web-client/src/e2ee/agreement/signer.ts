/// The page's signature key: made fresh per page load; its private half never leaves WebCrypto.
export interface Signer {
  readonly publicKey: Uint8Array<ArrayBuffer>;
  sign(message: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
}

export async function createSigner(subtle: SubtleCrypto): Promise<Signer> {
  const pair = await subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  if (!("privateKey" in pair)) {
    throw new Error("no key pair");
  }
  return {
    publicKey: new Uint8Array(await subtle.exportKey("raw", pair.publicKey)),
    sign: async (message) => new Uint8Array(await subtle.sign("Ed25519", pair.privateKey, Uint8Array.from(message))),
  };
}
