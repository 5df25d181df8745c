import { type Bytes, concat, lengthPrefixed, utf8 } from "../bytes";
import type { Role } from "./types";

/// What both sides compute of one pairing (docs/e2ee.md, "Key agreement").

const roleByte = (role: Role) => Uint8Array.of(role === "instructor" ? 0x01 : 0x02);

export const CONFIRM_LABEL = "exorlive confirm";
/// RFC 9605 section 5.2.
export const BASE_KEY_LABEL = "SFrame 1.0 Base Key";

async function sha256(subtle: SubtleCrypto, ...parts: readonly Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await subtle.digest("SHA-256", concat(...parts)));
}

export const groupIdOf = (subtle: SubtleCrypto, meetingId: string, pairingId: Uint8Array): Promise<Bytes> =>
  sha256(subtle, utf8("exorlive-e2ee/1 group"), Uint8Array.of(0), lengthPrefixed(meetingId), lengthPrefixed(pairingId));

/// Binds a nonce before it is shown. Role and key are in it, so that a commitment can't be sent back as one's own.
export const commitmentOf = (
  subtle: SubtleCrypto,
  role: Role,
  signatureKey: Uint8Array,
  nonce: Uint8Array,
): Promise<Bytes> =>
  sha256(subtle, utf8("exorlive-e2ee/1 sas-commit"), Uint8Array.of(0), roleByte(role), signatureKey, nonce);

/// Over the exact bytes sent, without the first byte that says "handshake".
export const transcriptHash = (
  subtle: SubtleCrypto,
  meetingId: string,
  helloBytes: Uint8Array,
  welcomeBytes: Uint8Array,
  epochAuthenticator: Uint8Array,
): Promise<Bytes> =>
  sha256(
    subtle,
    lengthPrefixed("exorlive-e2ee/1 transcript"),
    lengthPrefixed(meetingId),
    lengthPrefixed(helloBytes),
    lengthPrefixed(welcomeBytes),
    lengthPrefixed(epochAuthenticator),
  );

export async function macOf(subtle: SubtleCrypto, confirmKey: Bytes, role: Role, nonce: Uint8Array): Promise<Bytes> {
  const key = await subtle.importKey("raw", confirmKey, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", key, concat(roleByte(role), nonce)));
}
