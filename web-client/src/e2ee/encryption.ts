import { signal } from "@preact/signals";
import type { Encryption, FrameTransforms } from "../call/ports";
import type { LockState } from "../call/types";
import { createFrameTransforms } from "./transforms";

/// This build seals nothing: what should be sealed passes unchanged, and the lock says so.
export function createEncryption(): Encryption & { readonly transforms: FrameTransforms } {
  const transforms = createFrameTransforms();
  return {
    transforms,
    lock: signal<LockState>({ kind: "testBuild" }),
    seal: (data) => Promise.resolve(data),
    open: (data) => Promise.resolve(data),
    close: () => transforms.close(),
  };
}
