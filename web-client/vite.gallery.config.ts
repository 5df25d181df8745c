import { defineConfig } from "vite";
import { comparePictures } from "./vite/comparePictures.ts";

/// The gallery shows every page and state with made-up people, without a server. It is never part of a release.
export default defineConfig({
  root: "gallery",
  plugins: [comparePictures()],
  publicDir: "../public",
  build: { outDir: "../gallery-dist", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
  server: { port: 5174 },
});
