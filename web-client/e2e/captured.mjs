/// Reads pictures out of what a media server has captured (RFC 7741), and looks whether each is one of ours.

/**
 * @typedef {object} Packet
 * @property {import("./dishonest.mjs").Seat} from
 * @property {string} [mid]
 * @property {number} pt
 * @property {number} ts
 * @property {boolean} repeat
 * @property {string} payload
 */

const VP8 = 96;
const TRACKS = /** @type {const} */ ({ 1: "camera", 2: "screen" });
const CTX = { camera: 1, screen: 2 };
const SENDER = { host: 0, invitee: 1 };

/**
 * Counts first packets of pictures that are nothing but our clear bytes and an SFrame header of that track and sender.
 *
 * @param {string} lines
 */
export function readVideoFrames(lines) {
  const counts = { camera: { host: 0, invitee: 0 }, screen: { host: 0, invitee: 0 } };
  /** @type {string[]} what else there was */
  const others = [];
  for (const line of lines.split("\n").filter(Boolean)) {
    /** @type {Packet} */
    const { from, mid, pt, repeat, payload } = JSON.parse(line);
    const track = TRACKS[/** @type {1 | 2} */ (Number(mid))];
    if (track === undefined || pt !== VP8 || repeat) {
      continue;
    }
    const bytes = Buffer.from(payload, "base64");
    const start = descriptorLength(bytes);
    const startsFrame = ((bytes[0] ?? 0) & 0x17) === 0x10;
    if (!startsFrame) {
      continue;
    }
    const kid = kidBehindPrefix(bytes.subarray(start));
    if (kid !== null && kid >> 5 === CTX[track] && ((kid >> 4) & 1) === SENDER[from]) {
      counts[track][from] += 1;
    } else {
      others.push(`${from} ${track}: ${bytes.subarray(start, start + 24).toString("hex")}`);
    }
  }
  return { ...counts, others };
}

/// RFC 7741 section 4.2.
/** @param {Buffer} bytes */
function descriptorLength(bytes) {
  const [first = 0, second = 0, third = 0] = bytes;
  if ((first & 0x80) === 0) {
    return 1;
  }
  const pictureId = (second & 0x80) === 0 ? 0 : (third & 0x80) === 0 ? 1 : 2;
  const levelZero = (second & 0x40) === 0 ? 0 : 1;
  const layerOrKey = (second & 0x30) === 0 ? 0 : 1;
  return 2 + pictureId + levelZero + layerOrKey;
}

const DELTA = Buffer.from("1101000000000000000000", "hex");
const KEY = Buffer.from("1001009d012a", "hex");

/// The key identifier of the SFrame header (RFC 9605 section 4.3), or null if what stands before it is not ours.
/** @param {Buffer} frame */
function kidBehindPrefix(frame) {
  const isDelta = frame.subarray(0, DELTA.length).equals(DELTA);
  const isKey = frame.subarray(0, KEY.length).equals(KEY) && frame.subarray(10, 18).every((byte) => byte === 0);
  if (!isDelta && !isKey) {
    return null;
  }
  const header = frame.subarray(isDelta ? 11 : 18);
  const config = header[0] ?? 0;
  const kid = (config >> 4) & 7;
  return (config & 0x80) === 0 ? kid : header.readUIntBE(1, kid + 1);
}
