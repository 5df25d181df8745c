/// The allow-list of signature algorithms, each with the one type of key it may be used with.

export type PublicJwk = Readonly<Record<string, unknown>>;

interface Algorithm {
  readonly fits: (jwk: PublicJwk) => boolean;
  /// The members that make the public key, and no other.
  readonly members: readonly string[];
  readonly importAs: RsaHashedImportParams | EcKeyImportParams | { readonly name: "Ed25519" };
  readonly verifyAs: AlgorithmIdentifier | RsaPssParams | EcdsaParams;
}

const RSA_2048_MODULUS_CHARACTERS = 342;

const rsa = (name: string, verifyAs: Algorithm["verifyAs"]): Algorithm => ({
  fits: ({ kty, n }) => kty === "RSA" && typeof n === "string" && n.length >= RSA_2048_MODULUS_CHARACTERS,
  members: ["kty", "n", "e"],
  importAs: { name, hash: "SHA-256" },
  verifyAs,
});

const ed25519: Algorithm = {
  fits: ({ kty, crv }) => kty === "OKP" && crv === "Ed25519",
  members: ["kty", "crv", "x"],
  importAs: { name: "Ed25519" },
  verifyAs: "Ed25519",
};

/// `none` and HMAC are not here and never may be.
const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  [
    "ES256",
    {
      fits: ({ kty, crv }: PublicJwk) => kty === "EC" && crv === "P-256",
      members: ["kty", "crv", "x", "y"],
      importAs: { name: "ECDSA", namedCurve: "P-256" },
      verifyAs: { name: "ECDSA", hash: "SHA-256" },
    },
  ],
  ["EdDSA", ed25519],
  ["Ed25519", ed25519],
  ["RS256", rsa("RSASSA-PKCS1-v1_5", "RSASSA-PKCS1-v1_5")],
  ["PS256", rsa("RSA-PSS", { name: "RSA-PSS", saltLength: 32 })],
]);

export const isAllowed = (alg: string): boolean => ALGORITHMS.has(alg);

/// Does the key belong to the algorithm, and is it meant for signatures?
export function fits(alg: string, jwk: PublicJwk): boolean {
  const says = (name: string, wanted: string) => jwk[name] === undefined || jwk[name] === wanted;
  return (ALGORITHMS.get(alg)?.fits(jwk) ?? false) && says("alg", alg) && says("use", "sig");
}

/// False also for a key or a signature that can't be read.
export async function isSignedBy(
  subtle: SubtleCrypto,
  alg: string,
  jwk: PublicJwk,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const algorithm = ALGORITHMS.get(alg);
  if (!algorithm?.fits(jwk)) {
    return false;
  }
  try {
    const bare: JsonWebKey = Object.fromEntries(algorithm.members.map((name) => [name, jwk[name]]));
    const key = await subtle.importKey("jwk", bare, algorithm.importAs, false, ["verify"]);
    return await subtle.verify(algorithm.verifyAs, key, signature, signed);
  } catch {
    return false;
  }
}
