import { TextField } from "../components/field";
import { useText } from "../context";

/// As core has it; what is common it finds out itself.
export const SHORTEST = 12;

/// A new password, to be chosen by its owner. It may be pasted, and password managers know what it is.
export function NewPassword({ value, tried, onValue }: { value: string; tried: boolean; onValue: (value: string) => void }) {
  const t = useText();
  return (
    <TextField
      id="new-password"
      label={t.text("account.new")}
      hint={t.text("account.newHint")}
      value={value}
      problem={tried && value.length < SHORTEST ? t.text("account.short") : null}
      input={{ type: "password", autocomplete: "new-password", maxLength: 1000 }}
      onValue={onValue}
    />
  );
}
