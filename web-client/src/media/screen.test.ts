import { describe, expect, it } from "vitest";
import { createScreen } from "./screen";
import { canShare, displayRequest, screenProblem } from "./screenRules";

class FakeTrack extends EventTarget {
  readyState: "live" | "ended" = "live";
  contentHint = "";
  readonly kind: "video" | "audio";
  constructor(kind: "video" | "audio") {
    super();
    this.kind = kind;
  }
  stop(): void {
    this.readyState = "ended";
  }
  /// The browser ends it, and tells.
  end(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

function fakeStream(...tracks: readonly FakeTrack[]): MediaStream {
  return {
    getTracks: () => tracks,
    getVideoTracks: () => tracks.filter(({ kind }) => kind === "video"),
    getAudioTracks: () => tracks.filter(({ kind }) => kind === "audio"),
  } as unknown as MediaStream;
}

function world() {
  const log: string[] = [];
  const asked: { give: (stream: MediaStream) => void; refuse: (error: unknown) => void }[] = [];
  const screen = createScreen(
    () => new Promise((give, refuse) => asked.push({ give, refuse })),
    {
      changed: () => log.push(screen.state.kind),
      refused: (problem) => log.push(`refused: ${problem}`),
    },
  );
  const answer = async (index: number, stream: MediaStream) => {
    asked[index]?.give(stream);
    await settle();
  };
  const refuse = async (index: number, error: unknown) => {
    asked[index]?.refuse(error);
    await settle();
  };
  return { log, screen, asked, answer, refuse };
}

const settle = () => new Promise((done) => setTimeout(done, 0));
const cancelled = () => new DOMException("Permission denied", "NotAllowedError");

describe("sharing the screen", () => {
  it("asks the browser within the press, and shares what was chosen, with its sound", async () => {
    const { log, screen, asked, answer } = world();
    const [picture, sound] = [new FakeTrack("video"), new FakeTrack("audio")];
    screen.share();
    expect(asked).toHaveLength(1);
    expect(screen.picture).toBe(null);
    await answer(0, fakeStream(picture, sound));
    expect(log).toEqual(["choosing", "on"]);
    expect(screen.state).toMatchObject({ kind: "on", sound: true });
    expect(screen.picture).toBe(picture);
    expect(screen.sound).toBe(sound);
    expect(picture.contentHint).toBe("detail");
  });

  it("asks once, however often the button is pressed", async () => {
    const { screen, asked, answer } = world();
    screen.share();
    screen.share();
    await answer(0, fakeStream(new FakeTrack("video")));
    screen.share();
    expect(asked).toHaveLength(1);
  });

  it("stops by our button: tracks are closed", async () => {
    const { log, screen, answer } = world();
    const [picture, sound] = [new FakeTrack("video"), new FakeTrack("audio")];
    screen.share();
    await answer(0, fakeStream(picture, sound));
    screen.stop();
    screen.stop();
    expect(log).toEqual(["choosing", "on", "off"]);
    expect([picture.readyState, sound.readyState]).toEqual(["ended", "ended"]);
    expect([screen.picture, screen.sound]).toEqual([null, null]);
  });

  it("stops by the browser's own bar, sound as well", async () => {
    const { log, screen, answer } = world();
    const [picture, sound] = [new FakeTrack("video"), new FakeTrack("audio")];
    screen.share();
    await answer(0, fakeStream(picture, sound));
    picture.end();
    expect(log.at(-1)).toBe("off");
    expect(sound.readyState).toBe("ended");
  });

  it("goes on without sound when the sound alone ends", async () => {
    const { screen, answer } = world();
    const [picture, sound] = [new FakeTrack("video"), new FakeTrack("audio")];
    screen.share();
    await answer(0, fakeStream(picture, sound));
    sound.end();
    expect(screen.state).toMatchObject({ kind: "on", sound: false });
    expect(screen.picture).toBe(picture);
    expect(screen.sound).toBe(null);
  });

  it("closes what was chosen after sharing had been stopped, and is not stopped by it later", async () => {
    const { log, screen, answer } = world();
    const [late, next] = [new FakeTrack("video"), new FakeTrack("video")];
    screen.share();
    screen.stop();
    screen.share();
    await answer(1, fakeStream(next));
    await answer(0, fakeStream(late));
    expect(late.readyState).toBe("ended");
    late.end();
    expect(screen.picture).toBe(next);
    expect(log).toEqual(["choosing", "off", "choosing", "on"]);
  });

  it("says whether the person changed their mind or the system refused, and can be tried again", async () => {
    const { log, screen, asked, refuse } = world();
    screen.share();
    await refuse(0, cancelled());
    screen.share();
    await refuse(1, new DOMException("Permission denied by system", "NotAllowedError"));
    expect(log).toEqual(["choosing", "off", "refused: denied", "choosing", "off", "refused: failed"]);
    expect(asked).toHaveLength(2);
  });

  it("is quiet about a refusal that comes after it was stopped", async () => {
    const { log, screen, refuse } = world();
    screen.share();
    screen.stop();
    await refuse(0, cancelled());
    expect(log).toEqual(["choosing", "off"]);
  });

  it("has failed when the window was closed while it was chosen", async () => {
    const { log, screen, answer } = world();
    const picture = new FakeTrack("video");
    picture.stop();
    screen.share();
    await answer(0, fakeStream(picture));
    expect(log).toEqual(["choosing", "off", "refused: failed"]);
  });

  it.each([
    [cancelled(), "denied"],
    [new DOMException("Could not start video source", "NotReadableError"), "failed"],
    [new DOMException("The object can not be found here.", "NotFoundError"), "failed"],
    ["something else", "failed"],
  ])("%o means %s", (error, problem) => {
    expect(screenProblem(error)).toBe(problem);
  });

  it("offers the computer's sound only where the other one won't hear themselves", () => {
    expect(displayRequest(true).systemAudio).toBe("include");
    expect(displayRequest(false).systemAudio).toBe("exclude");
  });

  it("is offered on computers that can, and not on phones", () => {
    const mediaDevices = { getDisplayMedia: () => undefined };
    const laptop = "Mozilla/5.0 (X11; Linux x86_64) Firefox/153.0";
    expect(canShare({ userAgent: laptop, mediaDevices })).toBe(true);
    expect(canShare({ userAgent: laptop, mediaDevices: {} })).toBe(false);
    expect(canShare({ userAgent: laptop })).toBe(false);
    expect(canShare({ userAgent: "Mozilla/5.0 (Linux; Android 10; K) Mobile", mediaDevices })).toBe(false);
    expect(canShare({ userAgent: laptop, userAgentData: { mobile: true }, mediaDevices })).toBe(false);
  });
});
