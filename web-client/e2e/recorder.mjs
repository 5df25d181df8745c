/// To be run in the worker that holds the keys, before it has any: writes down every secret that goes through
/// WebCrypto, and pieces of what is encrypted. A test then knows what to look for at the server.

/**
 * @typedef {object} Recorded all in base64
 * @property {{ name: string, bytes: string }[]} keys
 * @property {string[]} clear pieces of what was encrypted
 * @property {string[]} sealed pieces of what came out of it
 */

export function recordSecrets() {
  const { subtle } = crypto;
  const own = {
    importKey: subtle.importKey.bind(subtle),
    deriveKey: subtle.deriveKey.bind(subtle),
    deriveBits: subtle.deriveBits.bind(subtle),
    exportKey: subtle.exportKey.bind(subtle),
    encrypt: subtle.encrypt.bind(subtle),
  };
  const PIECE = 24;
  const MAX_PIECES = 1500;
  const MAX_KEYS = 500;
  /** @type {Recorded} */
  const recorded = { keys: [], clear: [], sealed: [] };
  Object.assign(globalThis, { recorded });

  const base64 = (/** @type {Uint8Array} */ bytes) => btoa(String.fromCharCode(...bytes));
  const toBytes = (/** @type {any} */ data) =>
    ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
      : new Uint8Array(data).slice();
  const keep = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) => {
    // A key of zeros is that of a hash in a key derivation, and found anywhere.
    if (recorded.keys.length < MAX_KEYS && new Set(bytes).size > bytes.length / 4) {
      recorded.keys.push({ name, bytes: base64(bytes) });
    }
  };
  // From the middle, where frames differ; silence and black are found anywhere.
  const piece = (/** @type {Uint8Array} */ bytes) => {
    const from = Math.max(0, (bytes.length - PIECE) >> 1);
    const cut = bytes.subarray(from, from + PIECE);
    return cut.length === PIECE && new Set(cut).size > PIECE / 2 ? base64(cut) : null;
  };

  /** @type {any} */ (subtle).importKey = (
    /** @type {any} */ format,
    /** @type {any} */ data,
    /** @type {any} */ algorithm,
    /** @type {boolean} */ extractable,
    /** @type {any[]} */ usages,
  ) => {
    // What only verifies is public; what only derives the code are the nonces that the two reveal to each other.
    const isSecret = format === "raw" && !usages.includes("verify") && usages.join() !== "deriveBits";
    if (isSecret) {
      keep(`${algorithm.name ?? algorithm} for ${usages.join(" and ")}`, toBytes(data));
    }
    return own.importKey(format, data, algorithm, extractable, usages);
  };
  /** @type {any} */ (subtle).deriveKey = async (
    /** @type {any} */ algorithm,
    /** @type {any} */ base,
    /** @type {any} */ derived,
    /** @type {boolean} */ extractable,
    /** @type {any} */ usages,
  ) => {
    const copy = await own.deriveKey(algorithm, base, derived, true, usages);
    keep(`${derived.name} for ${usages.join(" and ")}`, new Uint8Array(await own.exportKey("raw", copy)));
    return own.deriveKey(algorithm, base, derived, extractable, usages);
  };
  /** @type {any} */ (subtle).deriveBits = async (
    /** @type {any} */ algorithm,
    /** @type {any} */ base,
    /** @type {number} */ length,
  ) => {
    const bits = await own.deriveBits(algorithm, base, length);
    if (base.usages.includes("deriveKey")) {
      keep("salt", new Uint8Array(bits));
    }
    return bits;
  };
  /** @type {any} */ (subtle).encrypt = async (
    /** @type {any} */ algorithm,
    /** @type {any} */ key,
    /** @type {any} */ data,
  ) => {
    const clear = piece(toBytes(data));
    const result = await own.encrypt(algorithm, key, data);
    const sealed = piece(new Uint8Array(result));
    if (clear && sealed && recorded.clear.length < MAX_PIECES) {
      recorded.clear.push(clear);
      recorded.sealed.push(sealed);
    }
    return result;
  };
}

/** @returns {Recorded} */
export function readRecorded() {
  return /** @type {any} */ (globalThis).recorded;
}
