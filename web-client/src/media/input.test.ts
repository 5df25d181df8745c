import { describe, expect, it } from "vitest";
import { createInput } from "./input";

interface FakeTrack extends EventTarget {
  readonly name: string;
  enabled: boolean;
  stopped: boolean;
}

function world(closesWhenOff: boolean) {
  const asked: (string | null)[] = [];
  const opened: FakeTrack[] = [];
  const pending: { give: (name: string) => FakeTrack; refuse: (name: string) => void }[] = [];
  let lost = 0;
  const input = createInput(
    {
      closesWhenOff,
      getTrack: (id) => {
        asked.push(id);
        return new Promise((resolve, reject) => {
          pending.push({
            give: (name) => {
              const track = fakeTrack(name);
              opened.push(track);
              resolve(track as unknown as MediaStreamTrack);
              return track;
            },
            refuse: (name) => reject(Object.assign(new Error(name), { name })),
          });
        });
      },
    },
    { changed: () => undefined, lost: () => (lost += 1) },
  );
  const next = () => {
    const first = pending.shift();
    if (!first) {
      throw new Error("nothing was asked for");
    }
    return first;
  };
  return { input, asked, opened, next, lost: () => lost, settle: () => new Promise((done) => setTimeout(done, 0)) };
}

function fakeTrack(name: string): FakeTrack {
  const track = Object.assign(new EventTarget(), {
    name,
    label: name,
    enabled: true,
    stopped: false,
    getSettings: () => ({ deviceId: name }),
    stop: () => {
      track.stopped = true;
    },
  });
  return track;
}

describe("a camera", () => {
  it("is opened, and closed when it is off, so that its light goes out", async () => {
    const { input, next, settle } = world(true);
    void input.open("front");
    expect(input.state).toEqual({ kind: "starting" });
    const track = next().give("front");
    await settle();
    expect(input.state).toEqual({ kind: "on", deviceId: "front", label: "front" });
    input.want(false);
    expect(track.stopped).toBe(true);
    expect(input.track).toBe(null);
    expect(input.state).toEqual({ kind: "off" });
  });

  it("that opens after it was switched off is closed again at once", async () => {
    const { input, next, settle } = world(true);
    void input.open(null);
    input.want(false);
    const track = next().give("late");
    await settle();
    expect(track.stopped).toBe(true);
    expect(input.track).toBe(null);
  });

  it("is let go before another one is opened", async () => {
    const { input, next, settle, asked } = world(true);
    void input.open("one");
    const one = next().give("one");
    await settle();
    void input.reopen("two");
    expect(one.stopped).toBe(true);
    next().give("two");
    await settle();
    expect(asked).toEqual(["one", "two"]);
    expect(input.state).toMatchObject({ kind: "on", deviceId: "two" });
  });

  it("says why it can't be had, and can be tried again", async () => {
    const { input, next, settle } = world(true);
    void input.open(null);
    next().refuse("NotReadableError");
    await settle();
    expect(input.state).toEqual({ kind: "unavailable", problem: "busy" });
    void input.open(null);
    next().give("free now");
    await settle();
    expect(input.state).toMatchObject({ kind: "on" });
  });

  it("that was unplugged is lost, and said to be so once", async () => {
    const { input, next, settle, lost } = world(true);
    void input.open(null);
    const track = next().give("usb");
    await settle();
    track.dispatchEvent(new Event("ended"));
    expect(input.state).toEqual({ kind: "unavailable", problem: "lost" });
    expect(lost()).toBe(1);
  });
});

describe("a device that was halted", () => {
  it("is closed, and never opens again", async () => {
    for (const closesWhenOff of [true, false]) {
      const { input, asked, next, settle } = world(closesWhenOff);
      void input.open(null);
      const track = next().give("built in");
      await settle();
      input.halt();
      expect(track.stopped).toBe(true);
      input.want(true);
      void input.open("other");
      void input.reopen("third");
      await settle();
      expect(asked).toEqual([null]);
      expect(input.track).toBe(null);
      expect(input.state).toEqual({ kind: "off" });
    }
  });

  it("closes what comes too late", async () => {
    const { input, next, settle } = world(true);
    void input.open(null);
    const late = next();
    input.halt();
    const track = late.give("built in");
    await settle();
    expect(track.stopped).toBe(true);
    expect(input.track).toBe(null);
  });
});

describe("a microphone", () => {
  it("stays open when it is off, and gives silence", async () => {
    const { input, next, settle } = world(false);
    void input.open(null);
    const track = next().give("mic");
    await settle();
    input.want(false);
    expect(track.stopped).toBe(false);
    expect(track.enabled).toBe(false);
    expect(input.state).toEqual({ kind: "off" });
    input.want(true);
    expect(track.enabled).toBe(true);
  });

  it("that was off before it opened is silent from the start", async () => {
    const { input, next, settle } = world(false);
    input.want(false);
    void input.open(null);
    const track = next().give("mic");
    await settle();
    expect(track.enabled).toBe(false);
  });
});
