import { type DeviceKind, VIDEO_MODES, type VideoMode } from "../call/types";

/// What the person chose last time: ids of devices, which mean nothing outside this browser, what the cameras are
/// for, and no more.
const KEY = "exorlive.device.";
const MODE_KEY = "exorlive.mode";
const MAX_LENGTH = 200;

export function rememberedDevice(kind: DeviceKind): string | null {
  const id = load(KEY + kind);
  return id !== null && id.length <= MAX_LENGTH ? id : null;
}

export function rememberDevice(kind: DeviceKind, id: string): void {
  save(KEY + kind, id);
}

export function rememberedMode(): VideoMode | null {
  const stored = load(MODE_KEY);
  return VIDEO_MODES.find((mode) => mode === stored) ?? null;
}

export function rememberMode(mode: VideoMode): void {
  save(MODE_KEY, mode);
}

function load(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function save(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that stores nothing: the choice holds for this page.
  }
}
