import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/// Of the product itself, each with all that it needs.
const BUNDLES = { "/peer.js": "src/media/peer.ts", "/frames.js": "src/e2ee/frames/index.ts" };

/// An empty page on loopback, the scripts of this folder, and bundles of the product.
export async function serveLoopback() {
  /** @type {Map<string, string>} */
  const scripts = new Map();
  for (const name of (await readdir(HERE)).filter((one) => one.endsWith(".js"))) {
    scripts.set(`/${name}`, await readFile(HERE + name, "utf8"));
  }
  for (const [path, entry] of Object.entries(BUNDLES)) {
    scripts.set(path, await bundle(entry));
  }
  const server = createServer((request, response) => {
    // Only such a page gets a clock that is fine enough to measure a frame.
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    const script = scripts.get(request.url ?? "");
    if (script !== undefined) {
      response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
    } else if (request.url === "/") {
      response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>loopback</title>");
    } else {
      response.writeHead(404).end();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("no port");
  }
  return {
    origin: `http://localhost:${address.port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/**
 * @param {string} entry
 * @returns {Promise<string>} one module
 */
async function bundle(entry) {
  const built = await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: "warn",
    build: { write: false, minify: false, target: "es2022", lib: { entry, formats: ["es"], fileName: "bundle" } },
  });
  const output = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
  const chunk = output.find((one) => one.type === "chunk");
  if (chunk?.type !== "chunk") {
    throw new Error(`nothing came of ${entry}`);
  }
  return chunk.code;
}
