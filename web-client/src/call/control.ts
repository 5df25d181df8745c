import { boolean, integer, object, parseJson } from "../json/parse";
import type { Quality } from "./types";

/// What the two pages tell each other end to end, so that no server can lie about it.
export type ControlMessage = {
  readonly kind: "state";
  readonly mic: boolean;
  readonly camera: boolean;
  readonly quality: Quality;
};

const stateShape = object({ mic: boolean, camera: boolean, quality: integer(0, 4) });

export function encodeControl(message: ControlMessage): Uint8Array {
  const { mic, camera, quality } = message;
  return new TextEncoder().encode(JSON.stringify({ t: "state", mic, camera, quality }));
}

/// Null for what this version does not know or can't read: the other page may be newer.
export function decodeControl(data: Uint8Array): ControlMessage | null {
  try {
    const value = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(data));
    const { mic, camera, quality } = stateShape(value, "$");
    return { kind: "state", mic, camera, quality: toQuality(quality) };
  } catch {
    return null;
  }
}

export function toQuality(value: number): Quality {
  const levels: readonly Quality[] = [0, 1, 2, 3, 4];
  return levels[Math.max(0, Math.min(4, Math.round(value)))] ?? 0;
}
