import { type Bytes, concat, utf8 } from "../bytes";
import type { CompareCode } from "../../call/types";

/// What the two people read to each other. Nobody in between can choose it: both nonces were bound before either was
/// shown.

const EMOJI_COUNT = 7;
const DIGITS_MODULUS = 1_000_000_000_000n;

export async function compareCodeOf(
  subtle: SubtleCrypto,
  instructorNonce: Uint8Array,
  participantNonce: Uint8Array,
  transcriptHash: Bytes,
): Promise<CompareCode> {
  const key = await subtle.importKey("raw", concat(instructorNonce, participantNonce), "HKDF", false, ["deriveBits"]);
  const info = utf8("exorlive-e2ee/1 sas");
  const bits = await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: transcriptHash, info }, key, 64);
  return toCompareCode(new DataView(bits).getBigUint64(0));
}

export function toCompareCode(sas: bigint): CompareCode {
  const emoji = Array.from({ length: EMOJI_COUNT }, (_, index) => Number((sas >> BigInt(58 - 6 * index)) & 63n));
  const digits = String((sas >> 24n) % DIGITS_MODULUS).padStart(12, "0");
  return { emoji, digits: `${digits.slice(0, 4)} ${digits.slice(4, 8)} ${digits.slice(8)}` };
}

/// Crockford's alphabet: no letter looks like a digit.
const CASE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The first 40 bits of the pairing id: enough to find it in a report, short enough for the phone.
export function caseIdOf(pairingId: Uint8Array): string {
  const number = pairingId.subarray(0, 5).reduce((sum, byte) => sum * 256 + byte, 0);
  const letters = Array.from({ length: 8 }, (_, index) => CASE_ALPHABET[Math.floor(number / 32 ** (7 - index)) % 32]);
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}
