import { useEffect, useRef } from "preact/hooks";
import type { Announcer } from "../../app/announcer";
import type { Call } from "../../call";
import { useApp } from "../context";
import type { PanelKind } from "./callBar";
import { DOUBLE_ESCAPE_MS, intentOf, targetOf } from "./keys";

interface Actions {
  readonly call: Call;
  readonly announcer: Announcer;
  readonly togglePanel: (kind: PanelKind) => void;
  readonly closePanel: () => void;
  readonly panelOpen: () => boolean;
  readonly cover: () => void;
}

/// Turns keys into what the meeting page does.
export function useMeetingKeys(actions: Actions): void {
  const { preferences } = useApp();
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const stop = new AbortController();
    let lastEscape = -Infinity;
    let talking = false;

    const onKeyDown = (event: KeyboardEvent): void => {
      const intent = intentOf(
        {
          key: event.key,
          withModifier: event.ctrlKey || event.metaKey || event.altKey,
          repeated: event.repeat,
          target: targetOf(document.activeElement),
        },
        preferences.singleKeys.peek(),
      );
      if (intent === null || event.defaultPrevented) return;
      const { call, announcer, togglePanel, closePanel, panelOpen, cover } = latest.current;
      const t = preferences.translator.peek();
      const { mic, camera } = call.local.peek();
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
        case "program":
        case "lock":
          togglePanel(intent);
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

    const onKeyUp = (event: KeyboardEvent): void => {
      if (event.key !== " " || !talking) return;
      talking = false;
      latest.current.call.setMic(false);
    };

    document.addEventListener("keydown", onKeyDown, { signal: stop.signal });
    document.addEventListener("keyup", onKeyUp, { signal: stop.signal });
    return () => stop.abort();
  }, [preferences]);
}

const PARTS = ["line", "stage", "panel", "controls"];

/// F6: line → stage → panel → call bar.
function focusNextPart(): void {
  const parts = PARTS.flatMap((id) => document.getElementById(id) ?? []);
  const here = parts.findIndex((part) => part.contains(document.activeElement));
  parts[(here + 1) % parts.length]?.focus();
}
