import { defineConfig } from "vite";

/// The gallery shows every page and state with made-up people, without a server. It is never part of a release.
export default defineConfig({
  root: "gallery",
  publicDir: "../public",
  build: { outDir: "../gallery-dist", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
  server: { port: 5174 },
});
