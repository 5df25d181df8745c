/// Finds secrets in whatever form they may lie in files and memory.

/** @typedef {{ name: string, bytes: Buffer }} Pattern */

/// Shorter ones could be found by chance.
const SHORTEST = 12;

/**
 * Text as a server could hold it.
 *
 * @param {string} name
 * @param {string} text
 * @returns {Pattern[]}
 */
export function formsOfText(name, text) {
  const littleEndian = Buffer.from(text, "utf16le");
  return [
    { name: `${name} (UTF-8)`, bytes: Buffer.from(text, "utf8") },
    { name: `${name} (UTF-16 LE)`, bytes: littleEndian },
    { name: `${name} (UTF-16 BE)`, bytes: Buffer.from(littleEndian).swap16() },
    ...base64Forms(name, Buffer.from(text, "utf8")),
  ];
}

/**
 * A key as a server could hold it; half of it counts as found.
 *
 * @param {string} name
 * @param {Buffer} key
 * @returns {Pattern[]}
 */
export function formsOfKey(name, key) {
  const half = Math.max(SHORTEST, key.length / 2);
  return [
    { name: `${name} (first half)`, bytes: key.subarray(0, half) },
    { name: `${name} (second half)`, bytes: key.subarray(key.length - half) },
    { name: `${name} (hex)`, bytes: Buffer.from(key.toString("hex")) },
    { name: `${name} (HEX)`, bytes: Buffer.from(key.toString("hex").toUpperCase()) },
    ...base64Forms(name, key),
  ];
}

/// Wherever it begins within what was encoded, and in both alphabets.
/**
 * @param {string} name
 * @param {Buffer} bytes
 * @returns {Pattern[]}
 */
function base64Forms(name, bytes) {
  return [0, 1, 2].flatMap((shift) => {
    // Characters at both ends also hold bits of what stands beside.
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/u, "");
    const sure = encoded.slice(shift === 0 ? 0 : shift + 1, -1);
    const url = sure.replaceAll("+", "-").replaceAll("/", "_");
    return [...new Set([sure, url])].map((form) => ({ name: `${name} (base64)`, bytes: Buffer.from(form) }));
  });
}

/**
 * @param {Buffer} haystack
 * @param {readonly Pattern[]} patterns
 * @returns {Set<string>} names of those that are in it
 */
export function findAny(haystack, patterns) {
  /** @type {(Pattern[] | undefined)[]} */
  const byStart = new Array(1 << 16);
  for (const pattern of patterns) {
    if (pattern.bytes.length < SHORTEST) {
      throw new Error(`${pattern.name} is too short to search for`);
    }
    (byStart[pattern.bytes.readUInt16BE(0)] ??= []).push(pattern);
  }
  /** @type {Set<string>} */
  const found = new Set();
  const last = haystack.length - SHORTEST;
  let start = haystack[0] ?? 0;
  for (let at = 0; at <= last; at++) {
    start = ((start << 8) | (haystack[at + 1] ?? 0)) & 0xffff;
    const candidates = byStart[start];
    if (candidates === undefined) {
      continue;
    }
    for (const { name, bytes } of candidates) {
      const end = at + bytes.length;
      if (end <= haystack.length && haystack.compare(bytes, 0, bytes.length, at, end) === 0) {
        found.add(name);
      }
    }
  }
  return found;
}
