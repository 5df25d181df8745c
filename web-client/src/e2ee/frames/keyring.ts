import { type DropReason, type Drops, noDrops } from "./drops";
import { readShortHeader, type ShortHeader } from "./header";
import type { Ctx, MediaCtx, MessageCtx } from "./kid";
import { MAX_MESSAGE, pad } from "./messages";
import { type Limits, LIMITS, type PairingKeys, type PairingState } from "./pairing";
import { createPairings } from "./pairings";
import { createTallies, type Tally } from "./tallies";
import { kindOf, prefixFor, prefixLength } from "./wrap";

export type Opened =
  /// `missed`: how many messages between this one and the one before never came, or could not be opened.
  | { readonly kind: "message"; readonly plaintext: Uint8Array<ArrayBuffer>; readonly missed: number }
  | { readonly kind: "refused"; readonly why: DropReason };

/// All keys of a page: what was agreed on goes in, frames and messages pass sealed or opened, or not at all. Counters
/// and replay windows live here and not with the transforms, so they go on over any number of peer connections.
/// Confined to the worker. Time is an argument; whoever owns the keyring calls `onTimeout` when `deadlineMs` says so.
export interface Keyring {
  /// A pairing of this number awaits its last confirmation here, and the other side may use it already: what comes
  /// sealed with it is held from now on. Takes the place of another such pairing.
  expect(generation: number): void;
  /// `expect`, and derives the keys meanwhile. Erases the base key before it returns.
  prepare(keys: PairingKeys): void;
  /// Makes the prepared pairing the current one, in one synchronous step as soon as its keys are derived, and opens what
  /// was held. False: it was abandoned, dropped or replaced before, and nothing changed.
  confirm(nowMs: number): Promise<boolean>;
  /// Gives up the pairing that awaits its confirmation, if there is one, and drops what was held for it.
  abandon(): void;
  /// `prepare` and `confirm` at once.
  install(keys: PairingKeys, nowMs: number): Promise<boolean>;
  /// No keys any more: nothing passes in either direction, not even what is being sealed or opened now.
  drop(): void;
  /// Whether there are keys in use.
  readonly ready: boolean;
  /// A limit on the use of a key was reached, so the keys are dropped: pair anew.
  readonly spent: boolean;

  /// Null: must not pass.
  sealFrame(ctx: MediaCtx, frame: ArrayBuffer): Promise<ArrayBuffer | null>;
  /// Frames that are opened at once may come out in another order: wait for each to keep it.
  openFrame(ctx: MediaCtx, data: ArrayBuffer, nowMs: number): Promise<ArrayBuffer | null>;
  /// Null: no keys, or too long.
  sealMessage(ctx: MessageCtx, plaintext: Uint8Array): Promise<Uint8Array<ArrayBuffer> | null>;
  /// Resolves in the order of the calls.
  openMessage(ctx: MessageCtx, data: Uint8Array<ArrayBuffer>, nowMs: number): Promise<Opened>;

  onTimeout(nowMs: number): void;
  /// When there is something to do without being asked, or `Infinity`.
  deadlineMs(): number;

  readonly drops: Readonly<Drops>;
  /// What was opened and what was not, on each track, since this was last asked.
  takeTallies(): Readonly<Record<MediaCtx, Tally>>;
}

const NOTHING = new Uint8Array(0);

/// Messages that wait behind one that is held. A relay that sends more at once means no good.
const MAX_WAITING = 1024;

/// Messages are opened one after the other, so that they are told in order.
interface Turn {
  last: Promise<unknown>;
  waiting: number;
}

export function createKeyring(subtle: SubtleCrypto, limits: Limits = LIMITS): Keyring {
  const pairings = createPairings(subtle, limits);
  const drops = noDrops();
  const tallies = createTallies();
  const turns: Readonly<Record<MessageCtx, Turn>> = { 4: firstTurn(), 5: firstTurn() };
  let spent = false;

  async function confirm(nowMs: number): Promise<boolean> {
    const confirmed = await pairings.confirm(nowMs);
    spent &&= !confirmed;
    return confirmed;
  }

  function exhaust(state: PairingState): "exhausted" {
    if (state === pairings.current) {
      spent = true;
      pairings.drop();
    } else {
      pairings.remove(state);
    }
    return "exhausted";
  }

  async function seal(ctx: Ctx, clear: Uint8Array, metadata: Uint8Array, plaintext: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer | DropReason> {
    const state = pairings.current;
    if (!state) {
      return "noKey";
    }
    const sealing = state.senders[ctx].seal(clear, metadata, plaintext);
    if (!sealing) {
      return exhaust(state);
    }
    const sealed = await sealing;
    return pairings.has(state) ? sealed : "noKey";
  }

  async function open(
    state: PairingState,
    ctx: Ctx,
    header: ShortHeader,
    metadata: Uint8Array,
    sealed: Uint8Array<ArrayBuffer>,
  ): Promise<ArrayBuffer | DropReason> {
    if (!pairings.has(state)) {
      return "noKey";
    }
    const receiver = receiverOf(state, ctx);
    const opened = await receiver.open(header, metadata, sealed);
    if (receiver.spent) {
      return exhaust(state);
    }
    return typeof opened === "string" || pairings.has(state) ? opened : "noKey";
  }

  /// Opens with the pairing that the KID names, after its confirmation if it awaits one.
  async function openWith(
    ctx: Ctx,
    sealed: Uint8Array<ArrayBuffer>,
    nowMs: number,
    metadata: (state: PairingState) => Uint8Array,
  ): Promise<{ readonly state: PairingState; readonly plaintext: ArrayBuffer } | DropReason> {
    pairings.onTimeout(nowMs);
    const header = readShortHeader(sealed, 0);
    if (!header) {
      return "badFormat";
    }
    let found = pairings.find(ctx, header.kid);
    if (typeof found !== "string" && "held" in found) {
      const isConfirmed = await found.held.hold(ctx, nowMs);
      found = isConfirmed ? pairings.find(ctx, header.kid) : "unknownKid";
      if (!isConfirmed || (typeof found !== "string" && "held" in found)) {
        return "unconfirmed";
      }
    }
    if (typeof found === "string") {
      return found;
    }
    const plaintext = await open(found, ctx, header, metadata(found), sealed);
    return typeof plaintext === "string" ? plaintext : { state: found, plaintext };
  }

  async function openFrame(ctx: MediaCtx, data: ArrayBuffer, nowMs: number): Promise<ArrayBuffer | DropReason> {
    const bytes = new Uint8Array(data);
    if (bytes.length === 0) {
      return "empty";
    }
    const length = prefixLength(kindOf(ctx), bytes);
    if (length === 0) {
      return "badFormat";
    }
    const opened = await openWith(ctx, bytes.subarray(length), nowMs, () => bytes.subarray(0, length));
    return typeof opened === "string" ? opened : opened.plaintext;
  }

  async function openMessage(ctx: MessageCtx, data: Uint8Array<ArrayBuffer>, nowMs: number): Promise<Opened> {
    const opened = await openWith(ctx, data, nowMs, (state) => state.metadata[ctx]);
    if (typeof opened === "string") {
      drops[opened]++;
      return { kind: "refused", why: opened };
    }
    const { missed } = opened.state.messageReceivers[ctx];
    return { kind: "message", plaintext: new Uint8Array(opened.plaintext), missed };
  }

  function passed<T>(result: T | DropReason): result is T {
    if (typeof result !== "string") {
      return true;
    }
    drops[result as DropReason]++;
    return false;
  }

  return {
    expect: (generation) => pairings.expect(generation),
    prepare: (keys) => pairings.prepare(keys),
    confirm,
    abandon: () => pairings.abandon(),
    install: (keys, nowMs) => {
      pairings.prepare(keys);
      return confirm(nowMs);
    },
    drop: () => pairings.drop(),
    get ready() {
      return pairings.current !== null;
    },
    get spent() {
      return spent;
    },
    sealFrame: async (ctx, frame) => {
      const bytes = new Uint8Array(frame);
      const prefix = bytes.length === 0 ? null : prefixFor(kindOf(ctx), bytes);
      const why = bytes.length === 0 ? "empty" : "badFormat";
      const sealed = prefix ? await seal(ctx, prefix, prefix, bytes) : why;
      return passed(sealed) ? sealed : null;
    },
    openFrame: async (ctx, data, nowMs) => {
      const opened = await openFrame(ctx, data, nowMs);
      const isOpen = passed(opened);
      if (opened !== "empty") {
        tallies.count(ctx, isOpen ? "opened" : "failed");
      }
      return isOpen ? opened : null;
    },
    sealMessage: async (ctx, plaintext) => {
      const state = pairings.current;
      const sealed =
        plaintext.length > MAX_MESSAGE
          ? "badFormat"
          : state
            ? await seal(ctx, NOTHING, state.metadata[ctx], pad(plaintext))
            : "noKey";
      return passed(sealed) ? new Uint8Array(sealed) : null;
    },
    openMessage: (ctx, data, nowMs) => {
      const turn = turns[ctx];
      if (turn.waiting >= MAX_WAITING) {
        drops.unconfirmed++;
        return Promise.resolve({ kind: "refused", why: "unconfirmed" });
      }
      turn.waiting++;
      const opening = turn.last.then(() => openMessage(ctx, data, nowMs)).finally(() => turn.waiting--);
      turn.last = opening.catch(() => undefined);
      return opening;
    },
    onTimeout: (nowMs) => pairings.onTimeout(nowMs),
    deadlineMs: () => pairings.deadlineMs(),
    drops,
    takeTallies: () => tallies.take(),
  };
}

function firstTurn(): Turn {
  return { last: Promise.resolve(), waiting: 0 };
}

function receiverOf(state: PairingState, ctx: Ctx): PairingState["receivers"][MediaCtx] {
  return ctx === 4 || ctx === 5 ? state.messageReceivers[ctx] : state.receivers[ctx];
}
