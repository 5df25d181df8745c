import { Check, CircleAlert } from "lucide-preact";
import { useEffect, useRef } from "preact/hooks";
import type { Accent } from "../../api/administration";
import { contrastOn, type Ground, READABLE } from "../../app/contrast";
import { Icon } from "../components/basics";
import { CheckField } from "../components/field";
import { useText } from "../context";

/// Ours, to begin with.
const OURS: Accent = { light: "#0b5c76", dark: "#84cbe0" };

/// The organisation's colour on light ground and on dark, with how well each can be read, at once.
export function AccentFields({ accent, onAccent }: { accent: Accent | null; onAccent: (accent: Accent | null) => void }) {
  const t = useText();
  return (
    <fieldset class="plain stack g-3">
      <legend class="small strong">{t.text("settings.appearance")}</legend>
      <CheckField
        id="own-accent"
        label={t.text("settings.useAccent")}
        checked={accent !== null}
        onChecked={(own) => onAccent(own ? OURS : null)}
      />
      {accent && (
        <div class="pair">
          <Colour ground="light" label={t.text("settings.accentLight")} value={accent.light} onValue={(light) => onAccent({ ...accent, light })} />
          <Colour ground="dark" label={t.text("settings.accentDark")} value={accent.dark} onValue={(dark) => onAccent({ ...accent, dark })} />
        </div>
      )}
    </fieldset>
  );
}

interface ColourProps {
  readonly ground: Ground;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function Colour({ ground, label, value, onValue }: ColourProps) {
  const t = useText();
  const example = useRef<HTMLParagraphElement>(null);
  const ratio = contrastOn(value, ground);
  const readable = ratio >= READABLE;
  // Rounded down: 4.46 is not 4.5.
  const said = { ratio: Math.floor(ratio * 10) / 10 };
  // The content security policy forbids style attributes, not properties.
  useEffect(() => {
    const style = example.current?.style;
    style?.setProperty("color", readable ? value : "transparent");
    style?.setProperty("border-color", value);
  }, [value, readable]);
  return (
    <div class="field">
      <label for={`accent-${ground}`}>{label}</label>
      <div class="row row--nowrap">
        <input
          class="colour"
          type="color"
          id={`accent-${ground}`}
          value={value}
          aria-describedby={`accent-${ground}-said`}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        <p ref={example} class={`example example--${ground}`} aria-hidden="true">
          {readable ? t.text("settings.example") : "\u00a0"}
        </p>
      </div>
      <p class={readable ? "hint fine" : "err"} id={`accent-${ground}-said`} role="status">
        <Icon of={readable ? Check : CircleAlert} size="sm" />
        {readable ? t.text("settings.contrastOk", said) : t.text("settings.contrastLow", said)}
      </p>
    </div>
  );
}
