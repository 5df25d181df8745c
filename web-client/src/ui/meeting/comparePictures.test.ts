import { describe, expect, it } from "vitest";
import published from "../../../../protocol-fixtures/e2ee/compare-pictures.json";
import { comparePicturesSvg } from "../../../vite/comparePictures";
import { LANGUAGES, loadCatalogue } from "../../i18n/catalogue";
import { pictures } from "../../i18n/pictures/en";
import { COMPARE_PICTURES } from "../../drawings/comparePictures";

describe("the pictures of the compare code", () => {
  it("are 64, each once", () => {
    expect(COMPARE_PICTURES).toHaveLength(64);
    expect(new Set(COMPARE_PICTURES.map(({ icon }) => icon)).size).toBe(64);
    expect(new Set(COMPARE_PICTURES.map(({ codePoint }) => codePoint)).size).toBe(64);
  });

  it("are those that are published for other implementations", () => {
    const ours = COMPARE_PICTURES.map(({ key, codePoint }, index) => ({
      index,
      name: pictures[`picture.${key}`],
      codePoint: `U+${codePoint.toString(16).toUpperCase()}`,
    }));
    expect(ours).toEqual(published);
  });

  it("lie in one file, each under its number, with nothing that the content security policy would stop", () => {
    const svg = comparePicturesSvg();
    for (const index of COMPARE_PICTURES.keys()) expect(svg).toContain(`<view id="e${index}" `);
    expect(svg).not.toMatch(/style|<script|href|url\(/);
  });
});

describe.each(LANGUAGES)("the names of the pictures in %s", (language) => {
  it("can't be mistaken for one another, not even with a letter misheard", async () => {
    const catalogue = await loadCatalogue(language);
    const names = COMPARE_PICTURES.map(({ key }) => catalogue[`picture.${key}`].toLowerCase());
    const alike = names.flatMap((one, i) => names.slice(i + 1).flatMap((other) => (distance(one, other) < 2 ? [`${one} and ${other}`] : [])));
    expect(alike).toEqual([]);
  });
});

/// How many letters must be put in, taken out or changed to make one word of the other (Levenshtein).
function distance(one: string, other: string): number {
  let row = [...Array(other.length + 1).keys()];
  for (const [i, letter] of Array.from(one).entries()) {
    const next = [i + 1];
    for (const [j, against] of Array.from(other).entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === against ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
