import { isObject } from "../json/parse";
import type { ProtectedTransceiver } from "./peer";
import type { Sample } from "./quality";
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

export function readSample(report: RTCStatsReport, connected: boolean): Sample {
  let packetsReceived = 0;
  let packetsLost = 0;
  let fractionLost = 0;
  let rttMs = 0;
  for (const entry of entries(report)) {
    if (entry["type"] === "inbound-rtp") {
      packetsReceived += number(entry["packetsReceived"]);
      packetsLost += number(entry["packetsLost"]);
    } else if (entry["type"] === "remote-inbound-rtp") {
      fractionLost = Math.max(fractionLost, number(entry["fractionLost"]));
      rttMs = Math.max(rttMs, number(entry["roundTripTime"]) * 1000);
    }
  }
  return { connected, packetsReceived, packetsLost, fractionLost, rttMs };
}

function entries(report: RTCStatsReport): readonly Readonly<Record<string, unknown>>[] {
  const all: Readonly<Record<string, unknown>>[] = [];
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
