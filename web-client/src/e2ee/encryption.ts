import { signal } from "@preact/signals";
import { createEmitter } from "../call/emitter";
import type { Encryption, EncryptionEvent, FrameTransforms } from "../call/ports";
import type { LockState } from "../call/types";
import { createFrameTransforms } from "./transforms";

/// This build seals nothing: what should be sealed passes unchanged, and the lock says so.
export function createEncryption(): Encryption & { readonly transforms: FrameTransforms } {
  const transforms = createFrameTransforms();
  const events = createEmitter<EncryptionEvent>();
  let other: string | null = null;
  return {
    transforms,
    events: events.subscribe,
    lock: signal<LockState>({ kind: "testBuild" }),
    pair: (_own, conn) => {
      other = conn;
      if (conn !== null) {
        events.emit({ kind: "secured", newDevice: false, name: "" });
      }
    },
    receive: (_from, data) => {
      events.emit({ kind: "heard", channel: "control", data, missed: 0 });
    },
    say: (_channel, data) => {
      if (other !== null) {
        events.emit({ kind: "sealed", to: other, data });
      }
    },
    compared: () => undefined,
    halt: () => undefined,
    close: () => transforms.close(),
  };
}
