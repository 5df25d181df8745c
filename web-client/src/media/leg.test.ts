import { afterEach, describe, expect, it, vi } from "vitest";
import type { AttachedTransforms, Description, FrameTransforms } from "../call/ports";
import { createLeg, type Leg, type LegSink } from "./leg";

/// What a leg does, in order, against a small browser: the order is what keeps pictures from leaving in the clear.

function world() {
  const log: string[] = [];
  const described: Description[] = [];
  let restarts = 0;
  let refuses = false;

  const transceiver = (mid: string, kind: string) => ({
    mid,
    direction: "recvonly",
    sender: {
      replaceTrack: (track: { id: string } | null) => {
        log.push(`attach ${track?.id ?? "nothing"} to ${mid}`);
        return Promise.resolve();
      },
      getParameters: () => ({ encodings: [] }),
    },
    receiver: { track: { kind } },
  });
  const all = [transceiver("0", "audio"), transceiver("1", "video"), transceiver("2", "video"), transceiver("3", "audio")];

  class FakePeer extends EventTarget {
    connectionState = "new";
    iceConnectionState = "new";
    localDescription: { type: string; sdp: string } | null = null;
    private offered = false;

    constructor(config: Record<string, unknown>) {
      super();
      log.push(`peer insertable=${String(config["encodedInsertableStreams"])}`);
    }
    getTransceivers() {
      return this.offered ? all : [];
    }
    setRemoteDescription({ type }: { type: string }): Promise<void> {
      if (refuses) {
        return Promise.reject(new Error("can't parse"));
      }
      log.push(`remote ${type}`);
      this.offered = true;
      // Whatever runs in a later task than the resolved promise is too late for a transform.
      return Promise.resolve().then(() => {
        setTimeout(() => log.push("next task"), 0);
      });
    }
    setLocalDescription(): Promise<void> {
      log.push("local");
      this.localDescription = { type: "answer", sdp: "v=0 answer" };
      return new Promise((done) => setTimeout(done, 1));
    }
    getStats() {
      return Promise.resolve(new Map());
    }
    close() {
      log.push("close");
    }
  }
  vi.stubGlobal("RTCPeerConnection", FakePeer);

  let prove: () => void = () => undefined;
  const firstSent = new Promise<void>((resolve) => {
    prove = resolve;
  });
  const transforms: FrameTransforms = {
    supported: true,
    attach: (_, __, role): AttachedTransforms => {
      log.push(`transform ${role}`);
      return { firstSent, sent: 0, received: 0, detach: () => log.push(`detach ${role}`) };
    },
    readCounts: () => Promise.resolve(true),
  };
  const sink: LegSink = {
    described: (description) => described.push(description),
    gathered: () => undefined,
    up: () => undefined,
    down: () => undefined,
    restartWanted: () => {
      restarts += 1;
    },
    receives: () => undefined,
    quality: () => undefined,
    unsafe: () => undefined,
  };
  const leg: Leg = createLeg("p1", [], transforms, sink);
  return { log, described, leg, prove, all, restarts: () => restarts, refuse: () => (refuses = true) };
}

function mic(): MediaStreamTrack {
  const track = { id: "mic", clone: () => ({ id: "silence", enabled: true, stop: () => undefined }) };
  return track as unknown as MediaStreamTrack;
}

const offer = (negotiation: number): Description => ({
  pc: "p1",
  negotiation,
  type: "offer",
  sdp: "v=0\r\na=ice-lite\r\n",
});

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) {
    await new Promise((done) => setTimeout(done, 1));
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("a leg", () => {
  it("sets every transform in the same task as the offer, before any track is attached and before it answers", async () => {
    const { log, leg } = world();
    leg.setTrack("mic", mic());
    leg.describe(offer(1));
    await settle();
    expect(log[0]).toBe("peer insertable=true");
    const position = (what: string) => log.indexOf(what);
    for (const role of ["mic", "camera", "screen", "screenSound"]) {
      expect(position(`transform ${role}`)).toBeGreaterThan(position("remote offer"));
      expect(position(`transform ${role}`)).toBeLessThan(position("next task"));
      expect(position(`transform ${role}`)).toBeLessThan(position("attach silence to 0"));
      expect(position(`transform ${role}`)).toBeLessThan(position("local"));
    }
  });

  it("sends silence until the worker has let a frame through, then the microphone", async () => {
    const { log, leg, prove } = world();
    leg.setTrack("mic", mic());
    leg.describe(offer(1));
    await settle();
    expect(log).not.toContain("attach mic to 0");
    prove();
    await settle();
    expect(log).toContain("attach mic to 0");
  });

  it("answers each offer with its number, and sets transforms once", async () => {
    const { log, leg, described, all } = world();
    leg.describe(offer(1));
    leg.describe(offer(1));
    leg.describe(offer(2));
    await settle();
    expect(described.map(({ negotiation, type }) => `${type} ${negotiation}`)).toEqual(["answer 2"]);
    leg.describe(offer(3));
    await settle();
    expect(described.at(-1)?.negotiation).toBe(3);
    expect(log.filter((what) => what.startsWith("transform"))).toHaveLength(4);
    expect(all.map(({ direction }) => direction)).toEqual(["sendrecv", "sendrecv", "sendrecv", "sendrecv"]);
  });

  it("asks for another offer when it can't take one, more slowly each time, and not for ever", async () => {
    vi.useFakeTimers();
    const { leg, restarts, refuse } = world();
    refuse();
    for (let number = 1; number <= 8; number++) {
      leg.describe(offer(number));
      await vi.advanceTimersByTimeAsync(400);
      expect(restarts()).toBeLessThanOrEqual(number);
      await vi.advanceTimersByTimeAsync(20_000);
    }
    expect(restarts()).toBe(5);
  });

  it("closes what it has opened", async () => {
    const { log, leg } = world();
    leg.setTrack("mic", mic());
    leg.describe(offer(1));
    await settle();
    leg.close();
    expect(log.slice(-1)).toEqual(["close"]);
    expect(log.filter((what) => what.startsWith("detach"))).toHaveLength(4);
  });
});
