import { EyeOff } from "lucide-preact";
import { useEffect, useRef } from "preact/hooks";
import { Button, Icon } from "../components/basics";
import { useText } from "../context";

/// The quick exit: nothing of the meeting is to be seen, and nothing of this room heard or seen on the other side.
export function Cover({ onBack }: { onBack: () => void }) {
  const t = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, []);
  return (
    <dialog ref={dialog} class="cover" aria-labelledby="cover" onCancel={(event) => event.preventDefault()}>
      <div class="one">
        <span class="one__i">
          <Icon of={EyeOff} size="lg" />
        </span>
        <h2 id="cover">{t.text("exit.title")}</h2>
        <p class="muted">{t.text("exit.body")}</p>
        <Button onClick={onBack}>{t.text("exit.back")}</Button>
      </div>
    </dialog>
  );
}
