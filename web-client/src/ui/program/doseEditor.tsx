import type { Dose, DoseField } from "../../api";
import { useText } from "../context";
import { Stepper } from "./stepper";

interface Field {
  readonly field: Exclude<DoseField, "perSide">;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly decimals?: number;
}

/// As core bounds them.
const DOSE_FIELDS: readonly Field[] = [
  { field: "sets", min: 1, max: 20, step: 1 },
  { field: "reps", min: 1, max: 200, step: 1 },
  { field: "loadKg", min: 0, max: 500, step: 1, decimals: 2 },
  { field: "restSeconds", min: 0, max: 3600, step: 15 },
  { field: "holdSeconds", min: 1, max: 3600, step: 1 },
];

interface DoseEditorProps {
  readonly dose: Dose;
  readonly ringed?: ReadonlySet<string>;
  readonly onChange: (field: DoseField, value: number | boolean | null) => void;
}

export function DoseEditor({ dose, ringed, onChange }: DoseEditorProps) {
  const t = useText();
  return (
    <div class="dose-grid">
      {DOSE_FIELDS.map(({ field, ...bounds }) => (
        <Stepper
          key={field}
          label={t.text(`dose.${field}`)}
          value={dose[field]}
          {...bounds}
          ringed={ringed?.has(field) ?? false}
          onChange={(value) => onChange(field, value)}
        />
      ))}
      <label class="choice dose-side">
        <input class="ds-input" type="checkbox" checked={dose.perSide === true} onChange={(event) => onChange("perSide", event.currentTarget.checked)} />
        {t.text("dose.perSide")}
      </label>
    </div>
  );
}
