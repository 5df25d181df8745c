import { describe, expect, it } from "vitest";
import { encodingFor, type Share, type Wish } from "./encodingRule";

const usual: Wish = { starting: false, sharing: false, mode: "movement", share: "full" };
const MODES = ["talk", "movement", "detail"] as const;
const SHARES: readonly Share[] = ["full", "half", "small"];

describe("the camera's encoding", () => {
  it.each([
    ["as good as the line allows, for movement", {}, { scaleResolutionDownBy: 1, maxBitrate: null, maxFramerate: null, degradationPreference: "maintain-framerate" }],
    ["small at first", { starting: true }, { scaleResolutionDownBy: 2, maxBitrate: null, maxFramerate: null }],
    ["small beside a screen", { sharing: true }, { scaleResolutionDownBy: 2, maxBitrate: 300_000, maxFramerate: 15 }],
    ["modest for talk", { mode: "talk" }, { maxBitrate: 700_000, maxFramerate: 24, degradationPreference: "balanced" }],
    ["sharp rather than smooth for detail", { mode: "detail" }, { scaleResolutionDownBy: 1, maxFramerate: 15, degradationPreference: "maintain-resolution" }],
    ["half on a short line, and still smooth", { share: "half" }, { scaleResolutionDownBy: 2, maxBitrate: 250_000, maxFramerate: 20 }],
    ["small on a very short one", { share: "small" }, { scaleResolutionDownBy: 4, maxBitrate: 100_000, maxFramerate: 15 }],
    ["not sent where only the voice has room", { share: "none" }, { active: false }],
    ["the least of all, where several things ask for less", { starting: true, sharing: true, share: "small" }, { scaleResolutionDownBy: 4, maxBitrate: 100_000, maxFramerate: 15 }],
  ] as const)("is %s", (_, part, expected) => {
    expect(encodingFor({ ...usual, ...part })).toMatchObject({ active: true, ...expected });
  });

  it.each(MODES)("asks for less with each step down, in %s", (mode) => {
    const steps = SHARES.map((share) => encodingFor({ ...usual, mode, share }));
    for (const [index, step] of steps.slice(1).entries()) {
      const before = steps[index];
      expect(step.maxBitrate ?? Infinity).toBeLessThan(before?.maxBitrate ?? Infinity);
      expect(step.scaleResolutionDownBy).toBeGreaterThan(before?.scaleResolutionDownBy ?? 0);
    }
  });
});
