import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createHandover } from "./handover";

const RECEIVER = {} as RTCRtpReceiver;

function world() {
  const log: string[] = [];
  const found = new Map<string, () => void>();
  const signals: AbortSignal[] = [];
  const handover = createHandover(
    {
      take: (role, track, seen) => log.push(`take ${role} ${track.id}${seen ? " seen" : ""}`),
      lose: () => log.push("lose"),
      over: () => log.push("over"),
      release: () => log.push("release"),
    },
    {
      sound: (_, signal, done) => {
        signals.push(signal);
        found.set("sound", done);
      },
      picture: (stream, signal, done) => {
        signals.push(signal);
        found.set((stream as unknown as { readonly id: string }).id, done);
      },
    },
  );
  const receives = (role: "mic" | "camera" | "screen" | "screenSound", id: string) =>
    handover.receives(role, { id } as MediaStreamTrack, RECEIVER);
  const receivesAll = () => {
    receives("mic", "m");
    receives("camera", "c");
    receives("screen", "s");
    receives("screenSound", "n");
  };
  return { handover, log, signals, receives, receivesAll, comes: (what: string) => found.get(what)?.() };
}

describe("new peer connections take the place of old ones", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal(
      "MediaStream",
      class {
        readonly id: string;
        constructor([track]: readonly [{ readonly id: string }]) {
          this.id = track.id;
        }
      },
    );
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("when sound and the picture that is seen come on them, and not before", () => {
    const here = world();
    here.handover.begin({ camera: true, screen: false });
    here.receivesAll();
    here.comes("sound");
    expect(here.log).toEqual([]);
    here.comes("c");
    expect(here.log).toEqual(["take mic m seen", "take camera c seen", "take screen s", "take screenSound n", "over"]);
    expect(here.handover.isOn).toBe(false);
    expect(here.signals.every(({ aborted }) => aborted)).toBe(true);
  });

  it("and the old ones go on sending for three seconds, for the other one may not have all by the new ones yet", () => {
    const here = world();
    here.handover.begin({ camera: false, screen: false });
    here.receives("mic", "m");
    here.comes("sound");
    here.log.length = 0;
    here.handover.finish();
    vi.advanceTimersByTime(2_999);
    expect(here.log).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(here.log).toEqual(["release"]);
  });

  it("and make room at once for those that come after them, without a word that anything is over", () => {
    const here = world();
    here.handover.begin({ camera: true, screen: false });
    here.receives("camera", "c");
    here.handover.giveWay();
    expect(here.log).toEqual(["take camera c", "release"]);
    here.handover.begin({ camera: true, screen: false });
    vi.advanceTimersByTime(9_999);
    expect(here.log).toHaveLength(2);
  });

  it("and are lost when nothing has come by those that give way", () => {
    const here = world();
    here.handover.begin({ camera: true, screen: false });
    here.handover.giveWay();
    expect(here.log).toEqual(["lose", "release"]);
    here.handover.giveWay();
    expect(here.log).toEqual(["lose", "release", "release"]);
  });

  it("and are gone at once when the call ends while they linger", () => {
    const here = world();
    here.handover.begin({ camera: false, screen: false });
    here.receives("mic", "m");
    here.comes("sound");
    here.log.length = 0;
    here.handover.cancel();
    vi.runAllTimers();
    expect(here.log).toEqual(["release"]);
  });

  it("with the sound alone when no picture is seen", () => {
    const here = world();
    here.handover.begin({ camera: false, screen: false });
    here.receivesAll();
    here.comes("sound");
    expect(here.log.at(-1)).toBe("over");
  });

  it("at once when the old ones carry nothing any more", () => {
    const here = world();
    here.handover.begin({ camera: true, screen: false });
    here.receives("camera", "c");
    here.handover.finish();
    expect(here.log).toEqual(["take camera c", "release", "over"]);
    here.comes("c");
    vi.runAllTimers();
    expect(here.log).toHaveLength(3);
  });

  it("after ten seconds in any case, and nothing does when nothing came", () => {
    const here = world();
    here.handover.begin({ camera: true, screen: true });
    here.receives("mic", "m");
    vi.advanceTimersByTime(9_999);
    expect(here.log).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(here.log).toEqual(["take mic m", "release", "over"]);
    here.handover.begin({ camera: true, screen: true });
    vi.advanceTimersByTime(10_000);
    expect(here.log.slice(3)).toEqual(["lose", "release", "over"]);
  });

  it("and the newest ones when those were given up before they carried anything", () => {
    const here = world();
    here.handover.begin({ camera: false, screen: false });
    here.receives("mic", "m1");
    here.receives("mic", "m2");
    here.comes("sound");
    expect(here.log).toEqual(["take mic m2 seen", "over"]);
  });

  it("not when the call is over", () => {
    const here = world();
    here.handover.begin({ camera: true, screen: false });
    here.receivesAll();
    here.handover.cancel();
    here.comes("sound");
    vi.runAllTimers();
    expect(here.log).toEqual(["release", "lose", "over"]);
  });
});
