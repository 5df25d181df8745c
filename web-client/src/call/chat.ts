import type { ChatMessage } from "./control";
import type { ChatEntry } from "./types";

/// The chat of one page: what was written, and what the other one has not confirmed yet. Pure; times are arguments.
/// A message is sent again until it is confirmed, and the other page drops what it has seen before: so each is
/// shown once, whatever becomes of connections, pages and keys in between.
export interface Chat {
  readonly entries: readonly ChatEntry[];
  readonly unconfirmed: readonly Unconfirmed[];
}

interface Unconfirmed {
  readonly message: ChatMessage;
  readonly tries: number;
  /// When to send it again; null while there are no keys to seal it with.
  readonly againMs: number | null;
}

export interface ChatStep {
  readonly chat: Chat;
  /// To be sealed and sent, in this order.
  readonly send: readonly ChatMessage[];
}

export const EMPTY_CHAT: Chat = { entries: [], unconfirmed: [] };

/// Longer than a socket takes to come back; shorter makes copies where the network is slow.
const AGAIN_AFTER_MS = 8000;
const MAX_TRIES = 3;
/// What a page keeps: the oldest goes first.
const MAX_ENTRIES = 500;

/// `able`: there are keys. Without them it waits for them.
export function write(chat: Chat, message: ChatMessage, able: boolean, nowMs: number): ChatStep {
  const entry: ChatEntry = { kind: "message", from: "you", delivery: "sending", ...message };
  return sending({ ...chat, entries: append(chat.entries, entry) }, message, able, nowMs);
}

/// What was given up, once more under the same id.
export function writeAgain(chat: Chat, id: string, able: boolean, nowMs: number): ChatStep {
  const entry = chat.entries.find((one) => isOwn(one, id));
  if (entry?.kind !== "message" || entry.delivery !== "undelivered") {
    return { chat, send: [] };
  }
  return sending(marked(chat, id, "sending"), { id, atMs: entry.atMs, text: entry.text }, able, nowMs);
}

/// Keys are in place, perhaps with another page than before: whatever is unconfirmed goes out once more.
export function onKeys(chat: Chat, nowMs: number): ChatStep {
  const unconfirmed = chat.unconfirmed.map(({ message }) => ({ message, tries: 1, againMs: nowMs + AGAIN_AFTER_MS }));
  return { chat: { ...chat, unconfirmed }, send: unconfirmed.map(({ message }) => message) };
}

export function onNoKeys(chat: Chat): Chat {
  return { ...chat, unconfirmed: chat.unconfirmed.map((one) => ({ ...one, againMs: null })) };
}

/// A message of the other's. `isNew`: not seen before.
export function onMessage(chat: Chat, message: ChatMessage): { readonly chat: Chat; readonly isNew: boolean } {
  if (chat.entries.some((entry) => entry.kind === "message" && entry.from === "other" && entry.id === message.id)) {
    return { chat, isNew: false };
  }
  const entry: ChatEntry = { kind: "message", from: "other", delivery: "delivered", ...message };
  return { chat: { ...chat, entries: append(chat.entries, entry) }, isNew: true };
}

export function onMissed(chat: Chat, count: number, nowMs: number): Chat {
  return count > 0 ? { ...chat, entries: append(chat.entries, { kind: "lost", atMs: nowMs, count }) } : chat;
}

export function onConfirmed(chat: Chat, id: string): Chat {
  const known = chat.entries.some((entry) => isOwn(entry, id));
  return known ? { ...marked(chat, id, "delivered"), unconfirmed: without(chat, id) } : chat;
}

export function onTime(chat: Chat, nowMs: number): ChatStep {
  const send: ChatMessage[] = [];
  let after = chat;
  for (const one of chat.unconfirmed) {
    const { id } = one.message;
    if (one.againMs === null || nowMs < one.againMs) {
      continue;
    }
    if (one.tries >= MAX_TRIES) {
      after = { ...marked(after, id, "undelivered"), unconfirmed: without(after, id) };
    } else {
      const again = { ...one, tries: one.tries + 1, againMs: nowMs + AGAIN_AFTER_MS };
      after = { ...after, unconfirmed: after.unconfirmed.map((other) => (other === one ? again : other)) };
      send.push(one.message);
    }
  }
  return { chat: after, send };
}

/// Nothing more will be sent.
export function giveUp(chat: Chat): Chat {
  return chat.unconfirmed.reduce<Chat>((after, { message }) => marked(after, message.id, "undelivered"), {
    ...chat,
    unconfirmed: [],
  });
}

/// When `onTime` next has work to do.
export function chatDeadlineMs(chat: Chat): number | null {
  const times = chat.unconfirmed.flatMap(({ againMs }) => (againMs === null ? [] : [againMs]));
  return times.length > 0 ? Math.min(...times) : null;
}

function sending(chat: Chat, message: ChatMessage, able: boolean, nowMs: number): ChatStep {
  const one: Unconfirmed = { message, tries: able ? 1 : 0, againMs: able ? nowMs + AGAIN_AFTER_MS : null };
  return { chat: { ...chat, unconfirmed: [...without(chat, message.id), one] }, send: able ? [message] : [] };
}

function append(entries: readonly ChatEntry[], entry: ChatEntry): readonly ChatEntry[] {
  return [...entries.slice(Math.max(0, entries.length + 1 - MAX_ENTRIES)), entry];
}

function without(chat: Chat, id: string): readonly Unconfirmed[] {
  return chat.unconfirmed.filter(({ message }) => message.id !== id);
}

function isOwn(entry: ChatEntry, id: string): boolean {
  return entry.kind === "message" && entry.from === "you" && entry.id === id;
}

function marked(chat: Chat, id: string, delivery: "sending" | "delivered" | "undelivered"): Chat {
  const entries = chat.entries.map((entry) =>
    entry.kind === "message" && isOwn(entry, id) ? { ...entry, delivery } : entry,
  );
  return { ...chat, entries };
}
