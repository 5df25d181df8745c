import { type ReadonlySignal, signal } from "@preact/signals";
import { mark } from "../call/marks";
import type { TrackRole } from "../call/ports";
import type { RemoteMedia } from "../call/types";
import { createLivePicture } from "./livePicture";

/// What comes from the other one: sound is played here, pictures are handed to the views. Owned by `media.ts`.
export interface Remote {
  readonly state: ReadonlySignal<RemoteMedia>;
  /// `seen`: real pictures have come on it already.
  receives(role: TrackRole, track: MediaStreamTrack, seen?: boolean): void;
  /// The peer connections are gone.
  reset(): void;
  otherCamera(on: boolean): void;
  /// Nothing comes any more: what was last seen is not shown.
  stalled(is: boolean): void;
  /// Nothing of their screen is shown or heard unless they say that they share it.
  otherScreen(on: boolean): void;
  useSpeaker(deviceId: string | null): void;
  allowSound(): void;
}

const NOTHING: RemoteMedia = { camera: null, screen: null, cameraLive: false, screenLive: false, soundBlocked: false };

export function createRemote(): Remote {
  const state = signal<RemoteMedia>(NOTHING);
  const sounds = new Map<TrackRole, HTMLAudioElement>();
  let speaker: string | null = null;
  let screenSound: MediaStreamTrack | null = null;
  let screenOn = false;

  const change = (part: Partial<RemoteMedia>) => {
    state.value = { ...state.peek(), ...part };
  };
  let cameraFound = false;
  let screenFound = false;
  let stalled = false;

  function showLive(): void {
    change({ cameraLive: cameraFound && !stalled, screenLive: screenFound && !stalled });
  }

  const camera = createLivePicture((live) => {
    if (live) {
      mark("firstRemoteFrame");
      stalled = false;
    }
    cameraFound = live;
    showLive();
  });
  const screen = createLivePicture((live) => {
    stalled &&= !live;
    screenFound = live;
    showLive();
  });

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

  function playScreenSound(): void {
    const track = screenOn ? screenSound : null;
    if (track) {
      playSound("screenSound", track);
    } else {
      silence("screenSound");
    }
  }

  function silence(role: TrackRole): void {
    const audio = sounds.get(role);
    sounds.delete(role);
    if (audio) {
      audio.srcObject = null;
      audio.remove();
    }
  }

  return {
    state,
    receives: (role, track, seen = false) => {
      switch (role) {
        case "mic":
          return playSound(role, track);
        case "screenSound":
          screenSound = track;
          return playScreenSound();
        case "camera": {
          const stream = new MediaStream([track]);
          change({ camera: stream });
          return camera.receive(stream, seen);
        }
        case "screen": {
          const stream = new MediaStream([track]);
          change({ screen: stream });
          return screen.receive(stream, seen);
        }
      }
    },
    reset: () => {
      camera.receive(null);
      screen.receive(null);
      screenSound = null;
      [...sounds.keys()].forEach(silence);
      stalled = false;
      state.value = NOTHING;
    },
    otherCamera: (on) => camera.sent(on),
    stalled: (is) => {
      stalled = is;
      showLive();
    },
    otherScreen: (on) => {
      screen.sent(on);
      if (on !== screenOn) {
        screenOn = on;
        playScreenSound();
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
