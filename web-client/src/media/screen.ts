import type { ScreenState } from "../call/types";
import { screenProblem } from "./screenRules";

/// The shared screen of this computer: off, being chosen, or on. What the browser answers is of a generation; an
/// answer that comes too late is closed again. Owned by `media.ts`.
export interface Screen {
  readonly state: ScreenState;
  readonly picture: MediaStreamTrack | null;
  readonly sound: MediaStreamTrack | null;
  /// Asks the browser at once, for it wants to be asked within the person's press.
  share(): void;
  stop(): void;
}

export interface ScreenSink {
  changed(): void;
  refused(problem: "denied" | "failed"): void;
}

const OFF: ScreenState = { kind: "off" };

export function createScreen(getDisplay: () => Promise<MediaStream>, out: ScreenSink): Screen {
  let state: ScreenState = OFF;
  let captured: MediaStream | null = null;
  let generation = 0;

  function become(next: ScreenState): void {
    state = next;
    out.changed();
  }

  function take(stream: MediaStream): void {
    const [picture] = stream.getVideoTracks();
    if (picture?.readyState !== "live") {
      close(stream);
      become(OFF);
      return out.refused("failed");
    }
    // Keeps text sharp, and drops pictures rather than size where the line is thin.
    picture.contentHint = "detail";
    // The browser's own bar, or the window that was shared is closed.
    picture.addEventListener("ended", () => {
      if (captured === stream) {
        stop();
      }
    });
    const [sound] = stream.getAudioTracks();
    if (sound) {
      sound.contentHint = "music";
      sound.addEventListener("ended", () => {
        if (captured === stream) {
          become({ kind: "on", stream, sound: false });
        }
      });
    }
    captured = stream;
    become({ kind: "on", stream, sound: sound?.readyState === "live" });
  }

  async function ask(): Promise<void> {
    const mine = ++generation;
    const asked = getDisplay();
    become({ kind: "choosing" });
    try {
      const stream = await asked;
      if (mine === generation) {
        take(stream);
      } else {
        close(stream);
      }
    } catch (error) {
      if (mine === generation) {
        become(OFF);
        out.refused(screenProblem(error));
      }
    }
  }

  function stop(): void {
    generation += 1;
    if (state.kind === "off") {
      return;
    }
    const stream = captured;
    captured = null;
    if (stream) {
      close(stream);
    }
    become(OFF);
  }

  return {
    get state() {
      return state;
    },
    get picture() {
      return captured?.getVideoTracks()[0] ?? null;
    },
    get sound() {
      return state.kind === "on" && state.sound ? (captured?.getAudioTracks()[0] ?? null) : null;
    },
    share: () => {
      if (state.kind === "off") {
        void ask();
      }
    },
    stop,
  };
}

function close(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}
