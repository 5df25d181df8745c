import { CircleAlert } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./basics";

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /// What is wrong with it, in words.
  readonly problem?: string | null;
  readonly children: (described: { readonly id: string; readonly "aria-describedby"?: string; readonly "aria-invalid"?: "true" }) => ComponentChildren;
}

/// A label, a control, a hint, and what is wrong with it.
export function Field({ id, label, hint, problem, children }: FieldProps) {
  const wrong = problem !== undefined && problem !== null;
  const describedBy = [hint === undefined ? "" : `${id}-hint`, wrong ? `${id}-problem` : ""].filter((each) => each !== "").join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        ...(describedBy === "" ? {} : { "aria-describedby": describedBy }),
        ...(wrong ? { "aria-invalid": "true" as const } : {}),
      })}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p class="err" id={`${id}-problem`}>
          <Icon of={CircleAlert} size="sm" />
          {problem}
        </p>
      )}
    </div>
  );
}

type InputProps = Omit<FieldProps, "children"> & {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly input?: Omit<JSX.IntrinsicElements["input"], "value" | "onInput">;
};

export function TextField({ value, onValue, input, ...field }: InputProps) {
  return (
    <Field {...field}>
      {(described) => (
        <input {...input} {...described} class="ds-input" value={value} onInput={(event) => onValue(event.currentTarget.value)} />
      )}
    </Field>
  );
}

type SelectProps = Omit<FieldProps, "children"> & {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

export function SelectField({ value, onValue, options, ...field }: SelectProps) {
  return (
    <Field {...field}>
      {(described) => (
        <select {...described} class="ds-input" value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function CheckField({ id, label, checked, onChecked, problem }: {
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
  readonly problem?: string | null;
}) {
  const wrong = problem !== undefined && problem !== null;
  return (
    <div class="stack g-15">
      <label class="check">
        <input
          class="ds-input"
          type="checkbox"
          id={id}
          checked={checked}
          aria-invalid={wrong ? "true" : undefined}
          aria-describedby={wrong ? `${id}-problem` : undefined}
          onChange={(event) => onChecked(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {wrong && (
        <p class="err" id={`${id}-problem`}>
          <Icon of={CircleAlert} size="sm" />
          {problem}
        </p>
      )}
    </div>
  );
}
