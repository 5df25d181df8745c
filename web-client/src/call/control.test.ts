import { describe, expect, it } from "vitest";
import { type ControlMessage, decodeControl, encodeControl, type Shown } from "./control";
import { DEFAULT_MODE } from "./types";

const SHOWN: Shown = {
  mic: true,
  camera: false,
  paused: true,
  screen: false,
  quality: 2,
  measured: { quality: 2, link: 3, hears: "yes", sees: "trouble" },
  mode: "detail",
  choice: 3,
};
const OLD = { t: "state", mic: true, camera: true, screen: false, quality: 4 };
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const shown = (value: unknown): Shown | null => {
  const message = decodeControl(bytes(value));
  return message?.kind === "state" ? message.shown : null;
};

describe("what the pages tell each other", () => {
  it.each<ControlMessage>([
    { kind: "state", shown: SHOWN },
    { kind: "got", id: "m1" },
    { kind: "stopped", codesDiffer: true },
  ])("is read as it was written: $kind", (message) => {
    expect(decodeControl(encodeControl(message))).toEqual(message);
  });

  it("by an older page says nothing of pauses, measurements and modes", () => {
    expect(shown(OLD)).toEqual({ mic: true, camera: true, screen: false, quality: 4, paused: false, measured: null, mode: DEFAULT_MODE, choice: 0 });
  });

  it("has in it all that an older page wants", () => {
    const written: unknown = JSON.parse(new TextDecoder().decode(encodeControl({ kind: "state", shown: SHOWN })));
    expect(written).toMatchObject({ t: "state", mic: true, camera: false, screen: false, quality: 2 });
  });

  it("by a newer page may have words that are not known: the rest still counts", () => {
    const newer = { ...OLD, mode: "sculpture", choice: 9, link: 4, hears: "somewhat", sees: "yes", colour: "blue" };
    expect(shown(newer)).toMatchObject({ mic: true, camera: true, measured: null, mode: DEFAULT_MODE, choice: 0 });
  });

  it.each([{ mic: "yes" }, { quality: 5 }, { choice: 1_000_001 }, { choice: -1 }, { link: 7 }, { paused: 1 }])("is not believed when it makes no sense: %o", (wrong) => {
    expect(shown({ ...OLD, ...wrong })).toBe(null);
  });
});
