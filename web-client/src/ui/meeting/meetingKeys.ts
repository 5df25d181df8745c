import { useEffect, useRef } from "preact/hooks";
import type { Announcer } from "../../app/announcer";
import type { Preferences } from "../../app/preferences";
import type { Call } from "../../call";
import { useApp } from "../context";
import type { PanelKind } from "./callBar";
import { toggleFullScreen } from "./fullScreen";
import { DOUBLE_ESCAPE_MS, intentOf, targetOf, type KeyIntent, type Pressed } from "./keys";

interface Actions {
  readonly call: Call;
  readonly announcer: Announcer;
  readonly togglePanel: (kind: PanelKind) => void;
  readonly closePanel: () => void;
  readonly panelOpen: () => boolean;
  readonly covered: () => boolean;
  readonly cover: () => void;
  /// To the next exercise of the program, or the one before.
  readonly turn: (step: 1 | -1) => void;
}

/// Turns keys into what the meeting page does.
export function useMeetingKeys(actions: Actions): void {
  const { preferences } = useApp();
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const keys = meetingKeys(() => latest.current, preferences, () => targetOf(document.activeElement));
    document.addEventListener("keydown", keys.down, { signal });
    document.addEventListener("keyup", keys.up, { signal });
    window.addEventListener("blur", keys.leave, { signal });
    return () => stop.abort();
  }, [preferences]);
}

type Pressing = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat" | "defaultPrevented" | "timeStamp" | "preventDefault"
>;

export interface MeetingKeys {
  readonly down: (event: Pressing) => void;
  readonly up: (event: Pick<Pressing, "key">) => void;
  /// The window has lost the keyboard, and does not hear of keys that are let go.
  readonly leave: () => void;
}

export function meetingKeys(
  actions: () => Actions,
  preferences: Pick<Preferences, "singleKeys" | "translator">,
  focus: () => Pressed["target"],
): MeetingKeys {
  let lastEscape = -Infinity;
  let talking = false;

  const hush = (): void => {
    if (!talking) return;
    talking = false;
    actions().call.setMic(false);
  };

  const down = (event: Pressing): void => {
    const intent = intentOf(
      {
        key: event.key,
        withModifier: event.ctrlKey || event.metaKey || event.altKey,
        repeated: event.repeat,
        target: focus(),
      },
      preferences.singleKeys.peek(),
    );
    if (intent === null || event.defaultPrevented) return;
    // Under the cover nothing may be switched on unseen.
    if (actions().covered()) return;
    const { call, announcer, togglePanel, closePanel, panelOpen, cover } = actions();
    const t = preferences.translator.peek();
    const { mic, camera } = call.local.peek();
    if (call.lock.peek().kind === "broken" && SWITCHES.has(intent)) {
      announcer.whisper(t.text("stop.blocked"));
      event.preventDefault();
      return;
    }
    switch (intent) {
      case "mic": {
        const on = mic.kind !== "on";
        call.setMic(on);
        announcer.whisper(t.text(on ? "say.micOn" : "say.micOff"));
        break;
      }
      case "camera": {
        const on = camera.kind !== "on";
        call.setCamera(on);
        announcer.whisper(t.text(on ? "say.cameraOn" : "say.cameraOff"));
        break;
      }
      case "talk":
        if (mic.kind === "off") {
          talking = true;
          call.setMic(true);
        }
        break;
      case "share":
        toggleShare(call);
        break;
      case "fullScreen":
        toggleFullScreen();
        break;
      case "program":
      case "chat":
      case "lock":
        togglePanel(intent);
        break;
      case "nextExercise":
        actions().turn(1);
        break;
      case "previousExercise":
        actions().turn(-1);
        break;
      case "keyList":
        togglePanel("more");
        requestAnimationFrame(() => document.getElementById("more-keys")?.scrollIntoView());
        break;
      case "nextPart":
        focusNextPart();
        break;
      case "escape": {
        const again = event.timeStamp - lastEscape < DOUBLE_ESCAPE_MS;
        lastEscape = again ? -Infinity : event.timeStamp;
        if (again) cover();
        else if (panelOpen()) closePanel();
        return;
      }
    }
    event.preventDefault();
  };

  return {
    down,
    up: (event) => {
      if (event.key === " ") hush();
    },
    leave: hush,
  };
}

/// What nothing turns on again once the call was stopped.
const SWITCHES: ReadonlySet<KeyIntent> = new Set(["mic", "camera", "talk", "share"]);

/// The key does what the button does, which is not there where the browser can't share.
export function toggleShare(call: Call): void {
  const { screen, canShare } = call.local.peek();
  if (screen.kind === "on") call.stopSharing();
  else if (canShare && screen.kind === "off") call.share();
}

const PARTS = ["line", "stage", "panel", "controls"];

/// F6: line → stage → panel → call bar.
function focusNextPart(): void {
  const parts = PARTS.flatMap((id) => document.getElementById(id) ?? []);
  const here = parts.findIndex((part) => part.contains(document.activeElement));
  parts[(here + 1) % parts.length]?.focus();
}
