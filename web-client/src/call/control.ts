import { assertNever } from "./assertNever";
import { boolean, integer, object, oneOf, parseJson, string } from "../json/parse";
import type { Quality } from "./types";

/// What the two pages tell each other end to end, so that no server can lie about it (docs/e2ee.md, control).
export type ControlMessage =
  | { readonly kind: "state"; readonly shown: Shown }
  /// A chat message has arrived.
  | { readonly kind: "got"; readonly id: string }
  /// This page has stopped for good. `codesDiffer`: because the person said so.
  | { readonly kind: "stopped"; readonly codesDiffer: boolean };

/// How one of the two is, for the other one to see.
export interface Shown {
  readonly mic: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly quality: Quality;
}

/// A chat message as it travels: `atMs` by the sender's clock.
export interface ChatMessage {
  readonly id: string;
  readonly atMs: number;
  readonly text: string;
}

/// More than a page of ours ever sends, for a newer one.
const MAX_TEXT = 8000;
const messageId = string({ pattern: /^[\w-]{1,64}$/ });

const messageType = object({ t: oneOf("state", "got", "stopped") });
const stateShape = object({ mic: boolean, camera: boolean, screen: boolean, quality: integer(0, 4) });
const gotShape = object({ id: messageId });
const stoppedShape = object({ codesDiffer: boolean });
const chatShape = object({ id: messageId, ts: integer(), text: string({ min: 1, max: MAX_TEXT }) });

export function encodeControl(message: ControlMessage): Uint8Array {
  switch (message.kind) {
    case "state":
      return toBytes({ t: "state", ...message.shown });
    case "got":
      return toBytes({ t: "got", id: message.id });
    case "stopped":
      return toBytes({ t: "stopped", codesDiffer: message.codesDiffer });
    default:
      return assertNever(message);
  }
}

/// Null for what this version does not know or can't read: the other page may be newer.
export function decodeControl(data: Uint8Array): ControlMessage | null {
  return orNull(() => {
    const value = fromBytes(data);
    const { t } = messageType(value, "$");
    switch (t) {
      case "state": {
        const shown = stateShape(value, "$");
        return { kind: t, shown: { ...shown, quality: toQuality(shown.quality) } };
      }
      case "got":
        return { kind: t, ...gotShape(value, "$") };
      case "stopped":
        return { kind: t, ...stoppedShape(value, "$") };
      default:
        return assertNever(t);
    }
  });
}

export function encodeChat({ id, atMs, text }: ChatMessage): Uint8Array {
  return toBytes({ id, ts: atMs, text });
}

export function decodeChat(data: Uint8Array): ChatMessage | null {
  return orNull(() => {
    const { id, ts, text } = chatShape(fromBytes(data), "$");
    return { id, atMs: ts, text };
  });
}

export function toQuality(value: number): Quality {
  const levels: readonly Quality[] = [0, 1, 2, 3, 4];
  return levels[Math.max(0, Math.min(4, Math.round(value)))] ?? 0;
}

function toBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function fromBytes(data: Uint8Array): unknown {
  return parseJson(new TextDecoder("utf-8", { fatal: true }).decode(data));
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
