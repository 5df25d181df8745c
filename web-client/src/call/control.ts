import { assertNever } from "./assertNever";
import { boolean, integer, nullable, object, oneOf, type Parser, parseJson, string } from "../json/parse";
import type { Told } from "./together";
import { readTogether, writeTogether } from "./togetherCodec";
import { DEFAULT_MODE, type Measured, type Quality, VIDEO_MODES, type VideoMode } from "./types";

/// What the two pages tell each other end to end, so that no server can lie about it (docs/e2ee.md, control).
export type ControlMessage =
  | { readonly kind: "state"; readonly shown: Shown }
  /// A chat message has arrived.
  | { readonly kind: "got"; readonly id: string }
  /// This page has stopped for good. `codesDiffer`: because the person said so.
  | { readonly kind: "stopped"; readonly codesDiffer: boolean }
  /// What is pointed at, played and shown large.
  | { readonly kind: "together"; readonly told: Told }
  /// What is your clock? `atMs`: the asker's, which comes back with the answer.
  | { readonly kind: "clock"; readonly atMs: number }
  | { readonly kind: "clockIs"; readonly atMs: number; readonly theirsMs: number }
  /// A program was changed at core: who has an older version asks there. It brings nothing of the program itself.
  | { readonly kind: "program"; readonly id: string; readonly version: number };

/// How one of the two is, for the other one to see.
export interface Shown {
  readonly mic: boolean;
  /// Pictures are sent.
  readonly camera: boolean;
  /// The camera is on and has paused itself, because the line is too weak for it.
  readonly paused: boolean;
  readonly screen: boolean;
  /// Null: a page that does not tell, but for the quality.
  readonly measured: Measured | null;
  readonly quality: Quality;
  /// What it takes the cameras to be for, and how many times that was chosen: the later choice holds at both.
  readonly mode: VideoMode;
  readonly choice: number;
}

/// A chat message as it travels: `atMs` by the sender's clock.
export interface ChatMessage {
  readonly id: string;
  readonly atMs: number;
  readonly text: string;
}

/// More than a page of ours ever sends, for a newer one.
const MAX_TEXT = 8000;
/// Nobody presses so often; a number near the largest could not be outdone.
const MAX_CHOICES = 1_000_000;
const messageId = string({ pattern: /^[\w-]{1,64}$/ });

const messageType = object({ t: oneOf("state", "got", "stopped", "together", "clock", "clockIs", "program") });
/// Of a word that only a newer page knows: as if it had not been said. The rest of the message still counts.
function known<const T extends string>(...words: readonly T[]): Parser<T | null> {
  return (value) => words.find((word) => word === value) ?? null;
}

/// What came later than the first four may be missing: an older page.
const stateShape = object({
  mic: boolean,
  camera: boolean,
  screen: boolean,
  quality: integer(0, 4),
  paused: nullable(boolean),
  link: nullable(integer(0, 4)),
  hears: known("yes", "trouble", "no"),
  sees: known("yes", "trouble", "no"),
  mode: known(...VIDEO_MODES),
  choice: nullable(integer(0, MAX_CHOICES)),
});
const gotShape = object({ id: messageId });
const stoppedShape = object({ codesDiffer: boolean });
const clockMs = integer(0, 10_000_000_000_000);
const clockShape = object({ at: clockMs });
const clockIsShape = object({ at: clockMs, is: clockMs });
const programShape = object({ id: string({ min: 1, max: 200 }), version: integer(0) });
const chatShape = object({ id: messageId, ts: integer(), text: string({ min: 1, max: MAX_TEXT }) });

export function encodeControl(message: ControlMessage): Uint8Array {
  switch (message.kind) {
    case "state":
      return toBytes(stateOf(message.shown));
    case "got":
      return toBytes({ t: "got", id: message.id });
    case "stopped":
      return toBytes({ t: "stopped", codesDiffer: message.codesDiffer });
    case "together":
      return toBytes({ t: "together", ...writeTogether(message.told) });
    case "clock":
      return toBytes({ t: "clock", at: Math.round(message.atMs) });
    case "clockIs":
      return toBytes({ t: "clockIs", at: message.atMs, is: Math.round(message.theirsMs) });
    case "program":
      return toBytes({ t: "program", id: message.id, version: message.version });
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
        return { kind: t, shown: readState(value) };
      }
      case "got":
        return { kind: t, ...gotShape(value, "$") };
      case "stopped":
        return { kind: t, ...stoppedShape(value, "$") };
      case "together":
        return { kind: t, told: readTogether(value) };
      case "clock":
        return { kind: t, atMs: clockShape(value, "$").at };
      case "clockIs": {
        const { at, is } = clockIsShape(value, "$");
        return { kind: t, atMs: at, theirsMs: is };
      }
      case "program":
        return { kind: t, ...programShape(value, "$") };
      default:
        return assertNever(t);
    }
  });
}

function stateOf({ mic, camera, paused, screen, quality, measured, mode, choice }: Shown): unknown {
  const { link, hears, sees } = measured ?? {};
  return { t: "state", mic, camera, paused, screen, quality, link, hears, sees, mode, choice };
}

function readState(value: unknown): Shown {
  const { mic, camera, screen, ...state } = stateShape(value, "$");
  const quality = toQuality(state.quality);
  const { link, hears, sees } = state;
  const measured = link === null || hears === null || sees === null ? null : { quality, link: toQuality(link), hears, sees };
  // Whose choice is none does not win over any.
  const { mode, choice } = state.mode === null || state.choice === null ? { mode: DEFAULT_MODE, choice: 0 } : { mode: state.mode, choice: state.choice };
  return { mic, camera, paused: state.paused ?? false, screen, quality, measured, mode, choice };
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
