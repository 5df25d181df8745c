import { createHeld, type Held } from "./held";
import { type Ctx, generationOf, kidOf, other, type SenderIndex } from "./kid";
import { derivePairing, type Limits, type PairingKeys, type PairingState } from "./pairing";

/// How long the keys of the pairing before go on opening: what was under way when the pairing changed.
export const OLD_KEYS_MS = 10_000;

/// A pairing whose keys are there, or on their way, but not yet to be used.
export interface Prepared {
  readonly generation: number;
  readonly ownIndex: SenderIndex;
  readonly derived: Promise<PairingState>;
  readonly held: Held;
}

/// The pairings of a page: the one in use, the one before for a while, the one that awaits its confirmation. Confined
/// to the keyring.
export interface Pairings {
  readonly current: PairingState | null;
  prepare(keys: PairingKeys): void;
  confirm(nowMs: number): Promise<boolean>;
  abandon(): void;
  drop(): void;
  /// Takes the keys of this one away.
  remove(state: PairingState): void;
  /// Whether its keys may still be used.
  has(state: PairingState): boolean;
  /// Which pairing opens this, or why none does. The KID must be exactly the one that the other side uses for this
  /// ctx: so nothing of our own comes back to us, and no camera appears as a screen.
  find(ctx: Ctx, kid: number): PairingState | Prepared | "noKey" | "unknownKid";
  onTimeout(nowMs: number): void;
  deadlineMs(): number;
}

export function createPairings(subtle: SubtleCrypto, limits: Limits): Pairings {
  let current: PairingState | null = null;
  let old: PairingState | null = null;
  let oldUntilMs = 0;
  let prepared: Prepared | null = null;

  function abandon(): void {
    const given = prepared;
    prepared = null;
    given?.held.release(false);
  }

  function prepare(keys: PairingKeys): void {
    abandon();
    const { generation, ownIndex } = keys;
    const derived = derivePairing(subtle, keys, limits);
    // Whoever confirms it learns of a failure; one that nobody confirms is of no interest.
    derived.catch(() => undefined);
    prepared = { generation, ownIndex, derived, held: createHeld() };
  }

  async function confirm(nowMs: number): Promise<boolean> {
    const confirmed = prepared;
    const state = await confirmed?.derived;
    if (!state || !confirmed || prepared !== confirmed) {
      return false;
    }
    prepared = null;
    if (current) {
      old = current;
      oldUntilMs = nowMs + OLD_KEYS_MS;
    }
    if (old?.generation === state.generation) {
      old = null;
    }
    current = state;
    confirmed.held.release(true);
    return true;
  }

  return {
    get current() {
      return current;
    },
    prepare,
    confirm,
    abandon,
    drop: () => {
      current = null;
      old = null;
      abandon();
    },
    remove: (state) => {
      current = current === state ? null : current;
      old = old === state ? null : old;
    },
    has: (state) => state === current || state === old,
    find: (ctx, kid) => {
      const generation = generationOf(kid);
      for (const candidate of [prepared, current, old]) {
        if (candidate?.generation === generation) {
          return kid === kidOf(ctx, other(candidate.ownIndex), generation) ? candidate : "unknownKid";
        }
      }
      return (prepared ?? current) ? "unknownKid" : "noKey";
    },
    onTimeout: (nowMs) => {
      if (nowMs >= oldUntilMs) {
        old = null;
      }
      prepared?.held.onTimeout(nowMs);
    },
    deadlineMs: () => Math.min(old ? oldUntilMs : Infinity, prepared?.held.deadlineMs() ?? Infinity),
  };
}
