import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { availableParallelism, cpus, tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";
import { closeBrowser, openBrowser } from "../e2e/browsers.mjs";
import { summary } from "./statistics.mjs";

/// What sealing and opening frames cost in a worker of Chromium and of Firefox, and how large the worker is.

const ROOT = path.join(import.meta.dirname, "..");
const TIMEOUT_MS = 180_000;

/** @typedef {{ name: string, bare: number[], frames: number[] }} Measured */
/** @typedef {{ copiesAtCall: boolean, deriveMs: number[], measured: Measured[] }} Result */

const folder = await mkdtemp(path.join(tmpdir(), "exorlive-bench-frames-"));
const server = createServer((request, response) => void serve(request.url ?? "/", response));
try {
  await buildAll();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  say(`${cpus()[0]?.model ?? "unknown"}, ${availableParallelism()} cores. Microseconds a frame, median of 30 rounds of 200 frames.`);
  for (const kind of /** @type {const} */ (["Chromium", "Firefox"])) {
    await measureIn(kind);
  }
  await sizes();
} finally {
  server.close();
  await rm(folder, { recursive: true, force: true });
}

async function buildAll() {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: {
      outDir: path.join(folder, "bench"),
      target: "es2022",
      rollupOptions: { input: path.join(import.meta.dirname, "inWorker.ts"), output: { entryFileNames: "worker.js" } },
    },
  });
  await build({ root: ROOT, logLevel: "error", build: { outDir: path.join(folder, "product"), emptyOutDir: true } });
}

/**
 * Isolated pages have finer clocks.
 *
 * @param {string} url
 * @param {import("node:http").ServerResponse} response
 */
async function serve(url, response) {
  const isWorker = url === "/worker.js";
  const body = isWorker ? await readFile(path.join(folder, "bench", "worker.js")) : "<!doctype html><title>bench</title>";
  response.writeHead(200, {
    "content-type": isWorker ? "text/javascript" : "text/html",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  });
  response.end(body);
}

/** @param {import("../e2e/browsers.mjs").Kind} kind */
async function measureIn(kind) {
  const browser = await openBrowser(kind);
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    const address = server.address();
    await page.goto(`http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}/`);
    const json = await page.evaluate(
      () =>
        /** @type {Promise<string>} */ (
          new Promise((resolve, reject) => {
            // eslint-disable-next-line no-undef -- this runs in the page
            const worker = new Worker("/worker.js", { type: "module" });
            worker.onmessage = ({ data }) => (typeof data === "string" ? reject(new Error(data)) : resolve(JSON.stringify(data)));
            worker.onerror = ({ message }) => reject(new Error(message));
            worker.postMessage("run");
          })
        ),
    );
    report(`${kind} ${await browser.version()}`, JSON.parse(json));
  } finally {
    await closeBrowser(browser);
  }
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
  say("| | µs a frame | p90 | bare AES-GCM | ratio |");
  say("|---|---|---|---|---|");
  for (const { name, bare, frames } of measured) {
    const ratios = frames.map((value, index) => value / (bare[index] ?? Number.NaN));
    const { median, p90 } = summary(frames);
    say(`| ${name} | ${median} | ${p90} | ${summary(bare).median} | ${summary(ratios).median} |`);
  }
}

async function sizes() {
  const assets = path.join(folder, "product", "assets");
  for (const name of (await readdir(assets)).filter((file) => /^worker-.*\.js$/.test(file))) {
    const code = await readFile(path.join(assets, name));
    say(`\nThe worker: ${code.length} bytes, ${brotliCompressSync(code).length} with brotli.`);
  }
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`${text}\n`);
}
