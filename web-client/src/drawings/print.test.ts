import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Drawing, DRAWINGS, STANDING } from "./library";
import type { Chain } from "./poses";

/// Core prints programs, and draws what we draw: from this file, which is written here and held against the drawings.
const FILE = new URL("../../../core/src/main/resources/com/exorlive/meeting/core/print/drawings.json", import.meta.url);

/// The light theme's `--ex-…`: paper is white.
const COLOURS = { far: "#9db9c3", near: "#1f5c72", shirt: "#d88a52", skin: "#b97a56", prop: "#b9c3c4", arrow: "#0b5c76" };

const line = (colour: string, width: number, path: string) => ({ kind: "line", colour, width, path });
const fill = (colour: string, path: string) => ({ kind: "fill", colour, width: 0, path });
const limb = (colour: string, width: number, at: Chain) => line(colour, width, `M${at.map(([x, y]) => `${x} ${y}`).join("L")}`);

function strokes(drawing: Drawing) {
  const pose = drawing[drawing.still];
  const lies = drawing.ground === "mat";
  const hand = pose.nearArm.at(-1) ?? pose.head;
  const [x, y] = pose.head;
  return [
    lies ? fill(COLOURS.prop, "M16 105H144V111H16Z") : line(COLOURS.prop, 3, "M14 108H146"),
    ...(drawing.ground === "step" ? [fill(COLOURS.prop, "M84 84H140V108H84Z")] : []),
    ...(drawing.prop ? [line(COLOURS.prop, 4, drawing.prop)] : []),
    ...(drawing.band ? [line(COLOURS.arrow, 2.5, `M${hand[0]} ${hand[1]}L${drawing.band[0]} ${drawing.band[1]}`)] : []),
    limb(COLOURS.far, 9, pose.farLeg),
    limb(COLOURS.far, 6, pose.farArm),
    limb(COLOURS.near, 11, pose.nearLeg),
    limb(COLOURS.shirt, lies ? 16 : 17, pose.torso),
    fill(COLOURS.skin, `M${x - 8.5} ${y}a8.5 8.5 0 0 1 17 0a8.5 8.5 0 0 1 -17 0Z`),
    limb(COLOURS.skin, lies ? 6 : 7, pose.nearArm),
    ...(drawing.weight ? [line(COLOURS.near, 4, `M${hand[0] - 8} ${hand[1]}h16M${hand[0] - 8} ${hand[1] - 4}v8M${hand[0] + 8} ${hand[1] - 4}v8`)] : []),
    ...(drawing.arrow ? [line(COLOURS.arrow, 2.5, drawing.arrow)] : []),
  ];
}

describe("drawings for print", () => {
  it("are those of the page; UPDATE_PRINT=1 writes them anew", () => {
    const all = [...Object.entries(DRAWINGS), ["standing", STANDING] as const].map(([key, one]) => ({ key, strokes: strokes(one) }));
    const text = `[\n${all.map((one) => JSON.stringify(one)).join(",\n")}\n]\n`;
    if (process.env["UPDATE_PRINT"]) writeFileSync(FILE, text);
    expect(text).toBe(readFileSync(FILE, "utf8"));
  });
});
