import type { Welcome } from "./messages";
import { probeForMs } from "./retry";

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
  /// `slept`: the page was held back past a whole ping, so silence proves nothing yet.
  look(nowMs: number): "well" | "slept" | "silent";
  isPingDue(nowMs: number): boolean;
  isAckDue(nowMs: number): boolean;
  deadlineMs(): number;
}

const NEVER = Number.POSITIVE_INFINITY;
const ACK_AFTER_MS = 200;

export function createPulse(): Pulse {
  let timing: Welcome["timing"] | null = null;
  let heardMs = 0;
  let pings = 0;
  let nextPingMs = NEVER;
  let askedMs = 0;
  let rttMs: number | null = null;
  let ackDueMs = NEVER;
  let expectedByMs = NEVER;

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
    },
    rest: () => {
      timing = null;
      nextPingMs = NEVER;
      ackDueMs = NEVER;
      expectedByMs = NEVER;
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
    },
    isExpecting: () => expectedByMs !== NEVER,
    patienceMs: () => probeForMs(rttMs),
    rttMs: () => rttMs,
    isSooner: (nowMs, forMs) => nowMs + forMs < expectedByMs,
    look: (nowMs) => {
      if (timing !== null && nowMs - nextPingMs >= timing.pingMs) {
        return "slept";
      }
      return nowMs >= expectedByMs || nowMs >= deadAtMs() ? "silent" : "well";
    },
    isPingDue: (nowMs) => nowMs >= nextPingMs,
    isAckDue: (nowMs) => nowMs >= ackDueMs,
    deadlineMs: () => Math.min(nextPingMs, ackDueMs, expectedByMs, deadAtMs()),
  };
}
