import { Minus, Plus } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { Icon } from "../components/basics";
import { useText } from "../context";

interface StepperProps {
  readonly label: string;
  /// Null: the dose does not say it.
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /// Places behind the point.
  readonly decimals?: number;
  /// Somebody else has just changed it.
  readonly ringed?: boolean;
  readonly onChange: (value: number | null) => void;
}

const REPEAT_AFTER_MS = 450;
const REPEAT_MS = 100;

/// − value +. Typing is allowed; a held button repeats; + and − keys do the same. It tells each value at once: who
/// saves waits for the last.
export function Stepper({ label, value, min, max, step, decimals = 0, ringed, onChange }: StepperProps) {
  const t = useText();
  const id = useId();
  const typed = useSignal<string | null>(null);
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  const held = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(held.current), []);

  const turn = (by: 1 | -1): void => {
    typed.value = null;
    const now = latest.current.value;
    const next = now === null ? (by > 0 ? Math.max(min, step) : null) : rounded(now + by * step, decimals);
    const within = next === null || next < min ? null : Math.min(max, next);
    latest.current.value = within;
    if (within !== now) latest.current.onChange(within);
  };
  const hold = (by: 1 | -1): void => {
    clearTimeout(held.current);
    const again = (): void => {
      turn(by);
      held.current = setTimeout(again, REPEAT_MS);
    };
    held.current = setTimeout(again, REPEAT_AFTER_MS);
  };
  const release = (): void => clearTimeout(held.current);
  const button = (by: 1 | -1) => (
    <button
      type="button"
      aria-label={t.text(by < 0 ? "dose.less" : "dose.more", { what: label })}
      onClick={() => turn(by)}
      onPointerDown={() => hold(by)}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
    >
      <Icon of={by < 0 ? Minus : Plus} />
    </button>
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { "+": 1, ArrowUp: 1, "-": -1, ArrowDown: -1 }[event.key] as 1 | -1 | undefined;
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    turn(by);
  };
  const onInput = (text: string): void => {
    typed.value = text;
    const next = parseTyped(text, min, max, decimals);
    if (next !== "not-yet" && next !== latest.current.value) latest.current.onChange(next);
  };
  return (
    <div class="stepper" data-ringed={ringed ? "" : undefined} onKeyDown={onKeyDown}>
      <label class="stepper__l" for={id}>
        {label}
      </label>
      <div class="stepper__c">
        {button(-1)}
        <input
          id={id}
          inputMode={decimals > 0 ? "decimal" : "numeric"}
          autocomplete="off"
          value={typed.value ?? (value === null ? "" : t.number(value))}
          placeholder="–"
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlur={() => {
            typed.value = null;
          }}
        />
        {button(1)}
      </div>
    </div>
  );
}

/// Null: nothing is said any more. What is being typed may not be a value yet.
export function parseTyped(text: string, min: number, max: number, decimals: number): number | null | "not-yet" {
  const plain = text.trim().replace(",", ".");
  if (plain === "") return null;
  if (!/^\d{1,5}(\.\d*)?$/.test(plain)) return "not-yet";
  const value = rounded(Number(plain), decimals);
  return value < min || value > max ? "not-yet" : value;
}

function rounded(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
