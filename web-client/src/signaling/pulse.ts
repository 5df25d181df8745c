import type { Welcome } from "./messages";
import { probeForMs, unansweredForMs } from "./retry";

/// The clockwork of one socket at a time: when to ping, when to acknowledge, when silence means that it is dead
/// (docs/protocol.md 6). No clock and no timer: times are arguments.
export interface Pulse {
  /// Something was sent that is answered at once.
  onAsked(nowMs: number): void;
  /// The session is in use over this socket from now on.
  begin(nowMs: number, timing: Welcome["timing"]): void;
  /// The socket is gone.
  rest(): void;
  onHeard(nowMs: number): void;
  onPong(nowMs: number): void;
  /// What was received is to be acknowledged soon, if nothing else is sent before.
  owe(nowMs: number): void;
  onAcknowledged(): void;
  /// So much more was sent that the server acknowledges.
  onSent(nowMs: number, characters: number): void;
  /// Some of it was acknowledged; so much was not.
  onProgress(nowMs: number, charactersLeft: number): void;
  /// The socket is given up because nothing was: the next one is given longer.
  onStuck(): void;
  /// The number of the ping to be sent now.
  ping(nowMs: number): number;
  /// An answer is wanted within `forMs` from now; a ping goes with it.
  expect(nowMs: number, forMs: number): void;
  isExpecting(): boolean;
  /// How long an answer may take where there is reason for doubt.
  patienceMs(): number;
  /// What the last answer took; null: none came yet.
  rttMs(): number | null;
  /// An answer within `forMs` is sooner than what is expected anyway.
  isSooner(nowMs: number, forMs: number): boolean;
  /// `slept`: the page was held back, so silence proves nothing yet. `stuck`: what was sent is not acknowledged.
  look(nowMs: number): "well" | "slept" | "silent" | "stuck";
  isPingDue(nowMs: number): boolean;
  isAckDue(nowMs: number): boolean;
  deadlineMs(): number;
}

const NEVER = Number.POSITIVE_INFINITY;
const ACK_AFTER_MS = 200;
/// A look that comes so much too late is one of a page that was held back.
const LATE_MS = 1000;

export function createPulse(): Pulse {
  let timing: Welcome["timing"] | null = null;
  let heardMs = 0;
  let pings = 0;
  let nextPingMs = NEVER;
  let askedMs = 0;
  let rttMs: number | null = null;
  let ackDueMs = NEVER;
  let expectedByMs = NEVER;
  let waitingSinceMs = NEVER;
  let waitingCharacters = 0;
  let stuck = 0;

  function stuckAtMs(): number {
    return waitingSinceMs + unansweredForMs(rttMs, waitingCharacters, stuck);
  }

  function nothingWaits(): void {
    waitingSinceMs = NEVER;
    waitingCharacters = 0;
  }

  function deadAtMs(): number {
    return heardMs + (timing?.clientDeadMs ?? NEVER);
  }

  return {
    onAsked: (nowMs) => {
      askedMs = nowMs;
    },
    begin: (nowMs, agreed) => {
      timing = agreed;
      rttMs = nowMs - askedMs;
      nextPingMs = nowMs + agreed.pingMs;
      nothingWaits();
    },
    rest: () => {
      timing = null;
      nextPingMs = NEVER;
      ackDueMs = NEVER;
      expectedByMs = NEVER;
      nothingWaits();
    },
    onHeard: (nowMs) => {
      heardMs = nowMs;
      expectedByMs = NEVER;
    },
    onPong: (nowMs) => {
      rttMs = nowMs - askedMs;
    },
    owe: (nowMs) => {
      ackDueMs = Math.min(ackDueMs, nowMs + ACK_AFTER_MS);
    },
    onAcknowledged: () => {
      ackDueMs = NEVER;
    },
    onSent: (nowMs, characters) => {
      waitingCharacters += characters;
      waitingSinceMs = Math.min(waitingSinceMs, nowMs);
    },
    onProgress: (nowMs, charactersLeft) => {
      stuck = 0;
      waitingCharacters = charactersLeft;
      waitingSinceMs = charactersLeft > 0 ? nowMs : NEVER;
    },
    onStuck: () => {
      stuck += 1;
    },
    ping: (nowMs) => {
      pings += 1;
      askedMs = nowMs;
      nextPingMs = nowMs + (timing?.pingMs ?? NEVER);
      ackDueMs = NEVER;
      return pings;
    },
    expect: (nowMs, forMs) => {
      heardMs = nowMs;
      expectedByMs = nowMs + forMs;
      waitingSinceMs = waitingSinceMs === NEVER ? NEVER : nowMs;
    },
    isExpecting: () => expectedByMs !== NEVER,
    patienceMs: () => probeForMs(rttMs),
    rttMs: () => rttMs,
    isSooner: (nowMs, forMs) => nowMs + forMs < expectedByMs,
    look: (nowMs) => {
      if (timing !== null && (nowMs - nextPingMs >= timing.pingMs || nowMs - stuckAtMs() >= LATE_MS)) {
        return "slept";
      }
      if (nowMs >= expectedByMs || nowMs >= deadAtMs()) {
        return "silent";
      }
      return nowMs >= stuckAtMs() ? "stuck" : "well";
    },
    isPingDue: (nowMs) => nowMs >= nextPingMs,
    isAckDue: (nowMs) => nowMs >= ackDueMs,
    deadlineMs: () => Math.min(nextPingMs, ackDueMs, expectedByMs, deadAtMs(), stuckAtMs()),
  };
}
