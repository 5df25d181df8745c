import type { Device, DeviceProblem } from "../call/types";

/// What a browser's answers about devices mean. Pure.

/// Browsers hide their devices from pages that came over plain http.
export class InsecurePageError extends Error {
  override readonly name = "InsecurePageError";
}

export function problemOf(error: unknown): DeviceProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "notFound";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    case "InsecurePageError":
      return "insecure";
    default:
      return "failed";
  }
}

/// Devices without a label are such that the page may not know yet.
export function devicesOf(kind: MediaDeviceKind, all: readonly MediaDeviceInfo[]): readonly Device[] {
  return all
    .filter((device) => device.kind === kind && device.deviceId !== "")
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

export function audioConstraints(deviceId: string | null): MediaTrackConstraints {
  return {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    channelCount: 1,
    ...(deviceId === null ? {} : { deviceId: { ideal: deviceId } }),
  };
}

export function videoConstraints(deviceId: string | null): MediaTrackConstraints {
  return {
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30, max: 30 },
    ...(deviceId === null ? { facingMode: "user" } : { deviceId: { ideal: deviceId } }),
  };
}
