import { assertNever } from "../call/assertNever";
import { mark } from "../call/marks";
import type { Outgoing, SignalingEvent } from "../call/ports";
import type { EndReason, FailReason, Seat } from "../call/types";
import { readFrame, writePlain } from "./codec";
import { createDelivery, type Delivery } from "./delivery";
import { countedOf, eventOf, joinedBy, otherPresence } from "./meaning";
import type { Counted, Plain, ServerFrame, Welcome } from "./messages";
import { createPulse } from "./pulse";
import { createKnocking, eagerTryMs, JOIN_FOR_MS, JOIN_TRIES, openForMs, RETURN_FOR_MS, ticketForMs, toldMs, waitMs } from "./retry";
import { onClosed, onTicketRefused, type Verdict } from "./verdicts";

export type TicketAnswer =
  | { readonly kind: "ticket"; readonly ticket: string; readonly verifier: string; readonly url: string }
  | { readonly kind: "refused"; readonly code: string; readonly retryAfterMs: number | null };

/// What the machine wants done; never calls back in.
export interface ConnectionSink {
  /// An answer is of no use after this time, and the request is to be given up: it may be at a node that hangs.
  requestTicket(withinMs: number): void;
  /// Events of a socket carry its number; those of an older one are ignored.
  openSocket(url: string, number: number): void;
  /// Asks for anything at all of the server, with little patience. What answers is told by `onKnockAnswered`.
  knock(): void;
  sendText(text: string): void;
  closeSocket(code: number): void;
  emit(event: SignalingEvent): void;
}

export const NEVER = Number.POSITIVE_INFINITY;

/// The page's side of `meet.v1` (docs/protocol.md 2 to 6): ticket, hello, resume, numbers, heartbeat, back-off.
/// Owns no socket, no timer and no clock; `client.ts` drives it.
export interface Connection {
  start(nowMs: number): void;
  stop(): void;
  send(message: Outgoing, nowMs: number): void;
  onTicket(answer: TicketAnswer, nowMs: number): void;
  onSocketOpen(number: number, nowMs: number): void;
  onText(number: number, text: string, nowMs: number): void;
  onSocketClosed(number: number, code: number, nowMs: number): void;
  /// The network came back, or the page is seen again: now is a good time to try.
  onWake(nowMs: number): void;
  /// Nothing comes any more by other ways, or the network changed: the socket may be dead as well.
  onDoubt(nowMs: number): void;
  onKnockAnswered(nowMs: number): void;
  onTimeout(nowMs: number): void;
  /// When `onTimeout` next has work to do, or `NEVER`.
  deadlineMs(): number;
}

interface Session {
  readonly sid: string;
  readonly seat: Seat;
  readonly timing: Welcome["timing"];
  readonly url: string;
  readonly delivery: Delivery;
  resumeToken: string;
}

type Phase =
  | { readonly kind: "stopped" }
  | { readonly kind: "askingTicket"; readonly untilMs: number }
  | { readonly kind: "waiting"; readonly untilMs: number }
  /// A socket is opened to say hello (with a ticket) or to resume.
  | { readonly kind: "opening"; readonly sinceMs: number; readonly untilMs: number; readonly greeting: string }
  | { readonly kind: "greeting"; readonly untilMs: number }
  | { readonly kind: "open" };

const OPEN_TIMEOUT_MS = 8000;
const GREETING_TIMEOUT_MS = 8000;
const ACK_AFTER_MESSAGES = 8;
/// After a wake-up an answer is wanted this soon, for a socket may have died unseen while the page slept.
const PROBE_MS = 3000;
/// A try that is younger than this has as good a chance as another one.
const YOUNG_MS = 300;
/// A connection that lasted so long was a good one: the next try is at once again.
const STABLE_AFTER_MS = 5000;

const CLOSE_NORMAL = 1000;
const CLOSE_QUIET = 3001;
const CLOSE_PROTOCOL = 4000;

export function createConnection(out: ConnectionSink, random: () => number): Connection {
  let phase: Phase = { kind: "stopped" };
  let session: Session | null = null;
  let socket = 0;
  let url = "";
  let failures = 0;
  let tickets = 0;
  let wasSeated = false;
  let lostMs: number | null = null;
  let byeDelayMs: number | null = null;
  let openedMs = 0;
  const pulse = createPulse();
  const knocking = createKnocking();

  // --- trying

  function tryNow(nowMs: number): void {
    if (session) {
      const { sid, resumeToken, delivery } = session;
      openSocket(session.url, writePlain({ kind: "resume", sid, resumeToken, ack: delivery.received }), nowMs);
      return;
    }
    const withinMs = ticketForMs(wasSeated, failures);
    phase = { kind: "askingTicket", untilMs: nowMs + withinMs };
    if (!wasSeated) {
      out.emit({ kind: "connecting", attempt: failures + 1 });
    }
    out.requestTicket(withinMs);
  }

  function openSocket(at: string, greeting: string, nowMs: number): void {
    socket += 1;
    const patienceMs = knocking.isEager(nowMs) ? eagerTryMs(failures, random()) : OPEN_TIMEOUT_MS;
    phase = { kind: "opening", sinceMs: nowMs, untilMs: nowMs + patienceMs, greeting };
    out.openSocket(at, socket);
  }

  function tryLater(nowMs: number, atLeastMs = 0): void {
    lostMs ??= nowMs;
    const tooOften = !wasSeated && failures >= JOIN_TRIES - 1;
    const tooLong = wasSeated && nowMs - lostMs > RETURN_FOR_MS;
    if (tooOften || tooLong) {
      fail("networkLost");
      return;
    }
    const wait = knocking.isEager(nowMs) ? 0 : waitMs(failures, random());
    waitUntil(nowMs + Math.max(atLeastMs, wait), nowMs);
  }

  function waitUntil(untilMs: number, nowMs: number): void {
    lostMs ??= nowMs;
    failures += 1;
    phase = { kind: "waiting", untilMs };
    if (untilMs <= nowMs) {
      tryNow(nowMs);
    }
  }

  function hasTriedEnough(nowMs: number): boolean {
    return failures >= JOIN_TRIES - 1 && lostMs !== null && nowMs - lostMs >= JOIN_FOR_MS;
  }

  function dropSocket(code: number): void {
    if (phase.kind === "opening" || phase.kind === "greeting" || phase.kind === "open") {
      out.closeSocket(code);
    }
    socket += 1;
    pulse.rest();
  }

  /// The socket is gone; the session goes on over another one.
  function lost(nowMs: number, atLeastMs = 0): void {
    const wasOpen = phase.kind === "open";
    dropSocket(CLOSE_QUIET);
    if (wasOpen) {
      // A server that lets us in and throws us out again is not asked in a tight circle.
      failures = nowMs - openedMs >= STABLE_AFTER_MS ? 0 : failures;
      lostMs = nowMs;
      out.emit({ kind: "linkLost" });
    }
    tryLater(nowMs, atLeastMs);
  }

  /// Nothing came and nobody said why: there may be no way at all. So we listen for one.
  function silent(nowMs: number): void {
    if (session) {
      knocking.begin(nowMs);
    }
    lost(nowMs);
  }

  /// The session is gone as well: a full join, with a ticket.
  function startOver(nowMs: number): void {
    session = null;
    lost(nowMs);
  }

  function fail(reason: FailReason): void {
    stop(reason === "protocol" ? CLOSE_PROTOCOL : CLOSE_NORMAL);
    out.emit({ kind: "signalingFailed", reason });
  }

  function over(by: Seat | "server" | null, reason: EndReason): void {
    stop(CLOSE_NORMAL);
    out.emit({ kind: "meetingEnded", by, reason });
  }

  function stop(code: number): void {
    dropSocket(code);
    knocking.end();
    phase = { kind: "stopped" };
    session = null;
  }

  // --- what comes in

  function onFrame(frame: ServerFrame, nowMs: number): void {
    if (frame.ack !== null && session?.delivery.onAck(frame.ack)) {
      pulse.onProgress(nowMs, session.delivery.waitingCharacters);
    }
    switch (frame.kind) {
      case "plain":
        onPlain(frame.message, nowMs);
        return;
      case "counted":
        if (frame.message.kind === "ended" && phase.kind === "greeting") {
          // It ended between the ticket and the hello: there is no welcome before this.
          return over(frame.message.by, frame.message.reason);
        }
        if (receive(frame.seq, nowMs) && session) {
          onCounted(frame.message, session);
        }
        return;
      case "unknown":
        if (frame.seq !== null) {
          receive(frame.seq, nowMs);
        }
        return;
      default:
        assertNever(frame);
    }
  }

  function receive(seq: number, nowMs: number): boolean {
    if (!session || phase.kind !== "open") {
      fail("protocol");
      return false;
    }
    const { delivery } = session;
    const what = delivery.onReceived(seq);
    if (what === "gap") {
      fail("protocol");
      return false;
    }
    if (delivery.owed >= ACK_AFTER_MESSAGES) {
      sendAck(delivery);
    } else if (delivery.owed > 0) {
      pulse.owe(nowMs);
    }
    return what === "new";
  }

  function onPlain(message: Plain, nowMs: number): void {
    switch (message.kind) {
      case "welcome":
        return phase.kind === "greeting" ? onWelcome(message, nowMs) : fail("protocol");
      case "resumed": {
        if (!session || phase.kind !== "greeting") {
          return fail("protocol");
        }
        session.resumeToken = message.resumeToken;
        session.delivery.onAck(message.ack);
        opened(session, nowMs);
        session.delivery.unacknowledged().forEach((text) => sendCounted(text, nowMs));
        return out.emit({ kind: "linkBack", other: otherPresence(message.present, session.seat) });
      }
      case "resync":
        failures = 0;
        return startOver(nowMs);
      case "replaced":
        return fail("replaced");
      case "bye":
        byeDelayMs = message.delayMs;
        return;
      case "error":
        return out.emit({ kind: "serverError", code: message.code });
      case "pong":
        return pulse.onPong(nowMs);
      case "ack":
        return;
      default:
        return assertNever(message);
    }
  }

  function onWelcome(welcome: Welcome, nowMs: number): void {
    mark("welcome");
    const { sid, seat, timing, resumeToken } = welcome;
    session = { sid, seat, timing, resumeToken, url, delivery: createDelivery() };
    wasSeated = true;
    tickets = 0;
    opened(session, nowMs);
    out.emit(joinedBy(welcome));
  }

  function opened({ timing }: Session, nowMs: number): void {
    phase = { kind: "open" };
    openedMs = nowMs;
    lostMs = null;
    byeDelayMs = null;
    pulse.begin(nowMs, timing);
  }

  function onCounted(message: Counted, { seat }: Session): void {
    const event = eventOf(message, seat);
    if (event?.kind === "meetingEnded") {
      return over(event.by, event.reason);
    }
    if (event) {
      out.emit(event);
    }
  }

  // --- what goes out

  function sendCounted(text: string, nowMs: number): void {
    pulse.onAcknowledged();
    pulse.onSent(nowMs, text.length);
    out.sendText(text);
  }

  function sendAck(delivery: Delivery): void {
    pulse.onAcknowledged();
    delivery.onAcknowledged();
    out.sendText(writePlain({ kind: "ack", ack: delivery.received }));
  }

  function ping(nowMs: number): void {
    if (session) {
      session.delivery.onAcknowledged();
      out.sendText(writePlain({ kind: "ping", n: pulse.ping(nowMs), ack: session.delivery.received }));
    }
  }

  function probe(nowMs: number, forMs: number): void {
    pulse.expect(nowMs, forMs);
    ping(nowMs);
  }

  // --- closing

  function obey(verdict: Verdict, nowMs: number): void {
    switch (verdict.kind) {
      case "again":
        return phase.kind === "askingTicket" ? tryLater(nowMs, verdict.atLeastMs) : lost(nowMs, verdict.atLeastMs);
      case "asTold":
        return waitUntil(nowMs + toldMs(verdict.inMs, random()), nowMs);
      case "newTicket":
        return tickets > 1 ? fail("protocol") : startOver(nowMs);
      case "over":
        return over(null, "other");
      case "failed":
        return fail(verdict.reason);
      default:
        return assertNever(verdict);
    }
  }

  return {
    start: (nowMs) => {
      if (phase.kind !== "stopped") {
        return;
      }
      session = null;
      wasSeated = false;
      lostMs = null;
      failures = 0;
      tickets = 0;
      tryNow(nowMs);
    },
    stop: () => stop(CLOSE_NORMAL),
    send: (message, nowMs) => {
      const text = session?.delivery.push(countedOf(message));
      if (text === null) {
        // The server has not taken anything for so long that it can't catch up.
        return startOver(nowMs);
      }
      if (text !== undefined && phase.kind === "open") {
        sendCounted(text, nowMs);
      }
    },
    onTicket: (answer, nowMs) => {
      if (phase.kind !== "askingTicket") {
        return;
      }
      if (answer.kind === "refused") {
        const verdict = onTicketRefused(answer.code, answer.retryAfterMs ?? 0, !wasSeated, hasTriedEnough(nowMs));
        return obey(verdict, nowMs);
      }
      mark("ticket");
      tickets += 1;
      url = answer.url;
      openSocket(url, writePlain({ kind: "hello", ticket: answer.ticket, verifier: answer.verifier }), nowMs);
    },
    onSocketOpen: (number, nowMs) => {
      if (number === socket && phase.kind === "opening") {
        knocking.end();
        pulse.onAsked(nowMs);
        const { greeting } = phase;
        phase = { kind: "greeting", untilMs: nowMs + GREETING_TIMEOUT_MS };
        out.sendText(greeting);
      }
    },
    onText: (number, text, nowMs) => {
      if (number !== socket || (phase.kind !== "greeting" && phase.kind !== "open")) {
        return;
      }
      pulse.onHeard(nowMs);
      let frame: ServerFrame;
      try {
        frame = readFrame(text);
      } catch {
        return fail("protocol");
      }
      onFrame(frame, nowMs);
    },
    onSocketClosed: (number, code, nowMs) => {
      if (number === socket && phase.kind !== "stopped") {
        // Refused is an answer too.
        knocking.end();
        obey(onClosed(code, byeDelayMs), nowMs);
      }
    },
    onWake: (nowMs) => {
      if (phase.kind === "waiting") {
        tryNow(nowMs);
      } else if (phase.kind === "open" && !pulse.isExpecting()) {
        probe(nowMs, PROBE_MS);
      }
    },
    onDoubt: (nowMs) => {
      const forMs = pulse.patienceMs();
      if (phase.kind === "waiting") {
        tryNow(nowMs);
      } else if (phase.kind === "open" && pulse.isSooner(nowMs, forMs)) {
        probe(nowMs, forMs);
      }
    },
    onKnockAnswered: (nowMs) => {
      const answer = knocking.onAnswer();
      if (answer === "unasked") {
        return;
      }
      if (phase.kind === "waiting") {
        tryNow(nowMs);
      } else if (phase.kind === "opening" && nowMs - phase.sinceMs >= (answer === "first" ? YOUNG_MS : openForMs(pulse.rttMs()))) {
        // It waits for answers to packets that were lost when there was no way, or for a node that hangs.
        dropSocket(CLOSE_QUIET);
        tryNow(nowMs);
      }
    },
    onTimeout: (nowMs) => {
      if (knocking.isDue(nowMs)) {
        out.knock();
      }
      switch (phase.kind) {
        case "stopped":
          return;
        case "waiting":
          return nowMs >= phase.untilMs ? tryNow(nowMs) : undefined;
        case "askingTicket":
          return nowMs >= phase.untilMs ? tryLater(nowMs) : undefined;
        case "opening":
        case "greeting":
          return nowMs >= phase.untilMs ? silent(nowMs) : undefined;
        case "open":
          return whenOpen(nowMs);
        default:
          return assertNever(phase);
      }
    },
    deadlineMs: () => {
      switch (phase.kind) {
        case "stopped":
          return NEVER;
        case "open":
          return pulse.deadlineMs();
        case "waiting":
        case "askingTicket":
        case "opening":
        case "greeting":
          return Math.min(phase.untilMs, knocking.deadlineMs());
        default:
          return assertNever(phase);
      }
    },
  };

  function whenOpen(nowMs: number): void {
    if (!session) {
      return;
    }
    switch (pulse.look(nowMs)) {
      case "slept":
        // Timers of hidden pages are held back.
        return probe(nowMs, PROBE_MS);
      case "silent":
        return silent(nowMs);
      case "stuck":
        pulse.onStuck();
        return silent(nowMs);
      case "well":
        break;
    }
    if (pulse.isPingDue(nowMs)) {
      ping(nowMs);
    }
    if (pulse.isAckDue(nowMs)) {
      sendAck(session.delivery);
    }
  }
}
