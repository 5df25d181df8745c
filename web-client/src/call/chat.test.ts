import { describe, expect, it } from "vitest";
import { chatDeadlineMs, EMPTY_CHAT, giveUp, onConfirmed, onKeys, onMessage, onMissed, onNoKeys, onTime, write, writeAgain } from "./chat";

const HELLO = { id: "m1", atMs: 1000, text: "Hei" };
const MORE = { id: "m2", atMs: 2000, text: "Ser du meg?" };
const sent = write(EMPTY_CHAT, HELLO, true, 1000);
const deliveries = ({ entries }: { readonly entries: readonly unknown[] }) =>
  entries.map((entry) => (entry as { readonly delivery?: string }).delivery);

describe("a message", () => {
  it("is sent at once where there are keys, and is delivered when the other page says so", () => {
    expect(sent.send).toEqual([HELLO]);
    expect(deliveries(sent.chat)).toEqual(["sending"]);
    const confirmed = onConfirmed(sent.chat, "m1");
    expect(deliveries(confirmed)).toEqual(["delivered"]);
    expect(chatDeadlineMs(confirmed)).toBeNull();
  });

  it("waits for keys, and then goes out in the order in which it was written", () => {
    const first = write(EMPTY_CHAT, HELLO, false, 1000);
    const both = write(first.chat, MORE, false, 2000);
    expect([first.send, both.send, chatDeadlineMs(both.chat)]).toEqual([[], [], null]);
    expect(onKeys(both.chat, 9000).send).toEqual([HELLO, MORE]);
  });

  it("is sent again under the same id until it is confirmed, three times in all, and is then undelivered", () => {
    const times = [8999, 9000, 17_000, 25_000, 33_000];
    let { chat } = sent;
    const again = times.map((nowMs) => {
      const step = onTime(chat, nowMs);
      chat = step.chat;
      return step.send.length;
    });
    expect(again).toEqual([0, 1, 1, 0, 0]);
    expect(deliveries(chat)).toEqual(["undelivered"]);
  });

  it("that was given up goes out once more when the person wants it, and no other does", () => {
    const lost = giveUp(sent.chat);
    expect(deliveries(lost)).toEqual(["undelivered"]);
    const again = writeAgain(lost, "m1", true, 50_000);
    expect([again.send, deliveries(again.chat)]).toEqual([[HELLO], ["sending"]]);
    expect(writeAgain(again.chat, "m1", true, 51_000).send).toEqual([]);
    expect(writeAgain(lost, "m9", true, 51_000).send).toEqual([]);
  });

  it("does not age while there are no keys", () => {
    const waiting = onNoKeys(sent.chat);
    expect(chatDeadlineMs(waiting)).toBeNull();
    expect(onTime(waiting, 999_000).send).toEqual([]);
    expect(onKeys(waiting, 999_000).send).toEqual([HELLO]);
  });

  it("is confirmed by nobody who does not know it", () => {
    expect(onConfirmed(sent.chat, "m9")).toBe(sent.chat);
  });
});

describe("a message of the other's", () => {
  it("that comes twice is shown once", () => {
    const once = onMessage(EMPTY_CHAT, HELLO);
    expect(once.isNew).toBe(true);
    expect(onMessage(once.chat, HELLO)).toEqual({ chat: once.chat, isNew: false });
  });

  it("is not taken for one of our own that has the same id", () => {
    expect(onMessage(sent.chat, HELLO).isNew).toBe(true);
  });

  it("that never came leaves a mark", () => {
    expect(onMissed(EMPTY_CHAT, 2, 5000).entries).toEqual([{ kind: "lost", atMs: 5000, count: 2 }]);
    expect(onMissed(EMPTY_CHAT, 0, 5000)).toBe(EMPTY_CHAT);
  });
});

it("keeps the last five hundred entries", () => {
  let chat = EMPTY_CHAT;
  for (let n = 0; n < 510; n++) {
    ({ chat } = onMessage(chat, { ...HELLO, id: `t${n}` }));
  }
  expect(chat.entries).toHaveLength(500);
  expect(chat.entries[0]).toMatchObject({ id: "t10" });
});
