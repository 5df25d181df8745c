import { Button } from "./basics";

interface FormEndProps {
  readonly label: string;
  /// While it is being done.
  readonly busyLabel?: string;
  readonly cancel: string;
  readonly busy: boolean;
  readonly onCancel: () => void;
}

/// How a form is left: without doing it, or by doing what `label` says.
export function FormEnd({ label, busyLabel, cancel, busy, onCancel }: FormEndProps) {
  return (
    <div class="row end-aligned">
      <Button variant="secondary" onClick={onCancel}>
        {cancel}
      </Button>
      <Button type="submit" busy={busy}>
        {busy ? (busyLabel ?? label) : label}
      </Button>
    </div>
  );
}
