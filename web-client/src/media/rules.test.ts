import { describe, expect, it } from "vitest";
import { problemOf } from "./deviceRules";
import type { Dummy } from "./dummy";
import { createFeed } from "./feed";
import { loudness } from "./level";
import { createNegotiation, isIceLite, sendOnlyMids, withStartBitrate } from "./negotiation";
import { createRestartRule } from "./restart";
import { createWatchdog } from "./watchdog";

function track(name: string): MediaStreamTrack {
  return { id: name } as unknown as MediaStreamTrack;
}

function feedWorld() {
  const log: string[] = [];
  let prove: () => void = () => undefined;
  const firstSent = new Promise<void>((resolve) => {
    prove = resolve;
  });
  const feed = createFeed({
    sender: {
      replaceTrack: (next) => {
        log.push(next?.id ?? "nothing");
        return Promise.resolve();
      },
    },
    firstSent,
    dummyFor: (real): Dummy => ({ track: track(`dummy of ${real.id}`), stop: () => log.push(`stop dummy of ${real.id}`) }),
  });
  const settle = () => new Promise((done) => setTimeout(done, 0));
  return { log, feed, prove, settle };
}

describe("feeding a sender", () => {
  it("sends a dummy until the worker has let a frame through, and only then the camera", async () => {
    const { log, feed, prove, settle } = feedWorld();
    feed.set(track("camera"));
    await settle();
    expect(log).toEqual(["dummy of camera"]);
    prove();
    await settle();
    expect(log).toEqual(["dummy of camera", "camera", "stop dummy of camera"]);
  });

  it("never attaches the camera when no frame has come out of the worker", async () => {
    const { log, feed, settle } = feedWorld();
    feed.set(track("camera"));
    feed.set(null);
    feed.set(track("other camera"));
    await settle();
    expect(log).not.toContain("camera");
    expect(log).not.toContain("other camera");
    expect(log.at(-1)).toBe("dummy of other camera");
  });

  it("changes devices at once when it is proven", async () => {
    const { log, feed, prove, settle } = feedWorld();
    feed.set(track("camera"));
    prove();
    await settle();
    log.length = 0;
    feed.set(null);
    feed.set(track("other camera"));
    await settle();
    expect(log).toEqual(["nothing", "other camera"]);
  });

  it("stops the dummy with its leg", async () => {
    const { log, feed, prove, settle } = feedWorld();
    feed.set(track("camera"));
    feed.stop();
    prove();
    await settle();
    expect(log).toEqual(["dummy of camera", "stop dummy of camera", "nothing"]);
  });
});

describe("negotiation", () => {
  const described = (type: "offer" | "answer", negotiation: number) => ({ pc: "p1", type, negotiation, sdp: "v=0" });

  it("answers each offer once, and none that is older", () => {
    const negotiation = createNegotiation();
    expect(negotiation.onRemote(described("offer", 1))).toBe("answer");
    expect(negotiation.isCurrent(1)).toBe(true);
    expect(negotiation.onRemote(described("offer", 3))).toBe("answer");
    expect(negotiation.isCurrent(1)).toBe(false);
    expect(negotiation.onRemote(described("offer", 2))).toBe("drop");
    expect(negotiation.onRemote(described("offer", 3))).toBe("drop");
  });

  it("takes the answer to its latest offer, once, and then no offer: roles are fixed", () => {
    const negotiation = createNegotiation();
    expect(negotiation.onRemote(described("answer", 1))).toBe("drop");
    expect(negotiation.nextOffer()).toBe(1);
    expect(negotiation.nextOffer()).toBe(2);
    expect(negotiation.onRemote(described("answer", 1))).toBe("drop");
    expect(negotiation.onRemote(described("answer", 2))).toBe("apply");
    expect(negotiation.onRemote(described("answer", 2))).toBe("drop");
    expect(negotiation.onRemote(described("offer", 3))).toBe("drop");
  });

  it("knows a server that needs no candidates", () => {
    expect(isIceLite("v=0\r\na=ice-lite\r\nm=audio")).toBe(true);
    expect(isIceLite("v=0\r\na=ice-ufrag:a=ice-lite-not\r\n")).toBe(false);
  });
});

describe("a server that only gives", () => {
  it("is known by its sections", () => {
    const sdp = "v=0\r\na=sendonly\r\nm=audio 9 x 111\r\na=mid:0\r\na=sendonly\r\nm=video 9 x 96\r\na=sendrecv\r\na=mid:1\r\nm=video 9 x 96\r\na=sendonly\r\na=mid:2\r\n";
    expect([...sendOnlyMids(sdp)]).toEqual(["0", "2"]);
  });
});

describe("the start", () => {
  it("tells each VP8 of an offer to begin higher, and touches nothing else", () => {
    const offer = "m=video 1 X 96 97\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n";
    expect(withStartBitrate(offer)).toBe(
      offer.replace("VP8/90000\r\n", "VP8/90000\r\na=fmtp:96 x-google-start-bitrate=1000\r\n"),
    );
    expect(withStartBitrate("a=rtpmap:111 opus/48000/2\r\n")).toBe("a=rtpmap:111 opus/48000/2\r\n");
  });
});

describe("restarting ICE", () => {
  it("is asked for at once when it failed, and after 2.5 s of being disconnected", () => {
    const failed = createRestartRule();
    failed.onConnectionState("failed", 1000);
    expect(failed.isDue(1000)).toBe(true);
    const disconnected = createRestartRule();
    disconnected.onConnectionState("disconnected", 1000);
    expect(disconnected.deadlineMs()).toBe(3500);
    expect(disconnected.isDue(3499)).toBe(false);
    expect(disconnected.isDue(3500)).toBe(true);
  });

  it("is not asked for when it came back by itself", () => {
    const rule = createRestartRule();
    rule.onConnectionState("disconnected", 1000);
    rule.onConnectionState("connected", 3000);
    expect(rule.isDue(10_000)).toBe(false);
  });

  it("is asked for when the network changed, but not before there was a connection", () => {
    const rule = createRestartRule();
    rule.onNetworkChanged(0);
    expect(rule.isDue(0)).toBe(false);
    rule.onConnectionState("connected", 1000);
    rule.onNetworkChanged(2000);
    expect(rule.isDue(2000)).toBe(true);
    expect(rule.isDue(2001)).toBe(false);
  });

  it("is asked for once when nothing has come for a while though ICE is up, and not when something came again", () => {
    const rule = createRestartRule();
    rule.onQuiet(true, 0);
    expect(rule.isDue(5000)).toBe(false);
    rule.onConnectionState("connected", 5000);
    rule.onQuiet(true, 6000);
    expect(rule.deadlineMs()).toBe(6800);
    expect(rule.isDue(6800)).toBe(true);
    expect(rule.isDue(60_000)).toBe(false);
    rule.onQuiet(true, 61_000);
    rule.onQuiet(false, 61_500);
    expect(rule.isDue(70_000)).toBe(false);
  });

  it("is asked for again when it did not help", () => {
    const rule = createRestartRule();
    rule.onConnectionState("failed", 1000);
    expect(rule.isDue(1000)).toBe(true);
    rule.onConnectionState("failed", 1100);
    expect(rule.isDue(1100)).toBe(false);
    expect(rule.isDue(7000)).toBe(true);
  });
});

describe("the watchdog", () => {
  const packets = (passed: number, seen: number) => new Map([["out mic", { unit: "packets" as const, passed, seen }]]);
  const frames = (passed: number, seen: number) => new Map([["in screen", { unit: "frames" as const, passed, seen }]]);

  it("bites within two seconds when packets or frames flow and the worker sees none", () => {
    for (const sample of [packets, frames]) {
      const watchdog = createWatchdog();
      expect(watchdog.onSample(sample(0, 0))).toBe(false);
      expect(watchdog.onSample(sample(30, 0))).toBe(false);
      expect(watchdog.onSample(sample(60, 0))).toBe(true);
    }
  });

  it("bites also when they have gone round the worker from the first second on", () => {
    const watchdog = createWatchdog();
    expect(watchdog.onSample(frames(30, 0))).toBe(false);
    expect(watchdog.onSample(frames(60, 0))).toBe(true);
  });

  it("bites in the midst of a call, when a transform is taken away", () => {
    const watchdog = createWatchdog();
    expect(watchdog.onSample(packets(500, 480))).toBe(false);
    expect(watchdog.onSample(packets(550, 480))).toBe(false);
    expect(watchdog.onSample(packets(600, 480))).toBe(true);
  });

  it("bites for a single flow among good ones", () => {
    const watchdog = createWatchdog();
    const both = (second: number) =>
      new Map([
        ["out camera", { unit: "frames" as const, passed: second * 30, seen: second * 30 }],
        ["out screen", { unit: "frames" as const, passed: second * 30, seen: 0 }],
      ]);
    expect([1, 2].map((second) => watchdog.onSample(both(second)))).toEqual([false, true]);
  });

  it("adds up the frames of a screen that hardly moves", () => {
    const watchdog = createWatchdog();
    expect([0, 1, 2, 3, 4].map((second) => watchdog.onSample(frames(second, 0)))).toEqual([false, false, false, false, true]);
  });

  it("is quiet when the worker sees frames, when nothing flows, and when a few packets are left over", () => {
    const watchdog = createWatchdog();
    for (let second = 0; second < 20; second++) {
      expect(watchdog.onSample(packets(second * 30, second * 10))).toBe(false);
    }
    const idle = createWatchdog();
    for (let second = 0; second < 20; second++) {
      expect(idle.onSample(packets(500 + second * 4, 100))).toBe(false);
      expect(idle.onSample(frames(502, 500))).toBe(false);
    }
  });

  it("is quiet when the worker lets nothing through, for then it still sees", () => {
    const watchdog = createWatchdog();
    for (let second = 0; second < 20; second++) {
      expect(watchdog.onSample(frames(0, second * 30))).toBe(false);
    }
  });

  it("forgives one sample that catches packets and frames at different moments", () => {
    const watchdog = createWatchdog();
    for (const [passed, seen] of [[0, 0], [30, 0], [60, 9], [90, 9], [120, 30]] as const) {
      expect(watchdog.onSample(packets(passed, seen))).toBe(false);
    }
  });
});

describe("devices", () => {
  it.each([
    ["NotAllowedError", "denied"],
    ["NotFoundError", "notFound"],
    ["OverconstrainedError", "notFound"],
    ["NotReadableError", "busy"],
    ["InsecurePageError", "insecure"],
    ["TypeError", "failed"],
  ])("%s means %s", (name, problem) => {
    const error = new Error("x");
    error.name = name;
    expect(problemOf(error)).toBe(problem);
  });

  it("are heard on a scale from silence to loud", () => {
    expect(loudness(new Float32Array(1024))).toBe(0);
    expect(loudness(new Float32Array(1024).fill(0.5))).toBe(1);
    const quiet = loudness(new Float32Array(1024).fill(0.01));
    expect(quiet).toBeGreaterThan(0.2);
    expect(quiet).toBeLessThan(0.8);
  });
});
