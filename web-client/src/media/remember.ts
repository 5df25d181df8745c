import type { DeviceKind } from "../call/types";

/// Which devices the person chose last time: their ids, which mean nothing outside this browser, and no more.
const KEY = "exorlive.device.";
const MAX_LENGTH = 200;

export function rememberedDevice(kind: DeviceKind): string | null {
  try {
    const id = localStorage.getItem(KEY + kind);
    return id !== null && id.length <= MAX_LENGTH ? id : null;
  } catch {
    return null;
  }
}

export function rememberDevice(kind: DeviceKind, id: string): void {
  try {
    localStorage.setItem(KEY + kind, id);
  } catch {
    // A browser that stores nothing: the choice holds for this page.
  }
}
