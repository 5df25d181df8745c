import { setTimeout as pause } from "node:timers/promises";

/// How long a person would wait before saying that it does not work. Raising it only makes failures later.
export const PATIENCE_MS = 30_000;
const LOOK_EACH_MS = 100;

/**
 * Waits until a condition holds, and says what was waited for in vain.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T | undefined>} condition what it answers when it holds; undefined when it does not yet
 * @param {{ withinMs?: number, saw?: () => unknown }} [options] `saw`: what to report of the last look
 * @returns {Promise<T>}
 */
export async function until(what, condition, { withinMs = PATIENCE_MS, saw } = {}) {
  const deadline = performance.now() + withinMs;
  /** @type {unknown} */
  let lastError;
  do {
    try {
      const found = await condition();
      if (found !== undefined) {
        return found;
      }
      lastError = undefined;
    } catch (error) {
      // A page that is being replaced has no document for a moment.
      lastError = error;
    }
    await pause(LOOK_EACH_MS);
  } while (performance.now() < deadline);
  const seen = saw === undefined ? "" : `; last seen: ${JSON.stringify(saw())}`;
  throw new Error(`Waited ${withinMs} ms in vain for ${what}${seen}`, { cause: lastError });
}

/**
 * @param {string} what
 * @param {() => Promise<boolean>} condition
 * @param {{ withinMs?: number, saw?: () => unknown }} [options]
 */
export async function untilTrue(what, condition, options) {
  await until(what, async () => ((await condition()) ? true : undefined), options);
}
