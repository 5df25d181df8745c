import { DUMMY_WIDTH } from "./dummy";

/// Whether real pictures come on a track of the other's, as long as they say that they send any. Owned by `remote.ts`.
export interface LivePicture {
  /// Null: the peer connection is gone. `seen`: real pictures have come on it already.
  receive(stream: MediaStream | null, seen?: boolean): void;
  /// What the other one says, end to end.
  sent(on: boolean): void;
}

/// `watch` calls back once for the first real picture, unless it is aborted before.
export function createLivePicture(
  changed: (live: boolean) => void,
  watch: (stream: MediaStream, signal: AbortSignal, found: () => void) => void = onRealPicture,
): LivePicture {
  let stream: MediaStream | null = null;
  let on = false;
  let watching: AbortController | null = null;

  /// Until there is a new picture, none is shown: the last one of before would stand still.
  function look(): void {
    watching?.abort();
    watching = null;
    changed(false);
    if (stream && on) {
      watching = new AbortController();
      watch(stream, watching.signal, () => changed(true));
    }
  }

  return {
    receive: (received, seen = false) => {
      stream = received;
      if (seen && on) {
        watching?.abort();
        watching = null;
        changed(true);
      } else {
        look();
      }
    },
    sent: (isSent) => {
      if (isSent !== on) {
        on = isSent;
        look();
      }
    },
  };
}

/// Looks at the pictures until a real one comes: the black ones before it are smaller.
export function onRealPicture(stream: MediaStream, signal: AbortSignal, found: () => void): void {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  const done = () => {
    video.srcObject = null;
  };
  signal.addEventListener("abort", done, { once: true });
  const look = () => {
    if (signal.aborted) {
      return;
    }
    if (video.videoWidth > DUMMY_WIDTH) {
      done();
      found();
      return;
    }
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
  video.srcObject = stream;
  void video.play().catch(() => undefined);
}
