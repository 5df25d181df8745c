import { signal, type ReadonlySignal } from "@preact/signals";

/// Toasts and the same words for screen readers: one at a time, six seconds, in the order they came. Of what is said
/// about one thing only the last is true.

export interface Announcement {
  readonly id: number;
  readonly text: string;
  readonly icon: "info" | "mic" | "micOff" | "camera" | "cameraOff" | "network" | "person" | "lock" | "lockAgain" | "screen" | "chat";
  readonly about: Subject | null;
}

export type Subject = "otherMic" | "otherCamera" | "otherPlace" | "network" | "mic" | "camera" | "lock" | "screen" | "otherScreen" | "chat" | "program" | "shown";

export interface Announcer {
  /// What the toast shows now.
  readonly toast: ReadonlySignal<Announcement | null>;
  /// What the polite live region says now.
  readonly spoken: ReadonlySignal<string>;
  say(text: string, icon?: Announcement["icon"], about?: Subject): void;
  /// Only for screen readers: the eyes see it elsewhere.
  whisper(text: string): void;
  /// While the pointer or the focus is on it, a toast stays.
  hold(on: boolean): void;
  dispose(): void;
}

const SHOWN_MS = 6000;
/// More waiting than this would talk about what is long past: the oldest goes.
const MAX_WAITING = 3;

export interface Timers {
  after(ms: number, run: () => void): () => void;
}

export function createAnnouncer(timers: Timers): Announcer {
  const toast = signal<Announcement | null>(null);
  const spoken = signal("");
  let waiting: readonly Announcement[] = [];
  let nextId = 1;
  let held = false;
  let cancel = (): void => undefined;

  function next(): void {
    const [first, ...rest] = waiting;
    waiting = rest;
    toast.value = first ?? null;
    if (first) {
      spoken.value = first.text;
      cancel = timers.after(SHOWN_MS, over);
    }
  }

  function over(): void {
    if (held) {
      cancel = timers.after(SHOWN_MS, over);
    } else {
      next();
    }
  }

  return {
    toast,
    spoken,
    say: (text, icon = "info", about) => {
      const news = { id: nextId++, text, icon, about: about ?? null };
      const still = waiting.filter((one) => one.about === null || one.about !== about);
      const isOutdated = about !== undefined && toast.value?.about === about;
      waiting = isOutdated ? [news, ...still] : [...still, news].slice(-MAX_WAITING);
      if (isOutdated) cancel();
      if (isOutdated || !toast.value) next();
    },
    whisper: (text) => {
      spoken.value = text;
    },
    hold: (on) => {
      held = on;
    },
    dispose: () => {
      cancel();
      waiting = [];
    },
  };
}

export const browserTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
