import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import type { Announcer } from "../../app/announcer";
import type { Call } from "../../call";
import { loadCatalogue } from "../../i18n/catalogue";
import { createTranslator } from "../../i18n/translate";
import { meetingKeys } from "./meetingKeys";

const translator = signal(createTranslator("en", await loadCatalogue("en")));

describe("the space bar", () => {
  it("opens a muted microphone for as long as it is held", () => {
    const { keys, mic, down } = page();
    down(" ");
    expect(mic).toEqual([true]);
    keys.up({ key: " " });
    keys.up({ key: " " });
    expect(mic).toEqual([true, false]);
  });

  it("does not leave the microphone open when the window loses the keyboard", () => {
    const { keys, mic, down } = page();
    down(" ");
    keys.leave();
    expect(mic).toEqual([true, false]);
  });

  it("leaves a microphone alone that was on before", () => {
    const { keys, mic, down } = page({ micOn: true });
    down(" ");
    keys.up({ key: " " });
    keys.leave();
    expect(mic).toEqual([]);
  });
});

describe("the key S", () => {
  it("shares, and stops sharing", () => {
    const off = page();
    off.down("s");
    expect(off.shared).toEqual(["share"]);
    const on = page({ screen: "on" });
    on.down("s");
    expect(on.shared).toEqual(["stop"]);
  });

  it("does nothing while the browser asks, and where it can't share", () => {
    const choosing = page({ screen: "choosing" });
    choosing.down("s");
    const unable = page({ canShare: false });
    unable.down("s");
    expect([...choosing.shared, ...unable.shared]).toEqual([]);
  });
});

describe("the key C", () => {
  it("opens the chat", () => {
    const { opened, down } = page();
    down("c");
    expect(opened).toEqual(["chat"]);
  });
});

describe("under the cover", () => {
  it("no key turns microphone or camera on, or opens anything", () => {
    const { mic, camera, shared, opened, down } = page({ covered: true });
    for (const key of ["m", "v", "s", " ", "p", "c", "l", "?"]) down(key);
    expect({ mic, camera, shared, opened }).toEqual({ mic: [], camera: [], shared: [], opened: [] });
  });
});

describe("once the call is stopped", () => {
  it("no key turns microphone or camera on again, or shares, and why is said", () => {
    const { mic, camera, shared, said, down } = page({ lock: "broken" });
    for (const key of ["m", "v", "s", " "]) down(key);
    expect({ mic, camera, shared }).toEqual({ mic: [], camera: [], shared: [] });
    expect(new Set(said)).toEqual(new Set(["Off: the call was stopped because it is not secure"]));
  });

  it("the panels open as before", () => {
    const { opened, down } = page({ lock: "broken" });
    for (const key of ["l", "p"]) down(key);
    expect(opened).toEqual(["lock", "program"]);
  });
});

function page({
  micOn = false,
  covered = false,
  lock = "secure",
  canShare = true,
  screen = "off",
}: { micOn?: boolean; covered?: boolean; lock?: string; canShare?: boolean; screen?: "off" | "choosing" | "on" } = {}) {
  const mic: boolean[] = [];
  const camera: boolean[] = [];
  const shared: string[] = [];
  const opened: string[] = [];
  const said: string[] = [];
  const call = {
    lock: signal({ kind: lock }),
    local: signal({
      mic: { kind: micOn ? "on" : "off" },
      camera: { kind: "off" },
      screen: { kind: screen },
      canShare,
    }),
    share: () => shared.push("share"),
    stopSharing: () => shared.push("stop"),
    setMic: (on: boolean) => mic.push(on),
    setCamera: (on: boolean) => camera.push(on),
  } as unknown as Call;
  const keys = meetingKeys(
    () => ({
      call,
      announcer: { whisper: (text: string) => said.push(text) } as unknown as Announcer,
      togglePanel: (kind) => opened.push(kind),
      closePanel: () => undefined,
      panelOpen: () => false,
      turn: () => undefined,
    covered: () => covered,
      cover: () => undefined,
    }),
    { singleKeys: signal(true), translator },
    () => "page",
  );
  const down = (key: string): void =>
    keys.down({
      key,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      repeat: false,
      defaultPrevented: false,
      timeStamp: 0,
      preventDefault: () => undefined,
    });
  return { keys, mic, camera, shared, opened, said, down };
}
