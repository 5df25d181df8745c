import { defineConfig } from "vitest/config";

/// Where `npm run dev` finds the server; everything the web client calls lies on the same origin in production.
const SERVER = "http://localhost:8080";

export default defineConfig({
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
