import { createKeyring, type Keyring } from "./keyring";
import { unhex } from "./fixtures";
import type { Limits, PairingKeys } from "./pairing";

/// For the tests of this folder: two people who have agreed on keys.

export const MEETING = "8d1f0c52-6f0e-4f7a-9b7e-0c1d2e3f4a5b";

export function instructorKeys(generation = 3, fill = 0x5a): PairingKeys {
  return {
    baseKey: new Uint8Array(32).fill(fill),
    generation,
    ownIndex: 0,
    meetingId: MEETING,
    pairingId: new Uint8Array(16).fill(fill),
  };
}

export function participantKeys(generation = 3, fill = 0x5a): PairingKeys {
  return { ...instructorKeys(generation, fill), ownIndex: 1 };
}

export async function twoPeople(limits?: Limits): Promise<{ instructor: Keyring; participant: Keyring }> {
  const instructor = createKeyring(crypto.subtle, limits);
  const participant = createKeyring(crypto.subtle, limits);
  await instructor.install(instructorKeys(), 0);
  await participant.install(participantKeys(), 0);
  return { instructor, participant };
}

export const SOUND = unhex("7801020304050607").buffer;
export const DELTA = unhex("d1050042deadbeef").buffer;
export const KEY_FRAME = unhex("50420f9d012a8002e001deadbeef").buffer;

export function must<T>(value: T | null): T {
  if (value === null) {
    throw new Error("did not pass");
  }
  return value;
}

export function changed(data: ArrayBuffer, at: number): ArrayBuffer {
  const bytes = new Uint8Array(data.slice(0));
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return bytes.buffer;
}

export function text(value: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(value);
}

export function read(plaintext: Uint8Array): string {
  return new TextDecoder().decode(plaintext).trimEnd();
}
