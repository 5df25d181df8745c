import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";
import { inBrowsers } from "./inBrowsers.mjs";
import { summary } from "./statistics.mjs";

/// What sealing and opening frames cost in a worker of Chromium and of Firefox, and how large the worker is.

const ROOT = path.join(import.meta.dirname, "..");

/** @typedef {{ name: string, bare: number[], frames: number[], pausedBare: number[], pausedFrames: number[] }} Measured */
/** @typedef {{ copiesAtCall: boolean, deriveMs: number[], measured: Measured[] }} Result */

say(`${cpus()[0]?.model ?? "unknown"}, ${availableParallelism()} cores. Medians: of 30 rounds of 200 frames, and of 100 with a pause before each.`);
await inBrowsers("inWorker.ts", report);
const folder = await mkdtemp(path.join(tmpdir(), "exorlive-bench-frames-"));
try {
  await build({ root: ROOT, logLevel: "error", build: { outDir: folder, emptyOutDir: true } });
  await sizes();
} finally {
  await rm(folder, { recursive: true, force: true });
}

/**
 * @param {string} browser
 * @param {Result} result
 */
function report(browser, { copiesAtCall, deriveMs, measured }) {
  if (!copiesAtCall) {
    throw new Error(`${browser}: WebCrypto does not copy its inputs at the call; senders must not reuse theirs`);
  }
  say(`\n${browser}: all keys of a pairing after ${summary(deriveMs).median} ms\n`);
  say("| | µs a frame | bare AES-GCM | ratio | µs after a pause | bare AES-GCM | ratio |");
  say("|---|---|---|---|---|---|---|");
  for (const { name, bare, frames, pausedBare, pausedFrames } of measured) {
    say(`| ${name} | ${[...cells(frames, bare), ...cells(pausedFrames, pausedBare)].join(" | ")} |`);
  }
}

/**
 * @param {number[]} frames
 * @param {number[]} bare
 */
function cells(frames, bare) {
  const ratios = frames.map((value, index) => value / (bare[index] ?? Number.NaN));
  return [frames, bare, ratios].map((values) => summary(values).median);
}

async function sizes() {
  const assets = path.join(folder, "assets");
  for (const name of (await readdir(assets)).filter((file) => /^worker-.*\.js$/.test(file))) {
    const code = await readFile(path.join(assets, name));
    say(`\nThe worker: ${code.length} bytes, ${brotliCompressSync(code).length} with brotli.`);
  }
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`${text}\n`);
}
