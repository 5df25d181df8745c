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
    if (entry["type"] === "outbound-rtp") {
      // Repeats and probes are made after the worker, of packets that have been through it.
      const packets = number(entry["packetsSent"]) - number(entry["retransmittedPacketsSent"]);
      add(flows, `out ${half.role}`, packets, half.transforms.sent);
    } else if (entry["type"] === "inbound-rtp") {
      const frames = half.role === "camera" || half.role === "screen";
      const packets = number(entry[frames ? "framesReceived" : "packetsReceived"]);
      add(flows, `in ${half.role}`, packets, half.transforms.received);
    }
  }
  return flows;
}

function add(flows: Map<string, Flow>, name: string, packets: number, seen: number): void {
  flows.set(name, { packets: (flows.get(name)?.packets ?? 0) + packets, seen });
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
