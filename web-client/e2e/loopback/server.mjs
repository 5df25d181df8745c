import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/// An empty page on loopback with `page.js`, the marking worker, and at `/peer.js` the product's own
/// `src/media/peer.ts`.
export async function serveLoopback() {
  /** @type {Record<string, [type: string, body: string]>} */
  const files = {
    "/": ["text/html", "<!doctype html><title>loopback</title>"],
    "/page.js": ["text/javascript", await readFile(`${HERE}page.js`, "utf8")],
    "/worker.js": ["text/javascript", await readFile(`${HERE}worker.js`, "utf8")],
    "/peer.js": ["text/javascript", await bundle("src/media/peer.ts")],
  };
  const server = createServer((request, response) => {
    const file = files[request.url ?? ""];
    if (file === undefined) {
      response.writeHead(404).end();
    } else {
      response.writeHead(200, { "Content-Type": file[0] }).end(file[1]);
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
 * @returns {Promise<string>} one module, with all that it needs
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
