import { describe, expect, it } from "vitest";
import { createLivePicture } from "./livePicture";

function world() {
  const live: boolean[] = [];
  const watches: { readonly signal: AbortSignal; readonly found: () => void }[] = [];
  const picture = createLivePicture(
    (now) => live.push(now),
    (_, signal, found) => {
      watches.push({ signal, found });
    },
  );
  return { picture, watches, isLive: () => live.at(-1) ?? false };
}

const stream = () => ({}) as MediaStream;

describe("the other's picture", () => {
  it("is live from the first real picture on, if they say that they send one", () => {
    const { picture, watches, isLive } = world();
    picture.receive(stream());
    expect(watches).toHaveLength(0);
    picture.sent(true);
    expect(isLive()).toBe(false);
    watches[0]?.found();
    expect(isLive()).toBe(true);
  });

  it("is not live once they stopped, and waits for a new one when they begin again", () => {
    const { picture, watches, isLive } = world();
    picture.receive(stream());
    picture.sent(true);
    watches[0]?.found();
    picture.sent(false);
    expect(isLive()).toBe(false);
    expect(watches[0]?.signal.aborted).toBe(true);
    picture.sent(true);
    expect(isLive()).toBe(false);
    watches[1]?.found();
    expect(isLive()).toBe(true);
  });

  it("waits for a picture of the new peer connection when the old one is gone", () => {
    const { picture, watches, isLive } = world();
    picture.receive(stream());
    picture.sent(true);
    watches[0]?.found();
    picture.receive(null);
    expect(isLive()).toBe(false);
    picture.receive(stream());
    expect(isLive()).toBe(false);
    watches[1]?.found();
    expect(isLive()).toBe(true);
  });

  it("goes on without a new look when they say once more what they said", () => {
    const { picture, watches, isLive } = world();
    picture.receive(stream());
    picture.sent(true);
    watches[0]?.found();
    picture.sent(true);
    expect(isLive()).toBe(true);
    expect(watches).toHaveLength(1);
  });

  it("stays live when others take the place of what it came on, on which pictures have come already", () => {
    const { picture, watches, isLive } = world();
    picture.sent(true);
    picture.receive(stream());
    watches[0]?.found();
    picture.receive(stream(), true);
    expect(isLive()).toBe(true);
    expect(watches).toHaveLength(1);
    picture.receive(stream());
    expect(isLive()).toBe(false);
  });
});
