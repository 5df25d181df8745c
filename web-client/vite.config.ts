import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { comparePictures } from "./vite/comparePictures.ts";

/// Where `npm run dev` finds the server; everything the web client calls lies on the same origin in production.
const SERVER = "http://localhost:8080";

/// Smaller than this a compressed copy saves no packet.
const COMPRESS_FROM_BYTES = 1000;

/// The server sends what lies here compressed as it is, instead of doing the work for every visitor.
const precompress: Plugin = {
  name: "precompress",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        const source = Buffer.from(file.type === "chunk" ? file.code : file.source);
        if (!/\.(js|css|svg)$/.test(fileName) || source.length < COMPRESS_FROM_BYTES) continue;
        this.emitFile({ type: "asset", fileName: `${fileName}.br`, source: brotliCompressSync(source) });
        this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
      }
    },
  },
};

export default defineConfig({
  plugins: [comparePictures(), precompress],
  build: {
    target: "es2022",
    sourcemap: false,
    // The content security policy allows no data: address, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
  server: {
    port: 5173,
    proxy: {
      "/api": { target: SERVER, ws: true },
      "/core": SERVER,
      "/oidc": SERVER,
      "/.well-known": SERVER,
    },
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}"],
    environment: "node",
    restoreMocks: true,
    passWithNoTests: true,
  },
});
