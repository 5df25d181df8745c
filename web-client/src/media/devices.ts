import { batch, type ReadonlySignal, signal } from "@preact/signals";
import { createEmitter } from "../call/emitter";
import type { DeviceCheck, DeviceKind, LocalMedia, Subscribe } from "../call/types";
import { audioConstraints, devicesOf, InsecurePageError, problemOf, videoConstraints } from "./deviceRules";
import { createInput, type InputDevice } from "./input";
import { createLevelMeter } from "./level";
import { rememberDevice, rememberedDevice } from "./remember";
import { playTone } from "./tone";

/// Microphone, camera and speaker of this computer, before and during the call: the same tracks serve both.
export interface Devices extends Omit<DeviceCheck, "local"> {
  readonly local: ReadonlySignal<DevicesState>;
  readonly tracks: () => { readonly mic: MediaStreamTrack | null; readonly camera: MediaStreamTrack | null };
  readonly events: Subscribe<DevicesEvent>;
  close(): void;
  /// Closed for good: nothing opens a device again.
  halt(): void;
}

/// Without what is no device.
export type DevicesState = Omit<LocalMedia, "screen" | "cameraPaused" | "canShare">;

export type DevicesEvent =
  /// Tracks, or what is on and off, have changed.
  | { readonly kind: "changed" }
  | { readonly kind: "lost"; readonly device: "mic" | "camera" }
  | { readonly kind: "back"; readonly device: "mic" | "camera" }
  | { readonly kind: "speaker"; readonly id: string };

export function createDevices(): Devices {
  const events = createEmitter<DevicesEvent>();
  const meter = createLevelMeter();
  const speakerTest = signal(false);
  const canChooseSpeaker = "setSinkId" in HTMLMediaElement.prototype;
  const chosen: Record<DeviceKind, string | null> = {
    mic: rememberedDevice("mic"),
    camera: rememberedDevice("camera"),
    speaker: rememberedDevice("speaker"),
  };
  let lists: LocalMedia["devices"] = { mics: [], cameras: [], speakers: [] };
  let cameraStream: MediaStream | null = null;
  let metered: MediaStreamTrack | null = null;
  let watching: AbortController | null = null;
  let halted = false;

  const mic = createInput(
    {
      getTrack: async (id) => first((await userMedia({ audio: audioConstraints(id) })).getTracks()),
      closesWhenOff: false,
    },
    { changed: () => changed(), lost: () => void onLost("mic") },
  );
  const camera = createInput(
    {
      getTrack: async (id) => first((await userMedia({ video: videoConstraints(id) })).getTracks()),
      closesWhenOff: true,
    },
    { changed: () => changed(), lost: () => void onLost("camera") },
  );
  const inputs = { mic, camera };
  const local = signal<DevicesState>(snapshot());

  function snapshot(): DevicesState {
    return {
      mic: mic.state,
      camera: camera.state,
      cameraStream,
      micLevel: meter.level,
      devices: lists,
      chosen: { ...chosen },
      canChooseSpeaker: canChooseSpeaker && lists.speakers.length > 0,
    };
  }

  function changed(): void {
    if (mic.track !== metered) {
      metered = mic.track;
      meter.listen(metered);
    }
    const shown = cameraStream?.getVideoTracks()[0] ?? null;
    if (camera.track !== shown) {
      cameraStream = camera.track ? new MediaStream([camera.track]) : null;
    }
    batch(() => {
      local.value = snapshot();
      events.emit({ kind: "changed" });
    });
  }

  async function refreshLists(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    lists = {
      mics: devicesOf("audioinput", all),
      cameras: devicesOf("videoinput", all),
      speakers: canChooseSpeaker ? devicesOf("audiooutput", all) : [],
    };
    changed();
  }

  function watchDevices(): void {
    if (!watching) {
      watching = new AbortController();
      const { signal } = watching;
      navigator.mediaDevices.addEventListener("devicechange", () => void onDeviceChange(), { signal });
      void onceAllowed("microphone", signal, () => void onAllowed("mic"));
      void onceAllowed("camera", signal, () => void onAllowed("camera"));
    }
  }

  /// Something was plugged in or out: what is missing may be there now.
  async function onDeviceChange(): Promise<void> {
    await refreshLists();
    await returned("mic", mic, lists.mics.length > 0);
    await returned("camera", camera, lists.cameras.length > 0);
  }

  async function returned(kind: "mic" | "camera", input: InputDevice, present: boolean): Promise<void> {
    const { state } = input;
    const missing = state.kind === "unavailable" && (state.problem === "lost" || state.problem === "notFound");
    if (missing && present && input.wanted) {
      await input.open(chosen[kind]);
      if (input.track) {
        events.emit({ kind: "back", device: kind });
      }
    }
  }

  /// The person has chosen Allow in the browser: that is all that was asked for.
  async function onAllowed(kind: "mic" | "camera"): Promise<void> {
    const { state, wanted } = inputs[kind];
    if (state.kind === "unavailable" && state.problem === "denied" && wanted) {
      await inputs[kind].open(chosen[kind]);
      await refreshLists();
    }
  }

  /// Another device takes over where there is one.
  async function onLost(kind: "mic" | "camera"): Promise<void> {
    events.emit({ kind: "lost", device: kind });
    await refreshLists();
    const others = kind === "mic" ? lists.mics : lists.cameras;
    if (others.length > 0 && inputs[kind].wanted) {
      await inputs[kind].open(null);
    }
  }

  /// Both in one question, so that the browser asks the person once. If that fails, each for itself: one may be
  /// there while the other is missing, busy or refused.
  async function open(): Promise<void> {
    if (!hasMediaDevices()) {
      await Promise.all([mic.open(null), camera.open(null)]);
      return;
    }
    watchDevices();
    const wantsMic = !mic.track;
    const wantsCamera = !camera.track && camera.wanted;
    const both = wantsMic && wantsCamera ? openBoth() : null;
    await Promise.all([
      wantsMic ? mic.open(chosen.mic, both?.mic) : undefined,
      wantsCamera ? camera.open(chosen.camera, both?.camera) : undefined,
    ]);
    await refreshLists();
  }

  function openBoth(): { readonly mic: Promise<MediaStreamTrack>; readonly camera: Promise<MediaStreamTrack> } {
    const both = userMedia({ audio: audioConstraints(chosen.mic), video: videoConstraints(chosen.camera) });
    return {
      mic: both.then(
        (stream) => first(stream.getAudioTracks()),
        async (error: unknown) => {
          await mayAskAlone(error, "microphone", "camera");
          return first((await userMedia({ audio: audioConstraints(chosen.mic) })).getTracks());
        },
      ),
      camera: both.then(
        (stream) => first(stream.getVideoTracks()),
        async (error: unknown) => {
          await mayAskAlone(error, "camera", "microphone");
          return first((await userMedia({ video: videoConstraints(chosen.camera) })).getTracks());
        },
      ),
    };
  }

  function close(): void {
    watching?.abort();
    watching = null;
    mic.close();
    camera.close();
    meter.close();
  }

  /// Also what was on its way when it was halted asks for nothing any more.
  function userMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    return halted ? Promise.reject(new DOMException("halted", "AbortError")) : askFor(constraints);
  }

  let opening: Promise<void> | null = null;

  return {
    local,
    speakerTest,
    events: events.subscribe,
    tracks: () => ({ mic: mic.track, camera: camera.track }),
    open: () => {
      if (halted) {
        return;
      }
      opening ??= open().finally(() => {
        opening = null;
      });
    },
    setMic: (on) => {
      mic.want(on);
      if (on) {
        void mic.open(chosen.mic).then(refreshLists);
      }
    },
    setCamera: (on) => {
      camera.want(on);
      if (on) {
        void camera.open(chosen.camera).then(refreshLists);
      }
    },
    selectDevice: (kind, id) => {
      chosen[kind] = id;
      rememberDevice(kind, id);
      if (kind === "speaker") {
        events.emit({ kind: "speaker", id });
      } else {
        void inputs[kind].reopen(id);
      }
      changed();
    },
    testSpeaker: () => {
      if (!speakerTest.peek()) {
        speakerTest.value = true;
        const owner = watching ?? new AbortController();
        void playTone(chosen.speaker, owner.signal).finally(() => {
          speakerTest.value = false;
        });
      }
    },
    close,
    halt: () => {
      halted = true;
      mic.halt();
      camera.halt();
      close();
    },
  };
}

function hasMediaDevices(): boolean {
  return (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices !== undefined;
}

function askFor(constraints: MediaStreamConstraints): Promise<MediaStream> {
  return hasMediaDevices()
    ? navigator.mediaDevices.getUserMedia(constraints)
    : Promise.reject(new InsecurePageError());
}

/// Someone who has just said no to both is not asked twice more. Throws the error again if so.
async function mayAskAlone(error: unknown, wanted: PermissionName, other: PermissionName): Promise<void> {
  if (problemOf(error) !== "denied") {
    return;
  }
  const [own, others] = await Promise.all([permission(wanted), permission(other)]);
  if (own !== "granted" && (own !== "prompt" || others !== "denied")) {
    throw error;
  }
}

/// Where the browser tells what the person allows.
async function onceAllowed(name: PermissionName, signal: AbortSignal, allowed: () => void): Promise<void> {
  try {
    const status = await navigator.permissions.query({ name });
    status.addEventListener("change", () => status.state === "granted" && allowed(), { signal });
  } catch {
    // This browser does not tell: "Try again" remains.
  }
}

async function permission(name: PermissionName): Promise<PermissionState | "unknown"> {
  try {
    return (await navigator.permissions.query({ name })).state;
  } catch {
    return "unknown";
  }
}

function first(tracks: readonly MediaStreamTrack[]): MediaStreamTrack {
  const [track] = tracks;
  if (!track) {
    throw new DOMException("no track", "NotFoundError");
  }
  return track;
}
