import { createSocket } from "node:dgram";

/// Runs in a person's namespace: `node nameServer.mjs ADDRESS NAMES` answers DNS at that address with the names given as
/// JSON (addresses of both families by name), and that there are no others. /etc/hosts does not do: Chromium looks TURN
/// servers up with a dot at the end, which it doesn't find there, and without any answer it waits 13 s before it asks the
/// system.

const HEADER = 12;
const [ANSWER, RECURSION, UNKNOWN] = [0x8000, 0x0180, 3];
const [A, AAAA, INTERNET] = [1, 28, 1];
/// The name of an answer is that of the question.
const SAME_NAME = 0xc000 + HEADER;
const GOOD_FOR_S = 60;

const [address = "", json = "{}"] = process.argv.slice(2);
/** @type {Readonly<Record<string, readonly string[]>>} */
const names = JSON.parse(json);

/** @param {Buffer} query */
function questionOf(query) {
  const labels = [];
  let at = HEADER;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** @param {string} text */
function bytesOf(text) {
  if (!text.includes(":")) {
    return Buffer.from(text.split(".").map(Number));
  }
  const [head = [], tail = []] = text.split("::").map((part) => part.split(":").filter((it) => it !== ""));
  const groups = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => "0"), ...tail];
  const bytes = Buffer.alloc(16);
  groups.forEach((group, index) => bytes.writeUInt16BE(Number.parseInt(group, 16), 2 * index));
  return bytes;
}

/**
 * @param {number} type
 * @param {string} to
 */
function record(type, to) {
  const value = bytesOf(to);
  const head = Buffer.alloc(HEADER);
  [SAME_NAME, type, INTERNET, 0, GOOD_FOR_S, value.length].forEach((field, index) => head.writeUInt16BE(field, 2 * index));
  return Buffer.concat([head, value]);
}

/** @param {Buffer} query */
function answerTo(query) {
  const { name, type, end } = questionOf(query);
  const known = names[name];
  const records = (known ?? []).filter((to) => type === (to.includes(":") ? AAAA : A)).map((to) => record(type, to));
  const head = Buffer.alloc(HEADER);
  const flags = ANSWER | RECURSION | (known === undefined ? UNKNOWN : 0);
  [query.readUInt16BE(0), flags, 1, records.length].forEach((field, index) => head.writeUInt16BE(field, 2 * index));
  return Buffer.concat([head, query.subarray(HEADER, end), ...records]);
}

const socket = createSocket("udp4");
socket.on("message", (query, from) => socket.send(answerTo(query), from.port, from.address));
socket.bind(53, address, () => process.stdout.write("open\n"));
