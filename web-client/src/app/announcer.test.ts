import { describe, expect, it } from "vitest";
import { createAnnouncer } from "./announcer";

describe("announcements", () => {
  it("are shown and spoken one at a time, six seconds each", () => {
    const { announcer, pass } = make();
    announcer.say("one");
    announcer.say("two");
    expect(announcer.toast.value?.text).toBe("one");
    pass(6000);
    expect(announcer.toast.value?.text).toBe("two");
    expect(announcer.spoken.value).toBe("two");
    pass(6000);
    expect(announcer.toast.value).toBeNull();
  });

  it("stay while someone holds them", () => {
    const { announcer, pass } = make();
    announcer.say("one");
    announcer.hold(true);
    pass(6000);
    expect(announcer.toast.value?.text).toBe("one");
    announcer.hold(false);
    pass(6000);
    expect(announcer.toast.value).toBeNull();
  });

  it("that come too fast push out the oldest that wait", () => {
    const { announcer, pass } = make();
    for (const text of ["one", "two", "three", "four", "five"]) announcer.say(text);
    const seen: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      seen.push(announcer.toast.value?.text);
      pass(6000);
    }
    expect(seen).toEqual(["one", "three", "four", "five"]);
  });

  it("about the same thing take the place of what is true no more", () => {
    const { announcer, pass } = make();
    announcer.say("Ola’s camera is off.", "cameraOff", "otherCamera");
    announcer.say("You are both back.", "person");
    announcer.say("Ola’s camera is on.", "camera", "otherCamera");
    expect(announcer.toast.value?.text).toBe("Ola’s camera is on.");
    expect(announcer.spoken.value).toBe("Ola’s camera is on.");
    announcer.say("Ola’s microphone is off.", "micOff", "otherMic");
    announcer.say("Ola’s microphone is on.", "mic", "otherMic");
    const seen: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      seen.push(announcer.toast.value?.text);
      pass(6000);
    }
    expect(seen).toEqual(["Ola’s camera is on.", "You are both back.", "Ola’s microphone is on.", undefined]);
  });

  it("that are whispered show no toast", () => {
    const { announcer } = make();
    announcer.whisper("psst");
    expect(announcer.spoken.value).toBe("psst");
    expect(announcer.toast.value).toBeNull();
  });
});

function make() {
  let timer: { at: number; run: () => void } | null = null;
  let now = 0;
  const announcer = createAnnouncer({
    after: (ms, run) => {
      timer = { at: now + ms, run };
      return () => {
        timer = null;
      };
    },
  });
  return {
    announcer,
    pass: (ms: number) => {
      now += ms;
      const due = timer;
      timer = null;
      if (due && due.at <= now) due.run();
      else timer = due;
    },
  };
}
