import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "vite";
import { closeBrowser, openBrowser } from "../e2e/browsers.mjs";

/// Runs a worker that measures something in Chromium and in Firefox: told "run", it answers with what it measured, or
/// with a text that says what went wrong.

const ROOT = path.join(import.meta.dirname, "..");
const TIMEOUT_MS = 180_000;

/**
 * @template Result
 * @param {string} entry a file of this folder
 * @param {(browser: string, result: Result) => void} report
 */
export async function inBrowsers(entry, report) {
  const folder = await mkdtemp(path.join(tmpdir(), "exorlive-bench-"));
  const server = createServer((request, response) => void serve(folder, request.url ?? "/", response));
  try {
    await build({
      root: ROOT,
      configFile: false,
      logLevel: "error",
      publicDir: false,
      build: {
        outDir: folder,
        target: "es2022",
        rollupOptions: { input: path.join(import.meta.dirname, entry), output: { entryFileNames: "worker.js" } },
      },
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    const address = server.address();
    const url = `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}/`;
    for (const kind of /** @type {const} */ (["Chromium", "Firefox"])) {
      await measureIn(kind, url, report);
    }
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Isolated pages have finer clocks.
 *
 * @param {string} folder
 * @param {string} url
 * @param {import("node:http").ServerResponse} response
 */
async function serve(folder, url, response) {
  const isScript = url.endsWith(".js");
  const body = isScript ? await readFile(path.join(folder, path.normalize(url))) : "<!doctype html><title>bench</title>";
  response.writeHead(200, {
    "content-type": isScript ? "text/javascript" : "text/html",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  });
  response.end(body);
}

/**
 * @template Result
 * @param {import("../e2e/browsers.mjs").Kind} kind
 * @param {string} url
 * @param {(browser: string, result: Result) => void} report
 */
async function measureIn(kind, url, report) {
  const browser = await openBrowser(kind);
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    await page.goto(url);
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
