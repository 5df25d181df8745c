import { assertNever } from "../call/assertNever";
import type { Outgoing, Presence, SignalingEvent } from "../call/ports";
import type { Person, Seat } from "../call/types";
import { fromBase64Url, toBase64Url } from "../json/base64url";
import type { ClientCounted, Counted, SeatPresence, Welcome } from "./messages";

/// Between the messages of `meet.v1` and what a call knows of them. Pure.

export function otherPresence(present: Readonly<Record<Seat, SeatPresence>>, own: Seat): Presence {
  return present[own === "host" ? "invitee" : "host"];
}

export function joinedBy(welcome: Welcome): SignalingEvent {
  const person = (seat: Seat): Person => ({ seat, ...welcome.people[seat] });
  return {
    kind: "joined",
    conn: welcome.conn,
    seat: welcome.seat,
    people: { host: person("host"), invitee: person("invitee") },
    other: otherPresence(welcome.present, welcome.seat),
    ice: { servers: welcome.iceServers, relayOnly: welcome.relayOnly ?? false },
  };
}

/// Null: it says nothing to this seat.
export function eventOf(message: Counted, seat: Seat): SignalingEvent | null {
  switch (message.kind) {
    case "describe": {
      const { pc, negotiation, type, sdp } = message;
      return { kind: "description", description: { pc, negotiation, type, sdp } };
    }
    case "candidate": {
      const { pc, mid, candidate } = message;
      return { kind: "candidate", candidate: { pc, mid, candidate } };
    }
    case "dropPc":
    case "offerWanted":
      return message;
    case "iceServers":
      return { kind: "iceServers", servers: message.iceServers };
    case "media":
      return { kind: "serverMedia", pc: message.pc, up: message.up };
    case "e2ee":
      return { kind: "sealed", from: message.from, data: fromBase64Url(message.data) };
    case "presence":
      return message.seat === seat ? null : { kind: "presence", other: message.presence };
    case "ended":
      return { kind: "meetingEnded", by: message.by, reason: message.reason };
    default:
      return assertNever(message);
  }
}

export function countedOf(message: Outgoing): ClientCounted {
  switch (message.kind) {
    case "description":
      return { kind: "describe", ...message.description };
    case "candidate":
      return { kind: "candidate", ...message.candidate };
    case "sealed":
      return { kind: "e2ee", to: message.to, data: toBase64Url(message.data) };
    case "restartIce":
    case "end":
      return message;
    default:
      return assertNever(message);
  }
}
