import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/// Runs GStreamer on frames in files, one a frame.

const run = promisify(execFile);
const TIMEOUT_MS = 30_000;

/// The pair in the middle is there because the depayloader wants a stream with times.
const PACK_AND_UNPACK = ["rtpvp8pay", "mtu=1200", "!", "rtpstreampay", "!", "rtpstreamdepay", "!", "rtpvp8depay"];

const CAPS = "video/x-vp8,framerate=30/1";

export type Passed = { readonly kind: "frames"; readonly frames: readonly Buffer[] } | { readonly kind: "failed"; readonly why: string };

/// Real frames of a moving picture, a key frame every tenth.
export async function encodeVp8(count: number): Promise<readonly Buffer[]> {
  return inFolder(async (folder) => {
    await launch([
      ...["videotestsrc", "pattern=ball", `num-buffers=${count}`, "!", "video/x-raw,width=640,height=480,framerate=30/1", "!"],
      ...["vp8enc", "deadline=1", "keyframe-max-dist=10", "target-bitrate=800000", "!"],
      ...["multifilesink", `location=${path.join(folder, "%05d")}`],
    ]);
    return read(folder);
  });
}

/// What comes out of payloader and depayloader, as a media server that unpacks frames puts them together again.
export async function throughPayloader(frames: readonly Uint8Array[]): Promise<Passed> {
  return inFolder(async (into) =>
    inFolder(async (from) => {
      await Promise.all(frames.map((frame, index) => writeFile(path.join(from, String(index).padStart(5, "0")), frame)));
      try {
        await launch([
          ...["multifilesrc", `location=${path.join(from, "%05d")}`, `stop-index=${frames.length - 1}`, `caps=${CAPS}`, "!"],
          ...[...PACK_AND_UNPACK, "!", "multifilesink", `location=${path.join(into, "%05d")}`],
        ]);
      } catch (error) {
        return { kind: "failed", why: String((error as { stderr?: unknown }).stderr ?? error) };
      }
      return { kind: "frames", frames: await read(into) };
    }),
  );
}

async function launch(pipeline: readonly string[]): Promise<void> {
  await run("gst-launch-1.0", ["-q", ...pipeline], { timeout: TIMEOUT_MS });
}

async function read(folder: string): Promise<readonly Buffer[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map((name) => readFile(path.join(folder, name))));
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "exorlive-gstreamer-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
