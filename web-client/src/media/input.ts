import type { DeviceProblem, DeviceState } from "../call/types";
import { problemOf } from "./deviceRules";

/// One microphone or camera: open, off, or not to be had. Whatever takes time is of a generation; a result that
/// comes too late is closed again. Owned by `devices.ts`.
export interface InputDevice {
  readonly state: DeviceState;
  readonly track: MediaStreamTrack | null;
  /// Whether the person wants it on.
  readonly wanted: boolean;
  want(on: boolean): void;
  /// Opens it, unless it is open or on its way. `opened`: someone is opening it already, together with another.
  open(deviceId: string | null, opened?: Promise<MediaStreamTrack>): Promise<void>;
  /// Another device, if the first was open; else for the next time.
  reopen(deviceId: string | null): Promise<void>;
  close(): void;
  /// Closed for good: whatever is asked of it from now on, it stays off.
  halt(): void;
}

export interface InputSink {
  changed(): void;
  /// The track ended without us: unplugged, or taken away.
  lost(): void;
}

export interface InputOptions {
  readonly getTrack: (deviceId: string | null) => Promise<MediaStreamTrack>;
  /// A camera that is off is closed, so that its light goes out; a microphone stays open and gives silence.
  readonly closesWhenOff: boolean;
}

export function createInput(options: InputOptions, out: InputSink): InputDevice {
  let wanted = true;
  let track: MediaStreamTrack | null = null;
  let problem: DeviceProblem | null = null;
  let opening = false;
  let halted = false;
  let generation = 0;

  function take(taken: MediaStreamTrack): void {
    track = taken;
    problem = null;
    opening = false;
    taken.enabled = wanted;
    taken.addEventListener("ended", () => {
      if (track === taken) {
        track = null;
        problem = "lost";
        out.changed();
        out.lost();
      }
    });
    out.changed();
  }

  function release(): void {
    generation += 1;
    opening = false;
    const released = track;
    track = null;
    released?.stop();
  }

  async function openNow(opened: Promise<MediaStreamTrack>): Promise<void> {
    const mine = ++generation;
    opening = true;
    problem = null;
    out.changed();
    try {
      const taken = await opened;
      if (mine !== generation) {
        taken.stop();
        return;
      }
      take(taken);
    } catch (error) {
      if (mine === generation) {
        opening = false;
        problem = problemOf(error);
        out.changed();
      }
    }
  }

  function close(): void {
    release();
    problem = null;
    out.changed();
  }

  return {
    get state(): DeviceState {
      if (problem) {
        return { kind: "unavailable", problem };
      }
      if (!wanted) {
        return { kind: "off" };
      }
      return track
        ? { kind: "on", deviceId: track.getSettings().deviceId ?? "", label: track.label }
        : { kind: opening ? "starting" : "off" };
    },
    get track() {
      return track;
    },
    get wanted() {
      return wanted;
    },
    want: (on) => {
      wanted = on && !halted;
      if (!on && options.closesWhenOff) {
        release();
      } else if (track) {
        track.enabled = on;
      }
      out.changed();
    },
    open: async (deviceId, opened) => {
      if (!halted && !track && !opening) {
        await openNow(opened ?? options.getTrack(deviceId));
      }
    },
    reopen: async (deviceId) => {
      if (halted || (!track && !opening && problem === null)) {
        return;
      }
      // Many systems give a device to one at a time: the old one is let go first.
      release();
      await openNow(options.getTrack(deviceId));
    },
    close,
    halt: () => {
      halted = true;
      wanted = false;
      close();
    },
  };
}
