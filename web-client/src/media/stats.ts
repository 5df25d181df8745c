import { isObject } from "../json/parse";
import type { TrackRole } from "../call/ports";
import type { ProtectedTransceiver } from "./peer";
import type { CameraReading, Reading } from "./lineMeter";
import type { Flow } from "./watchdog";

/// Reads a peer connection's statistics, as far as the watchdog and the quality need them.
export function readFlows(
  report: RTCStatsReport,
  transceivers: readonly ProtectedTransceiver[],
): ReadonlyMap<string, Flow> {
  const flows = new Map<string, Flow>();
  for (const entry of entries(report)) {
    const mid = entry["mid"];
    const half = transceivers.find(({ transceiver }) => transceiver.mid === mid);
    if (!half) {
      continue;
    }
    // Of pictures the frames are counted, also when the worker holds them back: padding and probes are none.
    const pictures = half.role === "camera" || half.role === "screen";
    if (entry["type"] === "outbound-rtp") {
      // Repeats are made after the worker, of packets that have been through it.
      const packets = number(entry["packetsSent"]) - number(entry["retransmittedPacketsSent"]);
      const frames = entry["framesSent"];
      add(flows, `out ${half.role}`, pictures && frames !== undefined
        ? { unit: "frames", passed: number(frames), seen: half.transforms.sent }
        : { unit: "packets", passed: packets, seen: half.transforms.sent });
    } else if (entry["type"] === "inbound-rtp") {
      const passed = number(entry[pictures ? "framesReceived" : "packetsReceived"]);
      add(flows, `in ${half.role}`, { unit: pictures ? "frames" : "packets", passed, seen: half.transforms.received });
    }
  }
  return flows;
}

/// One half may have had several sources, one after another.
function add(flows: Map<string, Flow>, name: string, flow: Flow): void {
  flows.set(name, { ...flow, passed: (flows.get(name)?.passed ?? 0) + flow.passed });
}

/// `capturedWidth`: of the camera itself, before the encoder makes it smaller.
export function readLine(
  report: RTCStatsReport,
  transceivers: readonly ProtectedTransceiver[],
  connected: boolean,
  capturedWidth: number,
): Reading {
  const roleOf = (entry: Entry): TrackRole | undefined =>
    transceivers.find(({ transceiver }) => transceiver.mid === entry["mid"])?.role;
  const reading: Writable<Reading> = {
    connected,
    path: "",
    packetsReceived: 0,
    packetsLost: 0,
    fractionLost: 0,
    rttMs: 0,
    serverRttMs: 0,
    checksSent: 0,
    checksAnswered: 0,
    soundPackets: 0,
    samples: 0,
    madeUp: 0,
    framesDecoded: 0,
    roomBps: null,
    camera: { bytesSent: 0, framesPerSecond: 0, width: 0, capturedWidth },
  };
  const all = entries(report);
  const newestMs = Math.max(...all.map((entry) => (entry["type"] === "remote-inbound-rtp" ? number(entry["timestamp"]) : 0)));
  for (const entry of all) {
    switch (entry["type"]) {
      case "inbound-rtp":
        addIncoming(reading, entry, roleOf(entry));
        break;
      case "outbound-rtp":
        if (roleOf(entry) === "camera") {
          reading.camera = addCamera(reading.camera, entry);
        }
        break;
      case "remote-inbound-rtp":
        if (newestMs - number(entry["timestamp"]) > REPORTED_WITHIN_MS) {
          break;
        }
        reading.fractionLost = Math.max(reading.fractionLost, number(entry["fractionLost"]));
        reading.rttMs = Math.max(reading.rttMs, number(entry["roundTripTime"]) * 1000);
        break;
      case "candidate-pair":
        if (entry["nominated"] === true && entry["state"] === "succeeded") {
          addPair(reading, entry);
          reading.path = String(entry["id"]);
        }
        break;
    }
  }
  return reading;
}

/// Of a camera that has stopped nobody reports any more, and what was last reported of it stays. Sound is reported every
/// five seconds.
const REPORTED_WITHIN_MS = 7000;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function addIncoming(reading: Writable<Reading>, entry: Entry, role: TrackRole | undefined): void {
  reading.packetsReceived += number(entry["packetsReceived"]);
  reading.packetsLost += number(entry["packetsLost"]);
  if (role === "mic") {
    reading.soundPackets += number(entry["packetsReceived"]);
    reading.samples += number(entry["totalSamplesReceived"]);
    // What was made up because there was only silence is not heard.
    reading.madeUp += number(entry["concealedSamples"]) - number(entry["silentConcealedSamples"]);
  } else if (role === "camera") {
    reading.framesDecoded += number(entry["framesDecoded"]);
  }
}

function addCamera({ bytesSent, capturedWidth }: CameraReading, entry: Entry): CameraReading {
  return {
    bytesSent: bytesSent + number(entry["bytesSent"]) - number(entry["retransmittedBytesSent"]),
    framesPerSecond: number(entry["framesPerSecond"]),
    width: number(entry["frameWidth"]),
    capturedWidth,
  };
}

function addPair(reading: Writable<Reading>, entry: Entry): void {
  const room = entry["availableOutgoingBitrate"];
  if (typeof room === "number" && room > 0) {
    reading.roomBps = room;
  }
  reading.serverRttMs = number(entry["currentRoundTripTime"]) * 1000;
  // Chromium counts those that ask for consent among them as well as for themselves.
  reading.checksSent = number(entry["requestsSent"]);
  reading.checksAnswered = number(entry["responsesReceived"]);
}

/// All that arrived. One half may have had several sources, one after another.
export function packetsReceived(report: RTCStatsReport): number {
  return entries(report)
    .filter((entry) => entry["type"] === "inbound-rtp")
    .reduce((sum, entry) => sum + number(entry["packetsReceived"]), 0);
}

type Entry = Readonly<Record<string, unknown>>;

function entries(report: RTCStatsReport): readonly Entry[] {
  const all: Entry[] = [];
  report.forEach((entry: unknown) => {
    if (isObject(entry)) {
      all.push(entry);
    }
  });
  return all;
}

function number(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
