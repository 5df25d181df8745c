import type { Channel } from "../call/ports";
import type { StopReason } from "../call/types";
import { type Keyring, MEDIA, type MessageCtx } from "./frames";
import { createLegibility } from "./legibility";
import { type Lock, onAlone, onBroken, onCompared, onSecured, onSecuring, OPEN } from "./lock";
import type { Pairing, PairingFailure, PairingSink, Secured } from "./pairing";
import type { SessionNews, ToWorker } from "./workerMessages";

/// One page's side of the encryption: agrees on keys by `pairing`, seals and opens by `keyring`, and tells the page
/// how it stands. Confined to the worker; `worker.ts` gives it time and carries its messages.
export interface Session {
  onPage(message: Exclude<ToWorker, { t: "start" | "count" | "freshPictures" }>, nowMs: number): void;
  onTimeout(nowMs: number): void;
  /// When `onTimeout` next has work to do, or `Infinity`. Ask again after `idle`.
  deadlineMs(): number;
  idle(): Promise<void>;
}

export interface SessionDeps {
  readonly keyring: Keyring;
  readonly startPairing: (sink: PairingSink) => Pairing;
  /// Milliseconds since 1970, to tell when codes were compared.
  readonly wallMs: () => number;
  /// For what ends long after it began.
  readonly nowMs: () => number;
}

export interface SessionSink {
  tell(news: SessionNews): void;
  /// Keys are new: who sends pictures makes a key frame, who receives asks for one.
  keysChanged(): void;
}

const HANDSHAKE = 0;
const CTX: Readonly<Record<Channel, MessageCtx>> = { chat: 4, control: 5 };
const CHANNEL: Readonly<Record<number, Channel | undefined>> = { 4: "chat", 5: "control" };
const SECOND_MS = 1000;
/// What may wait for the word that its keys are good; more comes from nobody who means well.
const MAX_EARLY = 64;

type Heard = Extract<SessionNews, { t: "heard" }>;

export function createSession({ keyring, startPairing, wallMs, nowMs: now }: SessionDeps, out: SessionSink): Session {
  const legibility = createLegibility();
  let lock: Lock = OPEN;
  let other: string | null = null;
  let secured = false;
  let undecodable = false;
  let secondAtMs = Infinity;
  let early: Heard[] = [];
  // Sealing takes time; what is said keeps its order.
  let said: Promise<void> = Promise.resolve();

  const pairing = startPairing({
    post: (to, data) => out.tell({ t: "post", to, data }),
    wantAssertion: (jkt) => out.tell({ t: "wantAssertion", jkt }),
    securing: () => {
      unsecured();
      show(onSecuring(lock));
    },
    confirming: (generation) => keyring.expect(generation),
    secured: onAgreed,
    failed: (reason: PairingFailure, caseId) => broken(reason, caseId),
  });

  function show(next: Lock): void {
    if (next.state !== lock.state) {
      out.tell({ t: "lock", lock: next.state });
    }
    lock = next;
  }

  async function onAgreed({ keys, peerKey, ...agreed }: Secured): Promise<void> {
    if (!(await keyring.install(keys, now())) || lock.state.kind === "broken") {
      return;
    }
    const { lock: after, newDevice } = onSecured(lock, agreed, peerKey);
    secured = true;
    legibility.reset();
    keyring.takeTallies();
    secondAtMs = now() + SECOND_MS;
    show(after);
    out.tell({ t: "secured", newDevice, name: agreed.peer.name });
    out.keysChanged();
    early.splice(0).forEach((heard) => out.tell(heard));
  }

  /// The keys of before go on opening what is under way, but nothing is said with them to someone who lacks them.
  function unsecured(): void {
    if (secured) {
      secured = false;
      out.tell({ t: "unsecured" });
    }
    tellUndecodable(false);
    secondAtMs = Infinity;
    early = [];
  }

  function broken(reason: StopReason, caseId?: string): void {
    if (lock.state.kind === "broken") {
      return;
    }
    keyring.drop();
    unsecured();
    show(onBroken(lock, reason, caseId));
    out.tell({ t: "violated", reason });
  }

  function pair(own: string, conn: string | null, nowMs: number): void {
    other = conn;
    if (conn === null) {
      unsecured();
      keyring.drop();
      show(onAlone(lock));
    }
    pairing.onConnections(own, conn, nowMs);
  }

  function receive(from: string, data: Uint8Array<ArrayBuffer>, nowMs: number): void {
    if (from !== other || data.length === 0) {
      return;
    }
    const kind = data[0] ?? 0;
    if (kind === HANDSHAKE) {
      pairing.onMessage(from, data, nowMs);
      return;
    }
    const channel = CHANNEL[kind];
    if (channel) {
      void open(channel, data.subarray(1), nowMs);
    }
  }

  async function open(channel: Channel, sealed: Uint8Array<ArrayBuffer>, nowMs: number): Promise<void> {
    const opened = await keyring.openMessage(CTX[channel], sealed, nowMs);
    if (opened.kind !== "message") {
      return;
    }
    const heard: Heard = { t: "heard", channel, data: opened.plaintext, missed: opened.missed };
    if (secured) {
      out.tell(heard);
    } else if (early.length < MAX_EARLY) {
      early.push(heard);
    }
  }

  function say(channel: Channel, data: Uint8Array): void {
    const to = other;
    said = said.then(async () => {
      const sealed = secured && to !== null && to === other ? await keyring.sealMessage(CTX[channel], data) : null;
      if (sealed && to !== null) {
        const message = new Uint8Array(1 + sealed.length);
        message[0] = CTX[channel];
        message.set(sealed, 1);
        out.tell({ t: "post", to, data: message });
      }
    });
  }

  function onSecond(nowMs: number): void {
    secondAtMs = nowMs + SECOND_MS;
    const tallies = keyring.takeTallies();
    const verdict = legibility.onSecond(MEDIA.map((ctx) => tallies[ctx]));
    tellUndecodable(verdict.undecodable);
    if (verdict.repair || keyring.spent) {
      pairing.repair(nowMs);
    }
  }

  function tellUndecodable(on: boolean): void {
    if (on !== undecodable) {
      undecodable = on;
      out.tell({ t: "undecodable", on });
    }
  }

  return {
    onPage: (message, nowMs) => {
      if (lock.state.kind === "broken") {
        return;
      }
      switch (message.t) {
        case "pair":
          return pair(message.own, message.other, nowMs);
        case "receive":
          return receive(message.from, message.data, nowMs);
        case "assertion":
          return pairing.onAssertion(message.answer, nowMs);
        case "say":
          return say(message.channel, message.data);
        case "compared":
          return show(onCompared(lock, message.digits, wallMs()));
        case "halt":
          // What was said before goes out first: it tells the other one why.
          said = said.then(() => broken(message.reason));
          return;
      }
    },
    onTimeout: (nowMs) => {
      keyring.onTimeout(nowMs);
      if (lock.state.kind === "broken") {
        return;
      }
      if (nowMs >= secondAtMs) {
        onSecond(nowMs);
      }
      pairing.onTimeout(nowMs);
    },
    deadlineMs: () =>
      lock.state.kind === "broken" ? Infinity : Math.min(secondAtMs, keyring.deadlineMs(), pairing.deadlineMs()),
    idle: () => pairing.idle(),
  };
}
