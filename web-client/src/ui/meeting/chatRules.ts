import { MAX_CHAT_CHARACTERS, type CallState, type ChatEntry, type LockState } from "../../call";

/// The rules of the chat panel. Pure.

/// The last that came from the other one: what has been seen is everything up to it.
export function lastHeard(entries: readonly ChatEntry[]): string | null {
  return entries.findLast(isTheirs)?.id ?? null;
}

/// How many of theirs came after that one. One that is no longer kept is older than all that are.
export function unreadAfter(entries: readonly ChatEntry[], seen: string | null): number {
  const at = seen === null ? -1 : entries.findLastIndex((entry) => isTheirs(entry) && entry.id === seen);
  return entries.slice(at + 1).filter(isTheirs).length;
}

function isTheirs(entry: ChatEntry): entry is Extract<ChatEntry, { kind: "message" }> {
  return entry.kind === "message" && entry.from === "other";
}

/// Earlier it is no news, later it is too late to say it in fewer words.
const TOLD_FROM = 200;

/// How many more characters fit; null while there is plenty of room.
export function charactersLeft(text: string): number | null {
  const left = MAX_CHAT_CHARACTERS - text.length;
  return left <= TOLD_FROM ? left : null;
}

type Pressed = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "isComposing">;

/// Enter sends; with Shift it breaks the line. Keyboards on glass have one Enter for both, so there it breaks the
/// line. While a word is composed, as in Chinese, it ends that.
export function sends(pressed: Pressed, onGlass: boolean): boolean {
  if (pressed.key !== "Enter" || pressed.isComposing || pressed.shiftKey || pressed.altKey) return false;
  return !onGlass || pressed.ctrlKey || pressed.metaKey;
}

/// Why nothing can be written; null when it can. What is written before there are keys waits for them.
export function whyNot(state: CallState, lock: LockState): "alone" | "stopped" | null {
  if (lock.kind === "broken") return "stopped";
  return state.kind === "inCall" ? null : "alone";
}

/// So near the end that a new message may move what is read.
const NEAR_PX = 32;

export function isAtEnd(box: { readonly scrollTop: number; readonly clientHeight: number; readonly scrollHeight: number }): boolean {
  return box.scrollHeight - box.clientHeight - box.scrollTop <= NEAR_PX;
}

/// A toast is no place for a letter.
const TOAST_CHARACTERS = 120;

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  return characters.length <= TOAST_CHARACTERS ? line : `${characters.slice(0, TOAST_CHARACTERS).join("").trimEnd()}…`;
}

/// On the button's disc there is room for one figure.
export function onDisc(unread: number): string {
  return unread > 9 ? "9+" : String(unread);
}
