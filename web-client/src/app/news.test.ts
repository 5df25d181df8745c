import { describe, expect, it } from "vitest";
import { createNews, type NewsNeeds } from "./news";

type Reading = Parameters<NewsNeeds["read"]>[0] & { readonly end: (failed: boolean) => void };

/// Time that passes when the test says so.
function createWorld() {
  const readings: Reading[] = [];
  const due: { at: number; readonly run: () => void }[] = [];
  let now = 0;
  let visible = true;
  let look = (): void => undefined;
  const news = createNews({
    read: (on) =>
      new Promise((resolve) => {
        const end = (failed: boolean): void => resolve(failed ? { code: "network", status: 0 } : null);
        readings.push({ ...on, end });
        on.stop.addEventListener("abort", () => end(true), { once: true });
      }),
    timers: {
      after: (ms, run) => {
        const one = { at: now + ms, run };
        due.push(one);
        return () => {
          if (due.includes(one)) due.splice(due.indexOf(one), 1);
        };
      },
    },
    isVisible: () => visible,
    onLook: (told) => {
      look = told;
    },
  });
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  return {
    news,
    readings,
    live: () => readings.filter(({ stop }) => !stop.aborted).length,
    settle,
    pass: async (ms: number) => {
      const until = now + ms;
      await settle();
      for (;;) {
        const next = due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        due.splice(due.indexOf(next), 1);
        now = next.at;
        next.run();
        await settle();
      }
      now = until;
    },
    show: async (seen: boolean) => {
      visible = seen;
      look();
      await settle();
    },
  };
}

describe("news of one's meetings", () => {
  it("reach everybody who listens, over one stream", () => {
    const { news, readings } = createWorld();
    const heard: string[] = [];
    news.listen(() => heard.push("list"), new AbortController().signal);
    news.listen(() => heard.push("plans"), new AbortController().signal);
    expect(readings).toHaveLength(1);
    readings[0]?.onNews();
    expect(heard).toEqual(["list", "plans"]);
  });

  it("need no new stream from one page to the next, and none when nobody listens", async () => {
    const world = createWorld();
    const contacts = new AbortController();
    world.news.listen(() => undefined, contacts.signal);
    contacts.abort();
    const record = new AbortController();
    world.news.listen(() => undefined, record.signal);
    await world.pass(6000);
    expect(world.readings).toHaveLength(1);
    record.abort();
    await world.pass(6000);
    expect(world.live()).toBe(0);
  });

  it("hold no connection for a page that nobody looks at, and come again with a look", async () => {
    const world = createWorld();
    world.news.listen(() => undefined, new AbortController().signal);
    await world.show(false);
    await world.pass(6000);
    expect(world.live()).toBe(0);
    await world.show(true);
    expect(world.live()).toBe(1);
  });

  it("come again after the stream ended or fell silent, as a closed laptop's does", async () => {
    const world = createWorld();
    world.news.listen(() => undefined, new AbortController().signal);
    world.readings[0]?.onOpen();
    world.readings[0]?.end(false);
    await world.pass(600);
    expect(world.readings).toHaveLength(2);
    world.readings[1]?.onOpen();
    world.readings[1]?.onLife();
    await world.pass(13_000);
    expect(world.readings[1]?.stop.aborted).toBe(true);
    expect(world.readings).toHaveLength(3);
  });

  it("come at once when the network is back, however long the pause was to be", async () => {
    const world = createWorld();
    world.news.listen(() => undefined, new AbortController().signal);
    for (let i = 0; i < 6; i++) {
      world.readings.at(-1)?.end(true);
      await world.pass(8000);
    }
    world.readings.at(-1)?.end(true);
    await world.settle();
    const before = world.readings.length;
    await world.show(true);
    expect(world.readings).toHaveLength(before + 1);
  });
});
