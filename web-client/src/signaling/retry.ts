/// Waits between tries (docs/protocol.md 5): the first at once, so that a moved or restarted server costs
/// nothing; then slower, so that many pages do not storm a server that is just coming back.
const WAITS_MS = [0, 300, 1200, 2700, 4800, 7000] as const;
const LONGEST_MS = 7000;
const SPREAD_MS = 1000;

/// `random` is 0 to 1.
export function waitMs(failures: number, random: number): number {
  const wait = WAITS_MS[failures] ?? LONGEST_MS;
  return wait === 0 ? 0 : wait + Math.floor(random * SPREAD_MS);
}

/// A little after the server asked for it, so that not all come at once.
export function toldMs(inMs: number, random: number): number {
  return inMs + Math.floor(random * TOLD_SPREAD_MS);
}

/// Where there is no way, the packets of a try are repeated ever more seldom; and what is asked for by `Knocking` waits
/// for them too, since a browser gives a new request the connection that an older one began. Only a new socket asks at
/// once. Now and then one is given longer, for a way that is there and slow. Chromium holds back a page that has opened
/// some twenty in vain.
const EAGER_TRY_MS = 2500;
const SLOW_TRY_MS = 5000;
const SLOW_EACH = 4;

export function eagerTryMs(failures: number, random: number): number {
  return (failures % SLOW_EACH === 0 ? SLOW_TRY_MS : EAGER_TRY_MS) + Math.floor(random * 500);
}

/// A first join that gets no answer is given up after so many tries (about 17 s): the person is looking at it.
export const JOIN_TRIES = 6;
/// Where the server says when it wants to be asked, the tries may follow fast: then it is given this long as well.
export const JOIN_FOR_MS = 17_000;
const TOLD_SPREAD_MS = 400;
/// Someone who had a seat is brought back for so long without being asked.
export const RETURN_FOR_MS = 10 * 60_000;

/// How long an answer to a ping may take where there is reason for doubt. Shorter takes a lost packet for a dead
/// socket; longer, and the person talks to a picture.
const SHORTEST_PROBE_MS = 600;
const LONGEST_PROBE_MS = 3000;

/// `rttMs`: what the last answer took; null: none yet.
export function probeForMs(rttMs: number | null): number {
  return rttMs === null ? LONGEST_PROBE_MS / 2 : Math.min(LONGEST_PROBE_MS, Math.max(SHORTEST_PROBE_MS, 300 + 4 * rttMs));
}

/// TCP repeats what got lost ever more seldom: where a tenth of the packets does, one join in twenty stands still for
/// four seconds and more. Another socket asks at once. Shorter takes a slow line for one that stands still.
const SHORTEST_UNANSWERED_MS = 1500;
const LONGEST_UNANSWERED_MS = 4000;
/// 64 kbit/s: on a line that carries the voice and little more.
const CHARACTERS_PER_MS = 8;
const MOST_DOUBLINGS = 3;

/// How long what was sent may wait to be acknowledged, by what an answer took last and how much there is. A socket in
/// place of one that was too slow is given twice as long, lest a slow line or a busy server is asked again and again.
export function unansweredForMs(rttMs: number | null, characters: number, stuck: number): number {
  const answer = Math.min(LONGEST_UNANSWERED_MS, Math.max(SHORTEST_UNANSWERED_MS, 500 + 4 * (rttMs ?? 0)));
  return (answer + characters / CHARACTERS_PER_MS) * 2 ** Math.min(stuck, MOST_DOUBLINGS);
}

/// A person who had a seat waits for a ticket with a picture that stands still: the node that was asked may hang, and
/// another one answers the next try. Who joins for the first time may be on a line that is slow to sign in.
const TICKET_FOR_MS = 10_000;
const TICKET_AT_RETURN_MS = 3000;
const TICKET_LONGER_MS = 2000;

/// How long a ticket may take; ever longer, so that a slow line gets one in the end.
export function ticketForMs(returns: boolean, failures: number): number {
  return returns ? Math.min(TICKET_FOR_MS, TICKET_AT_RETURN_MS + Math.max(0, failures - 1) * TICKET_LONGER_MS) : TICKET_FOR_MS;
}

/// A socket takes four ways there and back (TCP, TLS, two for the upgrade on a bad day). Shorter gives up those of slow
/// lines; longer waits for a node that hangs while another one would answer.
const SHORTEST_OPENING_MS = 1500;
const LONGEST_OPENING_MS = 6000;

/// How old a socket may be that has not opened while the server answers other things. `rttMs`: what the last answer
/// took; null: none yet.
export function openForMs(rttMs: number | null): number {
  return rttMs === null ? LONGEST_OPENING_MS / 2 : Math.min(LONGEST_OPENING_MS, Math.max(SHORTEST_OPENING_MS, 500 + 8 * rttMs));
}

/// Whether there is a way to the server again. A socket that is being opened while there is none asks ever more
/// seldom, and browsers hold back pages that open many; so something small is asked for each second. Where there is
/// no way this burdens nobody; where there is one, the socket soon opens and ends it. If it doesn't although there are
/// answers, the node that was asked for it hangs, and it is begun anew with each answer: a load balancer that has found
/// out leads elsewhere. No clock: times are arguments.
export interface Knocking {
  begin(nowMs: number): void;
  end(): void;
  /// True when one is to be sent now; the next is then due a second later.
  isDue(nowMs: number): boolean;
  /// `first`: there is a way again. `again`: there has been one for a while. `unasked`: nobody was waiting for it any more.
  onAnswer(): "first" | "again" | "unasked";
  /// There was a way a moment ago, and it may be back any moment.
  isEager(nowMs: number): boolean;
  deadlineMs(): number;
}

const KNOCK_EACH_MS = 800;
/// The seat is not kept much longer, and nobody looks at the page so closely any more.
const EAGER_FOR_MS = 90_000;
const LATER_EACH_MS = 5000;

export function createKnocking(): Knocking {
  let sinceMs: number | null = null;
  let answered = false;
  let dueMs = Number.POSITIVE_INFINITY;

  function end(): void {
    sinceMs = null;
    answered = false;
    dueMs = Number.POSITIVE_INFINITY;
  }

  return {
    begin: (nowMs) => {
      if (sinceMs === null) {
        sinceMs = nowMs;
        dueMs = nowMs + KNOCK_EACH_MS;
      }
    },
    end,
    isDue: (nowMs) => {
      if (sinceMs === null || nowMs < dueMs) {
        return false;
      }
      dueMs = nowMs + (nowMs - sinceMs < EAGER_FOR_MS ? KNOCK_EACH_MS : LATER_EACH_MS);
      return true;
    },
    isEager: (nowMs) => sinceMs !== null && nowMs - sinceMs < EAGER_FOR_MS,
    onAnswer: () => {
      if (sinceMs === null) {
        return "unasked";
      }
      const before = answered;
      answered = true;
      return before ? "again" : "first";
    },
    deadlineMs: () => dueMs,
  };
}
