import { describe, expect, it } from "vitest";
import { isObject, ParseError } from "../json/parse";
import { countedToWire, readFrame, writePlain } from "./codec";
import type { ClientCounted, ClientPlain } from "./messages";

const FILES = {
  valid: import.meta.glob("../../../protocol-fixtures/valid/*.json", { eager: true, import: "default" }),
  invalid: import.meta.glob("../../../protocol-fixtures/invalid/*.json", { eager: true, import: "default" }),
};

function read(folder: "valid" | "invalid", who: "client" | "server"): [string, Record<string, unknown>][] {
  return Object.entries(FILES[folder])
    .map(([path, value]): [string, unknown] => [path.slice(path.lastIndexOf("/") + 1), value])
    .filter(([name]) => name.startsWith(`${who}-`))
    .map(([name, value]) => {
      if (!isObject(value)) {
        throw new Error(`${name} is no object`);
      }
      return [name, { ...value }];
    });
}

const wireNames: Readonly<Record<string, string>> = {
  "drop-pc": "dropPc",
  "offer-wanted": "offerWanted",
  "ice-servers": "iceServers",
};

describe("protocol-fixtures", () => {
  it("are there", () => {
    expect(read("valid", "server").length).toBeGreaterThan(20);
    expect(read("invalid", "server").length).toBeGreaterThan(10);
    expect(read("valid", "client").length).toBeGreaterThan(10);
  });

  it.each(read("valid", "server"))("%s is read", (_, value) => {
    const frame = readFrame(JSON.stringify(value));
    const type = String(value["t"]);
    expect(frame.kind).toBe(typeof value["seq"] === "number" ? "counted" : "plain");
    if (frame.kind === "unknown") {
      throw new Error("not known");
    }
    expect(frame.message.kind).toBe(wireNames[type] ?? type);
    if (frame.kind === "counted") {
      expect(frame.seq).toBe(value["seq"]);
    }
    // Whatever the message says in a plain word is found again under its own name.
    for (const name of ["pc", "sdp", "data", "conn", "sid", "resumeToken", "code", "delayMs", "by"]) {
      if (value[name] !== undefined && type !== "presence") {
        expect(frame.message).toHaveProperty(name, value[name]);
      }
    }
  });

  it.each(read("invalid", "server"))("%s is refused or ignored", (_, { expect: expected, message, frame }) => {
    const text = typeof frame === "string" ? frame : JSON.stringify(message);
    if (expected === "ignored") {
      expect(readFrame(text).kind).toBe("unknown");
    } else {
      expect(() => readFrame(text)).toThrow(ParseError);
    }
  });

  /// The page's own messages, as the machine would say them.
  const said: Readonly<Record<string, { seq: number; message: ClientCounted } | ClientPlain>> = {
    "client-ack.json": { kind: "ack", ack: 17 },
    "client-candidate-last.json": { seq: 4, message: { kind: "candidate", pc: "p1", mid: "0", candidate: "" } },
    "client-candidate.json": {
      seq: 3,
      message: {
        kind: "candidate",
        pc: "p1",
        mid: "0",
        candidate: "candidate:1 1 udp 2130706431 192.0.2.7 50000 typ host",
      },
    },
    "client-describe-answer.json": { seq: 1, message: description("p1", "answer") },
    "client-describe-offer.json": { seq: 2, message: description("p2", "offer") },
    "client-e2ee.json": { seq: 6, message: { kind: "e2ee", to: "c1nV1Tec1nV1Tec1nV1TeQ", data: "AAEC_-8" } },
    "client-end-with-unknown-names.json": { seq: 7, message: { kind: "end" } },
    "client-end.json": { seq: 7, message: { kind: "end" } },
    "client-hello.json": {
      kind: "hello",
      ticket: "q0vGMNk3VrYJmXWcQ2h1iZ7sLr8pTf4uBdEoCaKwS5g",
      verifier: "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE",
    },
    "client-ping-with-ack.json": { kind: "ping", n: 2, ack: 9 },
    "client-ping.json": { kind: "ping", n: 1, ack: 0 },
    "client-restart-ice.json": { seq: 5, message: { kind: "restartIce", pc: "p1" } },
    "client-resume.json": {
      kind: "resume",
      sid: "u3Jp9QwXvTn5cRzLk2MdYg",
      resumeToken: "q0vGMNk3VrYJmXWcQ2h1iZ7sLr8pTf4uBdEoCaKwS5g",
      ack: 17,
    },
  };

  function description(pc: string, type: "offer" | "answer"): ClientCounted {
    return { kind: "describe", pc, negotiation: 1, type, sdp: "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n" };
  }

  /// `id` is ours to leave out, `ack` to add; names of the future are not ours at all.
  const optional = new Set(["id", "ack", "later", "x-hint"]);

  it.each(read("valid", "client"))("%s is what the page sends", (name, value) => {
    const saying = said[name];
    if (!saying) {
      throw new Error(`${name} is not tried here`);
    }
    const sent = "message" in saying ? countedToWire(saying.seq, saying.message) : parsed(writePlain(saying));
    for (const [key, expected] of Object.entries(value)) {
      if (!optional.has(key) || key in sent) {
        expect(sent[key]).toEqual(expected);
      }
    }
    expect(Object.keys(sent).filter((key) => !(key in value) && !optional.has(key))).toEqual([]);
  });
});

function parsed(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  return isObject(value) ? { ...value } : {};
}
