import { afterEach, describe, expect, it, vi } from "vitest";
import type { AttachedTransforms, Description, FrameTransforms } from "../call/ports";
import { createLeg, type Leg, type LegSink } from "./leg";

/// What a leg does, in order, against a small browser: the order is what keeps pictures from leaving in the clear.

function world() {
  const log: string[] = [];
  const described: Description[] = [];
  let restarts = 0;
  let refuses = false;
  let answers = true;
  const encodings: (number | undefined)[] = [];

  const transceiver = (mid: string, kind: string) => ({
    mid,
    direction: "recvonly",
    sender: {
      replaceTrack: (track: { id: string } | null) => {
        log.push(`attach ${track?.id ?? "nothing"} to ${mid}`);
        return Promise.resolve();
      },
      getParameters: () => ({ encodings: [{ active: true }] }),
      setParameters: ({ encodings: [encoding] }: { encodings: RTCRtpEncodingParameters[] }) => {
        encodings.push(encoding?.maxBitrate);
        return Promise.resolve();
      },
    },
    receiver: { track: { kind }, getStats: () => Promise.resolve(new Map()) },
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
    setConfiguration({ iceServers, iceTransportPolicy }: RTCConfiguration) {
      log.push(`${iceTransportPolicy ?? ""} by ${String(iceServers?.[0]?.username)}`);
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
      this.localDescription = { type: "answer", sdp: "v=0 answer\r\na=candidate:1 1 udp 1 192.168.1.2 9 typ host\r\n" };
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
    freshPictures: () => undefined,
    readCounts: () => (answers ? Promise.resolve(true) : new Promise(() => undefined)),
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
    stalled: () => undefined,
    quiet: () => undefined,
    measured: () => undefined,
    cameraPaused: () => undefined,
    trying: () => undefined,
    refused: () => log.push("refused"),
    violated: (reason) => log.push(reason),
  };
  const leg: Leg = createLeg("p1", { servers: [], relayOnly: false }, transforms, sink);
  return { log, described, leg, prove, all, restarts: () => restarts, refuse: () => (refuses = true), die: () => (answers = false), revive: () => (answers = true), encodings };
}

function screen(): MediaStreamTrack {
  return { id: "screen" } as unknown as MediaStreamTrack;
}

function mic(): MediaStreamTrack {
  const track = { id: "mic", clone: () => ({ id: "silence", enabled: true, stop: () => undefined }) };
  return track as unknown as MediaStreamTrack;
}

const canvas = {
  getContext: () => null,
  captureStream: () => ({ getVideoTracks: () => [{ id: "black", stop: () => undefined }] }),
};

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

  it("tells a server that is ICE-lite no address of this computer", async () => {
    const { leg, described } = world();
    leg.describe(offer(1));
    await settle();
    leg.describe({ ...offer(2), sdp: "v=0\r\n" });
    await settle();
    expect(described.map(({ sdp }) => sdp)).toEqual([
      "v=0 answer\r\n",
      "v=0 answer\r\na=candidate:1 1 udp 1 192.168.1.2 9 typ host\r\n",
    ]);
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

  it("has new relay credentials before it takes the offer that they came ahead of", async () => {
    const { log, leg } = world();
    leg.describe(offer(1));
    await settle();
    log.length = 0;
    leg.useWays({ servers: [{ urls: ["turn:t"], username: "later", credential: "c" }], relayOnly: true });
    leg.describe(offer(2));
    await settle();
    expect(log.slice(0, 2)).toEqual(["relay by later", "remote offer"]);
    leg.close();
    leg.useWays({ servers: [], relayOnly: true });
    expect(log.filter((what) => what.includes(" by "))).toHaveLength(1);
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

  it("applies nothing of a description with other codecs, and says so", async () => {
    const { log, described, leg } = world();
    leg.describe({ ...offer(1), sdp: "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 102\r\na=rtpmap:102 H264/90000\r\n" });
    await settle();
    expect(log.slice(1)).toEqual(["refused"]);
    expect(described).toEqual([]);
  });

  it("bites within four seconds when the worker, having answered before, stays silent", async () => {
    vi.useFakeTimers();
    const { log, die } = world();
    await vi.advanceTimersByTimeAsync(2500);
    die();
    await vi.advanceTimersByTimeAsync(4000);
    expect(log).toContain("workerLost");
  });

  it("waits for a worker that is still loading, and forgives one that is busy once", async () => {
    vi.useFakeTimers();
    const { log, die, revive } = world();
    die();
    await vi.advanceTimersByTimeAsync(10_000);
    revive();
    await vi.advanceTimersByTimeAsync(1500);
    die();
    await vi.advanceTimersByTimeAsync(1600);
    revive();
    await vi.advanceTimersByTimeAsync(3000);
    expect(log).not.toContain("workerLost");
  });

  it("lets the camera give way to a screen, also one that is shared already when it is made", async () => {
    vi.stubGlobal("document", { createElement: () => canvas });
    const { leg, encodings } = world();
    leg.setTrack("screen", screen());
    leg.describe(offer(1));
    await settle();
    expect(encodings.at(-1)).toBe(300_000);
    leg.setTrack("screen", null);
    await settle();
    expect(encodings.at(-1)).toBe(undefined);
    leg.close();
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
