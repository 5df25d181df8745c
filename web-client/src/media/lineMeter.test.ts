import { describe, expect, it } from "vitest";
import { createLineMeter, type Reading } from "./lineMeter";

const good: Reading = {
  connected: true,
  path: "a",
  packetsReceived: 0,
  packetsLost: 0,
  fractionLost: 0,
  rttMs: 20,
  serverRttMs: 10,
  checksSent: 0,
  checksAnswered: 0,
  soundPackets: 0,
  samples: 0,
  madeUp: 0,
  framesDecoded: 0,
  roomBps: null,
  camera: { bytesSent: 0, framesPerSecond: 30, width: 1280, capturedWidth: 1280 },
};

/// A second each; `part` says what each second adds or shows.
function after(seconds: number, part: (second: number) => Partial<Reading>) {
  const meter = createLineMeter();
  let last = meter.onReading(good);
  let measured = last.measured;
  for (let second = 1; second <= seconds; second++) {
    const flowing = { packetsReceived: 80 * second, soundPackets: 50 * second, samples: 48_000 * second, framesDecoded: 30 * second };
    last = meter.onReading({ ...good, ...flowing, ...part(second) });
    measured = last.measured ?? measured;
  }
  return { measured: measured ?? { quality: 4, link: 4, hears: "yes", sees: "yes" }, room: last.roomBps };
}

describe("the whole way between the two", () => {
  it.each([
    [{ fractionLost: 0.2 }, 1],
    [{ rttMs: 1200 }, 1],
    [{ fractionLost: 0.1 }, 2],
    [{ rttMs: 300 }, 3],
    [{ fractionLost: 0.03 }, 3],
  ])("with %o is %i, once it has lasted", (part, expected) => {
    const meter = createLineMeter();
    expect(meter.onReading({ ...good, ...part }).measured).toBe(null);
    expect(meter.onReading({ ...good, ...part }).measured?.quality).toBe(expected);
    expect(meter.onReading({ ...good, ...part }).measured).toBe(null);
  });

  it("is 0 at once when the connection is gone, and counts what was lost on the way in", () => {
    const meter = createLineMeter();
    expect(meter.onReading({ ...good, connected: false }).measured?.quality).toBe(0);
    meter.onReading({ ...good, packetsReceived: 100 });
    meter.onReading({ ...good, packetsReceived: 180, packetsLost: 20 });
    expect(meter.onReading({ ...good, packetsReceived: 260, packetsLost: 40 }).measured?.quality).toBe(1);
  });
});

describe("the own line", () => {
  it.each([
    ["far from the server", { serverRttMs: 700 }, 1],
    ["late", { serverRttMs: 350 }, 2],
    ["near", { serverRttMs: 30 }, 4],
  ])("%s is told by the server alone", (_, part, expected) => {
    expect(after(4, () => part).measured.link).toBe(expected);
  });

  it("loses checks that the other's line does not", () => {
    expect(after(25, (second) => ({ checksSent: second / 2, checksAnswered: Math.floor(second / 4) })).measured.link).toBe(1);
    expect(after(25, (second) => ({ checksSent: second / 2, checksAnswered: second / 2 })).measured.link).toBe(4);
  });

  it("is not blamed for one check that is still on its way", () => {
    expect(after(25, (second) => ({ checksSent: second / 2, checksAnswered: second / 2 - 1 })).measured.link).toBe(4);
  });
});

describe("what comes of the other", () => {
  it("is heard and seen", () => {
    expect(after(8, () => ({})).measured).toMatchObject({ hears: "yes", sees: "yes" });
  });

  it("has gaps where much had to be made up, or few pictures came", () => {
    expect(after(8, (second) => ({ madeUp: 9_600 * second })).measured.hears).toBe("trouble");
    expect(after(8, (second) => ({ framesDecoded: 4 * second })).measured.sees).toBe("trouble");
  });

  it("is not there where nothing comes", () => {
    expect(after(8, () => ({ soundPackets: 0, framesDecoded: 0 })).measured).toMatchObject({ hears: "no", sees: "no" });
  });
});

describe("the room for what is sent", () => {
  it("is what the browser believes, where it says so", () => {
    expect(after(2, () => ({ roomBps: 123_456 })).room).toBe(123_456);
  });

  it("is elsewhere not limited by a quiet picture", () => {
    expect(after(2, (second) => ({ camera: { ...good.camera, bytesSent: 5000 * second } })).room).toBe(null);
  });

  it("is elsewhere what gets through, once the encoder is held back", () => {
    const squeezed = (second: number): Partial<Reading> => ({ camera: { bytesSent: 5000 * second, framesPerSecond: 12, width: 320, capturedWidth: 1280 } });
    expect(after(2, squeezed).room).toBe(110_000);
  });

  it("is less than what is sent while packets wait, and less again while they go on waiting", () => {
    // As Firefox did on 100 kbit/s: 200 of pictures, and believed in all of it.
    const flooding = (second: number): Partial<Reading> => ({ rttMs: second < 3 ? 20 : 900, camera: { ...good.camera, bytesSent: 25_000 * second } });
    expect(after(2, flooding).room).toBe(null);
    expect(after(3, flooding).room).toBe(135_000);
    expect(after(5, flooding).room).toBe(33_750);
    const late = (second: number): Partial<Reading> => ({ ...flooding(second), rttMs: second < 3 ? 20 : 250 });
    expect(after(4, late).room).toBe(151_875);
    expect(after(9, (second) => (second < 6 ? flooding(second) : { ...flooding(second), rttMs: 60 })).room).toBe(null);
  });

  it("stays too little for a line that is full where the connection is lost on it for a moment", () => {
    const full = (second: number): Partial<Reading> => ({ connected: second !== 4, rttMs: second < 3 ? 20 : 900, camera: { ...good.camera, bytesSent: 25_000 * second } });
    expect(after(7, full).room).toBeLessThan(70_000);
  });

  it("does not shrink where the way has become longer: another network, or no picture for some seconds", () => {
    const moved = (second: number): Partial<Reading> => ({ path: second < 3 ? "a" : "b", rttMs: second < 3 ? 20 : 300, camera: { ...good.camera, bytesSent: 25_000 * second } });
    expect(after(8, moved).room).toBe(null);
    const paused = (second: number): Partial<Reading> => ({ rttMs: second < 3 ? 20 : 300, camera: { ...good.camera, bytesSent: 25_000 * Math.min(second, 6) } });
    expect(after(8, paused).room).not.toBe(null);
    expect(after(12, paused).room).toBe(null);
  });
});

describe("packets that get lost", () => {
  const lossyAfter = (part: (second: number) => Partial<Reading>) => {
    const meter = createLineMeter();
    let last = meter.onReading(good);
    for (let second = 1; second <= 20; second++) {
      last = meter.onReading({ ...good, camera: { ...good.camera, bytesSent: 60_000 * second }, ...part(second) });
    }
    return last.lossy;
  };

  it("while none waits don't get lost for want of room", () => {
    expect(lossyAfter((second) => ({ fractionLost: second % 2 === 0 ? 0 : 0.4 }))).toBe(true);
  });

  it.each([
    ["next to none does", { fractionLost: 0.03 }],
    ["others wait", { fractionLost: 0.2, rttMs: 150 }],
    ["far too much is sent", { fractionLost: 0.5 }],
  ])("may do so where %s", (_, part) => {
    expect(lossyAfter((second) => (second < 5 ? {} : part))).toBe(false);
  });
});
