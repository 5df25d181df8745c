import { signal } from "@preact/signals";
import { createEmitter } from "../call/emitter";
import type { AssertionAnswer, Encryption, EncryptionEvent, FrameTransforms } from "../call/ports";
import type { LockState, StopReason } from "../call/types";
import { openWorker } from "./openWorker";
import { createFrameTransforms } from "./transforms";
import { type FromWorker, readFromWorker, type SessionStart, type ToWorker } from "./workerMessages";

export interface EncryptionDeps extends SessionStart {
  /// Asks the issuer to vouch for the key with this thumbprint (docs/e2ee.md, identity assertion).
  readonly askAssertion: (jkt: string) => Promise<AssertionAnswer>;
}

/// The page's end of the encryption. All keys are in the worker; this carries messages and shows the lock.
export function createEncryption({ meetingId, issuer, askAssertion }: EncryptionDeps): Encryption & {
  readonly transforms: FrameTransforms;
} {
  const worker = openWorker();
  const transforms = createFrameTransforms(worker);
  const events = createEmitter<EncryptionEvent>();
  const lock = signal<LockState>({ kind: "waiting" });
  let closed = false;

  function send(message: ToWorker): void {
    worker?.postMessage(message);
  }

  /// Red is the one thing that the page may say of the lock by itself: a dead worker says nothing any more.
  function broken(reason: StopReason): void {
    const { value } = lock;
    if (!closed && value.kind !== "broken") {
      lock.value = { kind: "broken", reason, caseId: "caseId" in value ? value.caseId : "" };
    }
  }

  function onWorker(message: FromWorker): void {
    switch (message.t) {
      case "first":
      case "counts":
        return transforms.onWorker(message);
      case "lock":
        lock.value = lock.peek().kind === "broken" ? lock.peek() : message.lock;
        return;
      case "wantAssertion":
        void askAssertion(message.jkt).then((answer) => send({ t: "assertion", answer }));
        return;
      case "post":
        return events.emit({ kind: "sealed", to: message.to, data: message.data });
      case "secured":
        return events.emit({ kind: "secured", newDevice: message.newDevice, name: message.name });
      case "unsecured":
        return events.emit({ kind: "unsecured" });
      case "heard":
        return events.emit({ kind: "heard", channel: message.channel, data: message.data, missed: message.missed });
      case "undecodable":
        return events.emit({ kind: "undecodable", on: message.on });
      case "violated":
        return events.emit({ kind: "violated", reason: message.reason });
    }
  }

  worker?.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (!closed) {
      onWorker(readFromWorker(data));
    }
  });
  worker?.addEventListener("error", () => {
    broken("workerLost");
    events.emit({ kind: "violated", reason: "workerLost" });
  });
  send({ t: "start", meetingId, issuer });

  return {
    transforms,
    events: events.subscribe,
    lock,
    pair: (own, other) => send({ t: "pair", own, other }),
    receive: (from, data) => send({ t: "receive", from, data: new Uint8Array(data) }),
    say: (channel, data) => send({ t: "say", channel, data }),
    compared: (digits) => send({ t: "compared", digits }),
    halt: (reason) => {
      broken(reason);
      send({ t: "halt", reason });
    },
    close: () => {
      closed = true;
      worker?.terminate();
      transforms.close();
    },
  };
}
