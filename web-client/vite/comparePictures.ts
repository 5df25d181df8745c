import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";
import { COMPARE_PICTURES } from "../src/drawings/comparePictures.ts";

const MODULE = "virtual:compare-pictures";
const RESOLVED = `\0${MODULE}`;
const DEV_PATH = "/compare-pictures.svg";

/// Fluent Emoji are drawn on a square of this size.
const SIDE = 32;
const COLUMNS = 8;

/// The licence asks to be wherever the drawings are.
const LICENCE = `<!-- Fluent Emoji. Copyright (c) Microsoft Corporation. MIT License:
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:
The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.
THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE. -->`;

/// Makes one file of the 64 pictures of the compare code, so that who serves it can't see which ones are shown.
/// `virtual:compare-pictures` gives its address; `#e17` behind it shows the picture number 17.
export function comparePictures(): Plugin {
  let building = false;
  return {
    name: "compare-pictures",
    configResolved(config) {
      building = config.command === "build";
    },
    resolveId: (id) => (id === MODULE ? RESOLVED : null),
    load(id) {
      if (id !== RESOLVED) return null;
      if (!building) return `export const comparePicturesUrl = ${JSON.stringify(DEV_PATH)};`;
      const file = this.emitFile({ type: "asset", name: "compare-pictures.svg", source: comparePicturesSvg() });
      return `export const comparePicturesUrl = import.meta.ROLLUP_FILE_URL_${file};`;
    },
    configureServer(server) {
      server.middlewares.use(DEV_PATH, (_request, response) => {
        response.setHeader("Content-Type", "image/svg+xml");
        response.end(comparePicturesSvg());
      });
    },
  };
}

/// Without styles and scripts: the content security policy would stop them.
export function comparePicturesSvg(): string {
  const { icons } = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@iconify-json/fluent-emoji-flat/icons.json"), "utf8")) as {
    readonly icons: Readonly<Record<string, { readonly body: string } | undefined>>;
  };
  const cells = COMPARE_PICTURES.map(({ icon }, index) => {
    const drawing = icons[icon];
    if (!drawing) throw new Error(`Fluent Emoji flat has no ${icon}`);
    const box = { x: (index % COLUMNS) * SIDE, y: Math.floor(index / COLUMNS) * SIDE };
    return (
      `<view id="e${index}" viewBox="${box.x} ${box.y} ${SIDE} ${SIDE}"/>` +
      `<svg x="${box.x}" y="${box.y}" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}">${drawing.body}</svg>`
    );
  });
  const [width, height] = [COLUMNS * SIDE, Math.ceil(cells.length / COLUMNS) * SIDE];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${LICENCE}${cells.join("")}</svg>`;
}
