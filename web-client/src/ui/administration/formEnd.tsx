import { FormEnd as AnyFormEnd } from "../components/formEnd";
import { useText } from "../context";

/// As every form of administration ends, with the words that they share.
export function FormEnd({ label, busy, onCancel }: { label: string; busy: boolean; onCancel: () => void }) {
  const t = useText();
  return <AnyFormEnd label={label} busyLabel={t.text("user.busy")} cancel={t.text("user.cancel")} busy={busy} onCancel={onCancel} />;
}
