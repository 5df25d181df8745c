import type { Ctx } from "./kid";

/// What came for a pairing before it was confirmed. The other side may use the keys a moment earlier than we may, and
/// what comes first is a key frame: losing it would cost a request and a second of picture.
export interface Held {
  /// Resolves when it is decided whether this may be opened: at once with false when there is no more room, or when the
  /// time for holding is over.
  hold(ctx: Ctx, nowMs: number): Promise<boolean>;
  /// Lets everything go, in the order in which it came.
  release(confirmed: boolean): void;
  onTimeout(nowMs: number): void;
  deadlineMs(): number;
}

/// Frames of one track. More needs memory that a server could make us spend.
export const MAX_HELD = 64;

/// From the first held frame on. Longer than a relay's detour takes; shorter than what people bear.
export const MAX_HOLD_MS = 1000;

export function createHeld(): Held {
  const count = new Map<Ctx, number>();
  let waiting: ((confirmed: boolean) => void)[] = [];
  let untilMs: number | null = null;

  function release(confirmed: boolean): void {
    const all = waiting;
    waiting = [];
    all.forEach((decide) => decide(confirmed));
  }

  function onTimeout(nowMs: number): void {
    if (untilMs !== null && nowMs >= untilMs) {
      release(false);
    }
  }

  return {
    hold: (ctx, nowMs) => {
      untilMs ??= nowMs + MAX_HOLD_MS;
      onTimeout(nowMs);
      const held = count.get(ctx) ?? 0;
      if (nowMs >= untilMs || held >= MAX_HELD) {
        return Promise.resolve(false);
      }
      count.set(ctx, held + 1);
      return new Promise((decide) => waiting.push(decide));
    },
    release,
    onTimeout,
    deadlineMs: () => (waiting.length > 0 && untilMs !== null ? untilMs : Infinity),
  };
}
