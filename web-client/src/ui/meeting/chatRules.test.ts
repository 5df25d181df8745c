import { describe, expect, it } from "vitest";
import type { ChatEntry, LockState } from "../../call";
import { charactersLeft, isAtEnd, lastHeard, onDisc, sends, shortened, unreadAfter, whyNot } from "./chatRules";

const message = (id: string, from: "you" | "other"): ChatEntry => ({ kind: "message", id, from, text: id, atMs: 0, delivery: "delivered" });
const lost: ChatEntry = { kind: "lost", atMs: 0, count: 2 };

describe("unread messages", () => {
  it("are those of the other's after the last that was seen", () => {
    const entries = [message("a", "other"), message("b", "you"), message("c", "other"), lost, message("d", "other")];
    expect(unreadAfter(entries, null)).toBe(3);
    expect(unreadAfter(entries, "a")).toBe(2);
    expect(unreadAfter(entries, lastHeard(entries))).toBe(0);
  });

  it("are all that are left when the last one seen is no longer kept", () => {
    expect(unreadAfter([message("c", "other"), message("d", "other")], "a")).toBe(2);
  });

  it("are none where nobody has written", () => {
    expect(lastHeard([message("a", "you"), lost])).toBe(null);
    expect(unreadAfter([message("a", "you")], null)).toBe(0);
  });

  it("are shown as one figure, or as many", () => {
    expect([1, 9, 10, 200].map(onDisc)).toEqual(["1", "9", "9+", "9+"]);
  });
});

describe("Enter", () => {
  const enter = { key: "Enter", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false };

  it("sends, and breaks the line with Shift", () => {
    expect(sends(enter, false)).toBe(true);
    expect(sends({ ...enter, shiftKey: true }, false)).toBe(false);
    expect(sends({ ...enter, key: "a" }, false)).toBe(false);
  });

  it("breaks the line on glass, where there is no Shift with it", () => {
    expect(sends(enter, true)).toBe(false);
    expect(sends({ ...enter, ctrlKey: true }, true)).toBe(true);
    expect(sends({ ...enter, metaKey: true }, true)).toBe(true);
  });

  it("belongs to the word while one is composed", () => {
    expect(sends({ ...enter, isComposing: true }, false)).toBe(false);
  });
});

describe("writing", () => {
  const inCall = { kind: "inCall" } as Parameters<typeof whyNot>[0];
  const waiting = { kind: "waiting" } as Parameters<typeof whyNot>[0];
  const secure = { kind: "securing" } as LockState;

  it("is possible in a call, also while keys are agreed on", () => {
    expect(whyNot(inCall, secure)).toBe(null);
  });

  it("is not when one is alone, and not when the call was stopped", () => {
    expect(whyNot(waiting, secure)).toBe("alone");
    expect(whyNot(inCall, { kind: "broken" } as LockState)).toBe("stopped");
  });

  it("counts what is left only near the end", () => {
    expect(charactersLeft("x".repeat(1799))).toBe(null);
    expect(charactersLeft("x".repeat(1800))).toBe(200);
    expect(charactersLeft("x".repeat(2000))).toBe(0);
  });
});

describe("the list", () => {
  it("follows new messages only when its end is in sight", () => {
    expect(isAtEnd({ scrollTop: 580, clientHeight: 400, scrollHeight: 1000 })).toBe(true);
    expect(isAtEnd({ scrollTop: 500, clientHeight: 400, scrollHeight: 1000 })).toBe(false);
  });
});

describe("a toast", () => {
  it("holds the beginning of a long message, on one line, and splits no character", () => {
    expect(shortened("Hello\n\n there ")).toBe("Hello there");
    expect(shortened("😀".repeat(200))).toBe(`${"😀".repeat(120)}…`);
  });
});
