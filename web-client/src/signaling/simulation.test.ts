import { describe, expect, it } from "vitest";
import type { SignalingEvent } from "../call/ports";
import { fromBase64Url, toBase64Url } from "../json/base64url";
import { type Connection, createConnection } from "./connection";

/// The page's machine against a small server on a network that cuts sockets, loses what was on its way and sometimes
/// tells nobody. Whatever happens, each side's messages arrive once and in order. Time is simulated; a failing run
/// is repeated by its seed.

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Timeline {
  readonly nowMs: () => number;
  at(ms: number, what: () => void): void;
  runUntil(ms: number): void;
}

function timeline(): Timeline {
  let now = 0;
  let order = 0;
  const queue: { readonly ms: number; readonly order: number; readonly what: () => void }[] = [];
  return {
    nowMs: () => now,
    at: (ms, what) => queue.push({ ms: Math.max(ms, now), order: order++, what }),
    runUntil: (end) => {
      for (let steps = 0; steps < 500_000; steps++) {
        queue.sort((a, b) => a.ms - b.ms || a.order - b.order);
        const next = queue[0];
        if (!next || next.ms > end) {
          now = end;
          return;
        }
        queue.shift();
        now = next.ms;
        next.what();
      }
      throw new Error("the simulation does not come to rest");
    },
  };
}

type Message = Readonly<Record<string, unknown>>;

/// The server's half of docs/protocol.md 5.
function createServer(later: (ms: number, what: () => void) => void) {
  let session: { sid: string; token: string; before: string } | null = null;
  let conn = 0;
  let tokens = 0;
  let received = 0;
  let nextSeq = 1;
  let waiting: { seq: number; message: Message }[] = [];
  let send: ((message: Message) => void) | null = null;
  const heard: string[] = [];
  let resyncs = 0;

  const token = () => `token-${String(++tokens)}`;
  const present = { host: { state: "absent" }, invitee: { state: "present", conn: "c" } };

  function onHello(reply: (message: Message) => void): void {
    conn += 1;
    session = { sid: `s-${String(conn)}`, token: token(), before: "" };
    received = 0;
    nextSeq = 1;
    waiting = [];
    send = reply;
    const people = { host: { name: "H", title: "t" }, invitee: { name: "I", title: "t" } };
    const timing = { pingMs: 5000, clientDeadMs: 12_000, graceMs: 60_000 };
    const { sid, token: resumeToken } = session;
    reply({ t: "welcome", sid, conn: "c", resumeToken, seat: "invitee", people, present, timing, iceServers: [] });
  }

  function onResume(message: Message, reply: (message: Message) => void): void {
    const tokenOk = session && (message["resumeToken"] === session.token || message["resumeToken"] === session.before);
    if (!session || message["sid"] !== session.sid || !tokenOk) {
      resyncs += 1;
      reply({ t: "resync", reason: "unknown-session" });
      return;
    }
    session = { sid: session.sid, before: String(message["resumeToken"]), token: token() };
    send = reply;
    onAck(message);
    reply({ t: "resumed", resumeToken: session.token, ack: received, present, meeting: {} });
    waiting.forEach(({ seq, message: again }) => reply({ ...again, seq, ack: received }));
  }

  function onAck(message: Message): void {
    const ack = Number(message["ack"] ?? 0);
    waiting = waiting.filter(({ seq }) => seq > ack);
  }

  return {
    heard,
    resyncs: () => resyncs,
    onMessage: (message: Message, reply: (message: Message) => void) => {
      switch (message["t"]) {
        case "hello":
          { onHello(reply); return; }
        case "resume":
          { onResume(message, reply); return; }
        case "ping":
          onAck(message);
          { reply({ t: "pong", n: message["n"] }); return; }
        case "ack":
          { onAck(message); return; }
        default: {
          onAck(message);
          const seq = Number(message["seq"]);
          if (seq > received + 1) {
            throw new Error(`the page left a gap: ${String(seq)} after ${String(received)}`);
          }
          if (seq === received + 1) {
            received = seq;
            heard.push(new TextDecoder().decode(fromBase64Url(String(message["data"]))));
            later(200, () => reply({ t: "ack", ack: received }));
          }
        }
      }
    },
    say: (data: string) => {
      const message = { t: "e2ee", from: "c-host", data: toBase64Url(new TextEncoder().encode(data)) };
      waiting.push({ seq: nextSeq, message });
      send?.({ ...message, seq: nextSeq, ack: received });
      nextSeq += 1;
    },
    lost: () => {
      send = null;
    },
  };
}

function simulate(seed: number) {
  const random = randomOf(seed);
  const time = timeline();
  const server = createServer((ms, what) => time.at(time.nowMs() + ms, what));
  const events: SignalingEvent[] = [];
  const heard: string[] = [];
  let calm = false;
  let socket = { alive: false, number: 0 };
  const kept = (n: number) => n === socket.number && socket.alive;
  /// A socket keeps the order of what it carries.
  const arrival = { up: 0, down: 0 };
  const delay = (way: "up" | "down") => {
    // TCP that repeats what got lost ever more seldom. Who joins for the first time gives up sooner than this goes on.
    const isIn = events.some(({ kind }) => kind === "joined");
    const stuckMs = isIn && !calm && random() < 0.03 ? 6000 : 0;
    arrival[way] = Math.max(arrival[way], time.nowMs() + stuckMs + 1 + random() * (calm ? 20 : 300));
    return arrival[way];
  };

  const page: Connection = createConnection(
    {
      requestTicket: () => {
        const answer = { kind: "ticket", ticket: "t".repeat(43), verifier: "v".repeat(43), url: "ws://x" } as const;
        time.at(time.nowMs() + 20, () => drive(() => page.onTicket(answer, time.nowMs())));
      },
      openSocket: (_, number) => open(number),
      knock: () => {
        if (calm || random() < 0.5) {
          time.at(time.nowMs() + 1 + random() * 300, () => drive(() => page.onKnockAnswered(time.nowMs())));
        }
      },
      sendText: (text) => {
        const { number } = socket;
        time.at(delay("up"), () => {
          if (kept(number)) {
            server.onMessage(JSON.parse(text) as Message, (message) => down(number, message));
          }
        });
      },
      closeSocket: () => {
        socket = { ...socket, alive: false };
        server.lost();
      },
      emit: (event) => {
        events.push(event);
        if (event.kind === "sealed") {
          heard.push(new TextDecoder().decode(event.data));
        }
      },
    },
    random,
  );

  function down(number: number, message: Message): void {
    time.at(delay("down"), () => {
      if (kept(number)) {
        drive(() => page.onText(number, JSON.stringify(message), time.nowMs()));
      }
    });
  }

  function open(number: number): void {
    socket = { alive: true, number };
    arrival.up = 0;
    arrival.down = 0;
    const refused = !calm && random() < 0.3;
    time.at(time.nowMs() + 5, () =>
      drive(() => (refused ? page.onSocketClosed(number, 1006, time.nowMs()) : page.onSocketOpen(number, time.nowMs()))),
    );
    if (!calm) {
      time.at(time.nowMs() + 50 + random() * 4000, () => cut(number));
    }
  }

  /// What is on its way is lost. One time in five the page is not told, and has to notice.
  function cut(number: number): void {
    if (calm || !kept(number)) {
      return;
    }
    socket = { ...socket, alive: false };
    server.lost();
    if (random() < 0.8) {
      time.at(time.nowMs() + random() * 500, () => drive(() => page.onSocketClosed(number, 1006, time.nowMs())));
    }
  }

  let timer = 0;
  function drive(what: () => void): void {
    what();
    const mine = ++timer;
    const deadline = page.deadlineMs();
    if (Number.isFinite(deadline)) {
      time.at(deadline, () => (mine === timer ? drive(() => page.onTimeout(time.nowMs())) : undefined));
    }
  }

  return { time, page, server, events, heard, drive, random, calmDown: () => (calm = true) };
}

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);
const MESSAGES = 60;

describe("resume and replay", () => {
  it.each(SEEDS)("deliver once and in order over a bad network (seed %i)", (seed) => {
    const { time, page, server, events, heard, drive, random, calmDown } = simulate(seed);
    drive(() => page.start(0));
    time.runUntil(1000);
    for (let round = 0; events.at(-1)?.kind !== "joined" && round < 100; round++) {
      time.runUntil(time.nowMs() + 100);
    }
    const expected: string[] = [];
    for (let number = 0; number < MESSAGES; number++) {
      expected.push(`m-${String(number)}`);
      drive(() =>
        page.send({ kind: "sealed", to: "c-host", data: new TextEncoder().encode(`m-${String(number)}`) }, time.nowMs()),
      );
      server.say(`m-${String(number)}`);
      time.runUntil(time.nowMs() + random() * 800);
    }
    calmDown();
    time.runUntil(time.nowMs() + 60_000);

    expect(server.resyncs()).toBe(0);
    expect(events.filter(({ kind }) => kind === "joined")).toHaveLength(1);
    expect(heard).toEqual(expected);
    expect(server.heard).toEqual(expected);
  });

  it("were tried on a network that was bad enough", () => {
    const lost = SEEDS.slice(0, 10).map((seed) => {
      const { time, page, events, drive } = simulate(seed);
      drive(() => page.start(0));
      time.runUntil(60_000);
      return events.filter(({ kind }) => kind === "linkLost").length;
    });
    expect(Math.min(...lost)).toBeGreaterThanOrEqual(3);
  });
});
