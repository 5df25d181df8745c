import type { Agreed, LockState, StopReason } from "../call/types";

/// What the lock shows, and what it remembers of the other's key. Pure: events in, state out.
export interface Lock {
  readonly state: LockState;
  /// Thumbprint of the key that the other one had last.
  readonly lastKey: string | null;
  /// The key for which the two have compared the code, and when.
  readonly compared: { readonly key: string; readonly atMs: number } | null;
}

export const OPEN: Lock = { state: { kind: "waiting" }, lastKey: null, compared: null };

export function onAlone(lock: Lock): Lock {
  return to(lock, { kind: "waiting" });
}

export function onSecuring(lock: Lock): Lock {
  return to(lock, { kind: "securing" });
}

/// The mark "compared" belongs to the other's key, which lives as long as their page: it stays over new connections
/// and pairings, and is gone with a page that was loaded anew or on another device. Who has never compared loses
/// nothing by that; who has is asked to do it again.
export function onSecured(lock: Lock, agreed: Agreed, peerKey: string): { readonly lock: Lock; readonly newDevice: boolean } {
  const newDevice = lock.lastKey !== null && lock.lastKey !== peerKey;
  const after = { ...lock, lastKey: peerKey };
  if (lock.compared?.key === peerKey) {
    return { lock: to(after, { kind: "verified", ...agreed, comparedAtMs: lock.compared.atMs }), newDevice };
  }
  return { lock: to(after, { kind: lock.compared ? "again" : "secure", ...agreed }), newDevice };
}

/// `digits` say which code was compared: keys may have changed while the finger was on its way.
export function onCompared(lock: Lock, digits: string, atMs: number): Lock {
  const { state, lastKey } = lock;
  return lastKey !== null && "code" in state && state.code.digits === digits
    ? to({ ...lock, compared: { key: lastKey, atMs } }, { ...state, kind: "verified", comparedAtMs: atMs })
    : lock;
}

export function onBroken(lock: Lock, reason: StopReason, caseId?: string): Lock {
  const known = "caseId" in lock.state ? lock.state.caseId : "";
  return to(lock, { kind: "broken", reason, caseId: caseId ?? known });
}

/// Broken is for good.
function to(lock: Lock, state: LockState): Lock {
  return lock.state.kind === "broken" ? lock : { ...lock, state };
}
