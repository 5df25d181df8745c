import { ClipboardCheck, ClipboardCopy, EyeOff } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { Button, Note } from "../components/basics";
import { useText } from "../context";

interface SecretProps {
  readonly titleId: string;
  readonly title: string;
  readonly once: string;
  readonly hint?: string;
  readonly facts: readonly { readonly term: string; readonly value: string }[];
  /// What the button copies, and what it is called.
  readonly copy: { readonly name: string; readonly text: string };
  readonly below?: string;
  readonly onClose: () => void;
}

/// Something that is shown once: copied or written down now, or never.
export function SecretCard({ titleId, title, once, hint, facts, copy, below, onClose }: SecretProps) {
  const t = useText();
  const copied = useSignal(false);
  const toClipboard = (): void => {
    // Without HTTPS browsers have no clipboard: the text stands there to be marked.
    void (navigator.clipboard as Clipboard | undefined)?.writeText(copy.text).then(() => {
      copied.value = true;
    });
  };
  return (
    <div class="stack g-45">
      <h2 id={titleId} class="h-xl">
        {title}
      </h2>
      <Note tone="warn" icon={EyeOff} title={once}>
        {hint}
      </Note>
      <dl class="kv kv--tight">
        {facts.map(({ term, value }) => (
          <div key={term}>
            <dt class="small">{term}</dt>
            <dd class="secret">{value}</dd>
          </div>
        ))}
      </dl>
      {below !== undefined && <p class="small muted">{below}</p>}
      <div class="row end-aligned">
        <Button variant="secondary" icon={copied.value ? ClipboardCheck : ClipboardCopy} onClick={toClipboard}>
          {copied.value ? t.text("code.copied") : copy.name}
        </Button>
        <Button onClick={onClose}>{t.text("code.close")}</Button>
      </div>
    </div>
  );
}
