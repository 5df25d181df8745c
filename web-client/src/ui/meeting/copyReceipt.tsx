import { Check, ClipboardCopy } from "lucide-preact";
import { useSignal } from "@preact/signals";
import type { Receipt } from "../../api/reports";
import { Icon } from "../components/basics";
import { useText } from "../context";
import { receiptText } from "./receiptFacts";

type Copied = "not" | "yes" | "failed";

/// Puts the receipt as text where the journal can take it from.
export function CopyReceipt({ receipt }: { receipt: Receipt }) {
  const t = useText();
  const copied = useSignal<Copied>("not");
  const copy = (): void => {
    // Without HTTPS browsers have no clipboard.
    const written = (navigator.clipboard as Clipboard | undefined)?.writeText(receiptText(t, receipt)) ?? Promise.reject(new Error("no clipboard"));
    written.then(
      () => {
        copied.value = "yes";
      },
      () => {
        copied.value = "failed";
      },
    );
  };
  const below = { not: t.text("receipt.copyHint"), yes: t.text("receipt.copied"), failed: t.text("receipt.copyFailed") }[copied.value];
  return (
    <button type="button" class="item" onClick={copy}>
      <Icon of={copied.value === "yes" ? Check : ClipboardCopy} />
      <span class="lines">
        <span class="item__t">{t.text("receipt.copy")}</span>
        <span class="item__s" role="status">
          {below}
        </span>
      </span>
      <span />
    </button>
  );
}
