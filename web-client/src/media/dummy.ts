/// What is sent until the worker has proven that frames go through it: black pictures and silence.
export interface Dummy {
  readonly track: MediaStreamTrack;
  stop(): void;
}

/// Smaller than any real picture, so that the other page can tell the two apart.
export const DUMMY_WIDTH = 64;
const DUMMY_HEIGHT = 36;
/// How soon after connecting the first black picture goes out; lower costs CPU while one waits.
const DRAW_EACH_MS = 40;

export function blackPictures(): Dummy {
  const canvas = document.createElement("canvas");
  canvas.width = DUMMY_WIDTH;
  canvas.height = DUMMY_HEIGHT;
  const context = canvas.getContext("2d", { alpha: false });
  let shade = 0;
  const draw = () => {
    // A canvas that is painted the same again gives no frame in every browser.
    shade = 1 - shade;
    if (context) {
      context.fillStyle = shade === 0 ? "#000000" : "#010101";
      context.fillRect(0, 0, DUMMY_WIDTH, DUMMY_HEIGHT);
    }
  };
  draw();
  const track = canvas.captureStream().getVideoTracks()[0];
  if (!track) {
    throw new Error("a canvas gives a video track");
  }
  const timer = setInterval(draw, DRAW_EACH_MS);
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}

/// A disabled copy of the microphone gives digital silence at the right pace, also where the browser would not
/// start an `AudioContext` without a click.
export function silence(mic: MediaStreamTrack): Dummy {
  const track = mic.clone();
  track.enabled = false;
  return { track, stop: () => track.stop() };
}
