import { createHeld, type Held } from "./held";
import { type Ctx, ctxOf, generationOf, kidOf, other } from "./kid";
import { derivePairing, type Limits, type PairingKeys, type PairingState } from "./pairing";

/// How long the keys of the pairing before go on opening: what was under way when the pairing changed.
export const OLD_KEYS_MS = 10_000;

/// A pairing that the other side may use a moment before we may. Its keys are there, or on their way, or not yet known.
export interface Awaited {
  readonly generation: number;
  readonly held: Held;
  readonly derived: Promise<PairingState> | null;
}

/// The pairings of a page: the one in use, the one before for a while, the one that awaits its confirmation. Confined
/// to the keyring.
export interface Pairings {
  readonly current: PairingState | null;
  expect(generation: number): void;
  prepare(keys: PairingKeys): void;
  confirm(nowMs: number): Promise<boolean>;
  abandon(): void;
  drop(): void;
  /// Takes the keys of this one away.
  remove(state: PairingState): void;
  /// Whether its keys may still be used.
  has(state: PairingState): boolean;
  /// Which pairing opens this, or why none does. The KID must be exactly the one that the other side uses for this
  /// ctx: so nothing of our own comes back to us, and no camera appears as a screen. Whose it is can't be said of one
  /// that is awaited: ask again when it is confirmed.
  find(ctx: Ctx, kid: number): PairingState | Awaited | "noKey" | "unknownKid";
  onTimeout(nowMs: number): void;
  deadlineMs(): number;
}

export function createPairings(subtle: SubtleCrypto, limits: Limits): Pairings {
  let current: PairingState | null = null;
  let old: PairingState | null = null;
  let oldUntilMs = 0;
  let awaited: Awaited | null = null;

  function abandon(): void {
    const given = awaited;
    awaited = null;
    given?.held.release(false);
  }

  function expect(generation: number): void {
    abandon();
    awaited = { generation, held: createHeld(), derived: null };
  }

  function prepare(keys: PairingKeys): void {
    const { generation } = keys;
    const isExpected = awaited?.generation === generation && awaited.derived === null;
    const held = isExpected && awaited ? awaited.held : createHeld();
    if (!isExpected) {
      abandon();
    }
    const derived = derivePairing(subtle, keys, limits);
    // Whoever confirms it learns of a failure; one that nobody confirms is of no interest.
    derived.catch(() => undefined);
    awaited = { generation, held, derived };
  }

  async function confirm(nowMs: number): Promise<boolean> {
    const confirmed = awaited;
    const state = await confirmed?.derived;
    if (!state || !confirmed || awaited !== confirmed) {
      return false;
    }
    awaited = null;
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
    expect,
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
      if (awaited?.generation === generation) {
        return ctxOf(kid) === ctx ? awaited : "unknownKid";
      }
      for (const candidate of [current, old]) {
        if (candidate?.generation === generation) {
          return kid === kidOf(ctx, other(candidate.ownIndex), generation) ? candidate : "unknownKid";
        }
      }
      return current ? "unknownKid" : "noKey";
    },
    onTimeout: (nowMs) => {
      if (nowMs >= oldUntilMs) {
        old = null;
      }
      awaited?.held.onTimeout(nowMs);
    },
    deadlineMs: () => Math.min(old ? oldUntilMs : Infinity, awaited?.held.deadlineMs() ?? Infinity),
  };
}
