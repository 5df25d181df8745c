import type { TokenSource } from "../api/http";
import { createEmitter } from "../call/emitter";
import type { Signaling, SignalingEvent } from "../call/ports";
import { type Connection, createConnection, NEVER, type TicketAnswer } from "./connection";
import { askTicket } from "./ticket";

/// A knock that was not answered by then asked when there was no way; the next one has been sent.
const KNOCK_PATIENCE_MS = 1500;

/// Drives a `Connection` in a browser: the socket, one timer, and what the browser says of the network.
export function createSignaling(meetingId: string, tokens: TokenSource): Signaling {
  const events = createEmitter<SignalingEvent>();
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;
  /// What a listener does with an event may come back here; so it is told when the machine is done.
  const news: SignalingEvent[] = [];
  // Got while the person looks at the own picture, so that joining need not wait for it. Failing is for then.
  tokens.accessToken({ for: "signaling" }).catch(() => undefined);

  const now = () => performance.now();
  const connection: Connection = createConnection(
    {
      requestTicket: (withinMs) => {
        const owner = running;
        if (owner) {
          void askTicketWithin(withinMs, owner.signal).then((answer) =>
            answer ? drive(() => connection.onTicket(answer, now())) : undefined,
          );
        }
      },
      openSocket: (url, number) => {
        socket = open(url, number);
      },
      knock: () => {
        const owner = running;
        void fetch("/", { method: "HEAD", cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(KNOCK_PATIENCE_MS) }).then(
          () => (owner && !owner.signal.aborted ? drive(() => connection.onKnockAnswered(now())) : undefined),
          () => undefined,
        );
      },
      sendText: (text) => {
        if (socket?.readyState === WebSocket.OPEN) {
          socket.send(text);
        }
      },
      closeSocket: (code) => {
        socket?.close(code);
        socket = null;
      },
      emit: (event) => news.push(event),
    },
    Math.random,
  );

  function drive(what: () => void): void {
    what();
    clearTimeout(timer);
    const deadline = connection.deadlineMs();
    if (deadline !== NEVER) {
      timer = setTimeout(() => drive(() => connection.onTimeout(now())), Math.max(0, deadline - now()));
    }
    for (let event = news.shift(); event; event = news.shift()) {
      events.emit(event);
    }
  }

  /// Null when nobody wants it any more. Given up it frees its connection, which may lead to a node that hangs.
  async function askTicketWithin(ms: number, owner: AbortSignal): Promise<TicketAnswer | null> {
    const patience = new AbortController();
    const giveUp = () => patience.abort();
    const late = setTimeout(giveUp, ms);
    owner.addEventListener("abort", giveUp, { once: true });
    try {
      const answer = await askTicket(tokens, meetingId, patience.signal);
      return patience.signal.aborted ? null : answer;
    } finally {
      clearTimeout(late);
      owner.removeEventListener("abort", giveUp);
    }
  }

  function open(url: string, number: number): WebSocket | null {
    let opened: WebSocket;
    try {
      opened = new WebSocket(url, "meet.v1");
    } catch {
      // An address that can't be one: as if it had been closed, but not from within the machine.
      queueMicrotask(() => drive(() => connection.onSocketClosed(number, 1006, now())));
      return null;
    }
    opened.onopen = () => drive(() => connection.onSocketOpen(number, now()));
    opened.onmessage = ({ data }: MessageEvent<unknown>) =>
      drive(() => connection.onText(number, typeof data === "string" ? data : "", now()));
    opened.onclose = ({ code }) => drive(() => connection.onSocketClosed(number, code, now()));
    return opened;
  }

  function doubt(): void {
    drive(() => connection.onDoubt(now()));
  }

  function listen(signal: AbortSignal): void {
    const wake = () => drive(() => connection.onWake(now()));
    addEventListener("online", doubt, { signal });
    addEventListener("pageshow", wake, { signal });
    document.addEventListener("visibilitychange", () => (document.hidden ? undefined : wake()), { signal });
  }

  return {
    events: events.subscribe,
    start: () => {
      running?.abort();
      running = new AbortController();
      listen(running.signal);
      drive(() => connection.start(now()));
    },
    doubt,
    send: (message) => drive(() => connection.send(message, now())),
    stop: () => {
      running?.abort();
      running = null;
      drive(() => connection.stop());
    },
  };
}
