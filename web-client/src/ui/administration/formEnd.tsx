import { Button } from "../components/basics";
import { useText } from "../context";

/// How a form is left: without doing it, or by doing what `label` says.
export function FormEnd({ label, busy, onCancel }: { label: string; busy: boolean; onCancel: () => void }) {
  const t = useText();
  return (
    <div class="row end-aligned">
      <Button variant="secondary" onClick={onCancel}>
        {t.text("user.cancel")}
      </Button>
      <Button type="submit" busy={busy}>
        {busy ? t.text("user.busy") : label}
      </Button>
    </div>
  );
}
