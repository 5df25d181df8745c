import type { MessageKey } from "../../i18n/catalogue";

/// The keyboard of the meeting page (UI.md 6). Nothing ends the meeting by a single key.

export type KeyIntent = "mic" | "camera" | "share" | "program" | "chat" | "fullScreen" | "lock" | "keyList" | "nextPart" | "talk" | "escape" | "nextExercise" | "previousExercise";

export interface Pressed {
  readonly key: string;
  readonly withModifier: boolean;
  readonly repeated: boolean;
  /// Where the focus is: keys that write or press there are left to it.
  readonly target: "text" | "control" | "page";
}

const SINGLE_KEYS: Readonly<Record<string, KeyIntent>> = {
  m: "mic",
  v: "camera",
  s: "share",
  f: "fullScreen",
  p: "program",
  c: "chat",
  l: "lock",
  n: "nextExercise",
  b: "previousExercise",
  "?": "keyList",
};

export function intentOf(pressed: Pressed, singleKeys: boolean): KeyIntent | null {
  if (pressed.withModifier || pressed.repeated) return null;
  if (pressed.key === "F6") return "nextPart";
  if (pressed.key === "Escape") return "escape";
  if (!singleKeys || pressed.target === "text") return null;
  if (pressed.key === " ") return pressed.target === "page" ? "talk" : null;
  return SINGLE_KEYS[pressed.key.toLowerCase()] ?? null;
}

/// Two Escapes within this time are the quick exit.
export const DOUBLE_ESCAPE_MS = 700;

export function targetOf(element: Element | null): Pressed["target"] {
  if (!element) return "page";
  if (element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return "text";
  return element.closest("button, a, input, summary") ? "control" : "page";
}

type ShownKey =
  | { readonly kind: "sign"; readonly sign: string }
  | { readonly kind: "named"; readonly name: "keys.space" | "keys.esc" };

const sign = (text: string): ShownKey => ({ kind: "sign", sign: text });

export const KEY_LIST: readonly { readonly key: ShownKey; readonly does: Extract<MessageKey, `keys.${string}`> }[] = [
  { key: sign("M"), does: "keys.mic" },
  { key: { kind: "named", name: "keys.space" }, does: "keys.talk" },
  { key: sign("V"), does: "keys.camera" },
  { key: sign("S"), does: "keys.share" },
  { key: sign("F"), does: "keys.fullScreen" },
  { key: sign("P"), does: "keys.program" },
  { key: sign("C"), does: "keys.chat" },
  { key: sign("L"), does: "keys.lock" },
  { key: sign("N"), does: "keys.nextExercise" },
  { key: sign("B"), does: "keys.previousExercise" },
  { key: sign("?"), does: "keys.list" },
  { key: sign("F6"), does: "keys.parts" },
  { key: { kind: "named", name: "keys.esc" }, does: "keys.quickExit" },
];
