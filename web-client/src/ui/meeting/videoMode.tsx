import { type Call, VIDEO_MODES } from "../../call";
import { useText } from "../context";

/// What both cameras are for: who looks at a knee that bends needs other pictures than who talks.
export function VideoModePicker({ call }: { call: Call }) {
  const t = useText();
  return (
    <fieldset class="vmode">
      <legend>{t.text("mode.title")}</legend>
      <p class="small muted">{t.text("mode.both")}</p>
      {VIDEO_MODES.map((mode) => (
        <label key={mode} class="choice">
          <input
            class="ds-input"
            type="radio"
            name="video-mode"
            value={mode}
            checked={call.mode.value === mode}
            onChange={() => call.setMode(mode)}
          />
          <span>
            {t.text(`mode.${mode}`)}
            <small class="muted">{t.text(`mode.${mode}Hint`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
