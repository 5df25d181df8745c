import { defineConfig } from "vitest/config";

/// Tests that need the programs of GStreamer: `npm run test:gstreamer`.
export default defineConfig({
  test: { include: ["gstreamer/**/*.test.ts"], environment: "node", testTimeout: 60_000 },
});
