import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCameraEncoding } from "./cameraEncoding";

function world() {
  const set: unknown[] = [];
  let current: RTCRtpEncodingParameters = { active: true };
  const sender = {
    getParameters: () => ({ encodings: [{ ...current }] }),
    setParameters: ({ encodings: [encoding = { active: true }] }: { encodings: RTCRtpEncodingParameters[] }) => {
      current = encoding;
      set.push({ by: encoding.scaleResolutionDownBy, bits: encoding.maxBitrate, frames: encoding.maxFramerate });
      return Promise.resolve();
    },
  } as unknown as RTCRtpSender;
  const closing = new AbortController();
  const encoding = createCameraEncoding(sender, Promise.resolve(), closing.signal);
  return { set, encoding, closing };
}

const FULL = { by: 1, bits: undefined, frames: undefined };
const HALF = { by: 2, bits: undefined, frames: undefined };
const BESIDE = { by: 2, bits: 300_000, frames: 15 };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("the camera's share of the line", () => {
  it("is small at first, and all there is a moment after the first frame", async () => {
    const { set } = world();
    await vi.advanceTimersByTimeAsync(1400);
    expect(set).toEqual([HALF]);
    await vi.advanceTimersByTimeAsync(200);
    expect(set).toEqual([HALF, FULL]);
  });

  it("is small while a screen is shared, and full again after it", async () => {
    const { set, encoding } = world();
    await vi.advanceTimersByTimeAsync(2000);
    encoding.giveWay(true);
    encoding.giveWay(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(set.slice(2)).toEqual([BESIDE]);
    encoding.giveWay(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(set.slice(3)).toEqual([FULL]);
  });

  it("stays small when the start ends while a screen is shared", async () => {
    const { set, encoding } = world();
    encoding.giveWay(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect(set.at(-1)).toEqual(BESIDE);
  });

  it("is not touched when the peer connection is closed", async () => {
    const { set, encoding, closing } = world();
    await vi.advanceTimersByTimeAsync(0);
    closing.abort();
    encoding.giveWay(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect(set).toEqual([HALF]);
  });
});
