import { type ReadonlySignal, signal } from "@preact/signals";
import { mark } from "../call/marks";
import type { TrackRole } from "../call/ports";
import type { RemoteMedia } from "../call/types";
import { DUMMY_WIDTH } from "./dummy";

/// What comes from the other one: sound is played here, pictures are handed to the views. Owned by `media.ts`.
export interface Remote {
  readonly state: ReadonlySignal<RemoteMedia>;
  receives(role: TrackRole, track: MediaStreamTrack): void;
  /// The peer connections are gone.
  reset(): void;
  otherCamera(on: boolean): void;
  useSpeaker(deviceId: string | null): void;
  allowSound(): void;
}

const NOTHING: RemoteMedia = { camera: null, screen: null, cameraLive: false, screenLive: false, soundBlocked: false };

export function createRemote(): Remote {
  const state = signal<RemoteMedia>(NOTHING);
  const sounds = new Map<TrackRole, HTMLAudioElement>();
  let speaker: string | null = null;
  let cameraOn = false;
  let watch: AbortController | null = null;

  const change = (part: Partial<RemoteMedia>) => {
    state.value = { ...state.peek(), ...part };
  };

  function playSound(role: TrackRole, track: MediaStreamTrack): void {
    const audio = sounds.get(role) ?? document.createElement("audio");
    audio.hidden = true;
    audio.autoplay = true;
    audio.dataset["remote"] = role;
    audio.srcObject = new MediaStream([track]);
    if (!sounds.has(role)) {
      sounds.set(role, audio);
      document.body.append(audio);
      void direct(audio);
    }
    void play(audio);
  }

  /// Without a click in this page a browser may refuse to make noise.
  async function play(audio: HTMLAudioElement): Promise<void> {
    try {
      await audio.play();
      change({ soundBlocked: false });
    } catch (error) {
      if (error instanceof DOMException && error.name === "NotAllowedError") {
        change({ soundBlocked: true });
      }
    }
  }

  async function direct(audio: HTMLAudioElement): Promise<void> {
    if (speaker !== null && "setSinkId" in audio) {
      // A speaker that is gone: the sound stays where it is.
      await audio.setSinkId(speaker).catch(() => undefined);
    }
  }

  /// Looks at the other's pictures until a real one comes: the black ones before it are smaller.
  function watchCamera(): void {
    watch?.abort();
    watch = null;
    const { camera } = state.peek();
    if (!camera || !cameraOn) {
      change({ cameraLive: false });
      return;
    }
    watch = new AbortController();
    onRealPicture(camera, watch.signal, () => {
      mark("firstRemoteFrame");
      change({ cameraLive: true });
    });
  }

  return {
    state,
    receives: (role, track) => {
      switch (role) {
        case "mic":
        case "screenSound":
          return playSound(role, track);
        case "camera":
          change({ camera: new MediaStream([track]) });
          return watchCamera();
        case "screen":
          // Shown once the other one says that it is shared: a later build.
          return;
      }
    },
    reset: () => {
      watch?.abort();
      watch = null;
      for (const audio of sounds.values()) {
        audio.srcObject = null;
        audio.remove();
      }
      sounds.clear();
      state.value = NOTHING;
    },
    otherCamera: (on) => {
      if (on !== cameraOn) {
        cameraOn = on;
        watchCamera();
      }
    },
    useSpeaker: (deviceId) => {
      speaker = deviceId;
      for (const audio of sounds.values()) {
        void direct(audio);
      }
    },
    allowSound: () => {
      for (const audio of sounds.values()) {
        void play(audio);
      }
    },
  };
}

function onRealPicture(stream: MediaStream, signal: AbortSignal, found: () => void): void {
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
