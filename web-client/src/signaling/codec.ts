import { assertNever } from "../call/assertNever";
import type { EndReason } from "../call/types";
import {
  array,
  boolean,
  integer,
  isObject,
  nullable,
  object,
  oneOf,
  type Parser,
  ParseError,
  parseJson,
  string,
} from "../json/parse";
import type { ClientCounted, ClientPlain, Counted, Plain, SeatPresence, ServerFrame } from "./messages";

/// Reads what the server sends and writes what the page sends: the only place that knows names on the wire.

const MAX_FRAME_CHARACTERS = 65_536;

const seat = oneOf("host", "invitee");
const conn = string({ min: 1, max: 64 });
const pc = string({ pattern: /^[A-Za-z0-9_-]{1,64}$/ });
const mid = string({ min: 1, max: 32 });
const sdp = string({ min: 1, max: MAX_FRAME_CHARACTERS });
const token = string({ min: 1, max: 200 });
const count = integer();

const presence: Parser<SeatPresence> = (value, at) => {
  const { state } = object({ state: oneOf("absent", "present", "lost") })(value, at);
  switch (state) {
    case "absent":
      return { kind: "absent" };
    case "present":
      return { kind: "present", ...object({ conn })(value, at) };
    case "lost":
      return { kind: "lost", ...object({ conn, graceEndsInMs: count })(value, at) };
    default:
      return assertNever(state);
  }
};

const person = object({ name: string({ max: 500 }), title: string({ max: 100 }) });
const present = object({ host: presence, invitee: presence });

const iceServers = array(
  object({
    urls: array(string({ max: 500 }), 10),
    username: nullable(string({ max: 500 })),
    credential: nullable(string({ max: 500 })),
  }),
  10,
);

const welcome = object({
  sid: token,
  conn,
  resumeToken: token,
  seat,
  people: object({ host: person, invitee: person }),
  present,
  timing: object({ pingMs: integer(100), clientDeadMs: integer(200), graceMs: count }),
  iceServers,
  relayOnly: nullable(boolean),
});

const plain: Readonly<Record<string, Parser<Plain>>> = {
  welcome: (value, at) => ({ kind: "welcome", ...welcome(value, at) }),
  resumed: (value, at) => ({ kind: "resumed", ...object({ resumeToken: token, ack: count, present })(value, at) }),
  resync: () => ({ kind: "resync" }),
  replaced: () => ({ kind: "replaced" }),
  bye: (value, at) => ({ kind: "bye", ...object({ delayMs: count })(value, at) }),
  pong: (value, at) => {
    object({ n: count })(value, at);
    return { kind: "pong" };
  },
  ack: (value, at) => {
    object({ ack: count })(value, at);
    return { kind: "ack" };
  },
  error: (value, at) => ({
    kind: "error",
    ...object({ code: string({ min: 1, max: 60 }), re: nullable(string({ max: 32 })) })(value, at),
  }),
};

const describe = object({ pc, negotiation: integer(1), kind: oneOf("offer", "answer"), sdp });
const endReasons: readonly EndReason[] = ["ended", "max-length", "both-absent", "admin", "declined"];

const counted: Readonly<Record<string, Parser<Counted>>> = {
  describe: (value, at) => {
    const { kind: type, ...rest } = describe(value, at);
    return { kind: "describe", type, ...rest };
  },
  candidate: (value, at) => ({
    kind: "candidate",
    ...object({ pc, mid, candidate: string({ max: 1024 }) })(value, at),
  }),
  "drop-pc": (value, at) => ({ kind: "dropPc", ...object({ pc })(value, at) }),
  "offer-wanted": (value, at) => ({ kind: "offerWanted", ...object({ pc })(value, at) }),
  "ice-servers": (value, at) => ({ kind: "iceServers", ...object({ iceServers })(value, at) }),
  media: (value, at) => {
    const media = object({ pc, state: oneOf("up", "down") })(value, at);
    return { kind: "media", pc: media.pc, up: media.state === "up" };
  },
  e2ee: (value, at) => ({
    kind: "e2ee",
    ...object({ from: conn, data: string({ pattern: /^[A-Za-z0-9_-]{1,40960}$/ }) })(value, at),
  }),
  presence: (value, at) => ({
    kind: "presence",
    seat: object({ seat })(value, at).seat,
    presence: presence(value, at),
  }),
  ended: (value, at) => {
    const ended = object({ by: oneOf("host", "invitee", "server"), reason: string({ max: 60 }) })(value, at);
    return { kind: "ended", by: ended.by, reason: endReasons.find((known) => known === ended.reason) ?? "other" };
  },
};

/// Throws a `ParseError` for what is no message of `meet.v1`: the page then closes with 4000.
export function readFrame(text: string): ServerFrame {
  if (text.length > MAX_FRAME_CHARACTERS) {
    throw new ParseError("$", "a shorter frame");
  }
  const value = parseJson(text);
  if (!isObject(value)) {
    throw new ParseError("$", "an object");
  }
  const { t: type, ack } = object({ t: string({ min: 1, max: 60 }), ack: nullable(count) })(value, "$");
  const readPlain = Object.hasOwn(plain, type) ? plain[type] : undefined;
  if (readPlain) {
    return { kind: "plain", ack, message: readPlain(value, type) };
  }
  const readCounted = Object.hasOwn(counted, type) ? counted[type] : undefined;
  if (readCounted) {
    const { seq } = object({ seq: integer(1) })(value, type);
    return { kind: "counted", seq, ack, message: readCounted(value, type) };
  }
  return { kind: "unknown", ack, ...object({ seq: nullable(integer(1)) })(value, type) };
}

/// Without `ack`: that is added when it is sent, also when it is sent again.
export function countedToWire(seq: number, message: ClientCounted): Record<string, unknown> {
  switch (message.kind) {
    case "describe": {
      const { pc, negotiation, type, sdp } = message;
      return { t: "describe", seq, pc, negotiation, kind: type, sdp };
    }
    case "candidate":
      return { t: "candidate", seq, pc: message.pc, mid: message.mid, candidate: message.candidate };
    case "restartIce":
      return { t: "restart-ice", seq, pc: message.pc };
    case "e2ee":
      return { t: "e2ee", seq, to: message.to, data: message.data };
    case "end":
      return { t: "end", seq };
    default:
      return assertNever(message);
  }
}

export function writePlain(message: ClientPlain): string {
  const { kind, ...rest } = message;
  return JSON.stringify({ t: kind, ...rest });
}
