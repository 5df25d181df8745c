import { toBase64Url } from "../../json/base64url";

/// RFC 7638 thumbprint of an Ed25519 public key as a JWK (RFC 8037 section 2).
export async function thumbprint(subtle: SubtleCrypto, publicKey: Uint8Array): Promise<string> {
  const canonical = `{"crv":"Ed25519","kty":"OKP","x":"${toBase64Url(publicKey)}"}`;
  return toBase64Url(new Uint8Array(await subtle.digest("SHA-256", new TextEncoder().encode(canonical))));
}
