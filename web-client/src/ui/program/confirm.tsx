import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Button } from "../components/basics";

interface ConfirmProps {
  readonly title: string;
  readonly hint: string;
  readonly yes: string;
  readonly no: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly children?: ComponentChildren;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/// Asks once. The focus is on the harmless answer, and Escape gives it.
export function Confirm({ title, hint, yes, no, danger, busy, children, onYes, onNo }: ConfirmProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const harmless = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const box = dialog.current;
    const before = document.activeElement;
    box?.showModal();
    harmless.current?.focus();
    return () => {
      box?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dlg ask"
      aria-labelledby={`${id}t`}
      aria-describedby={`${id}h`}
      onCancel={(event) => {
        event.preventDefault();
        onNo();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={`${id}t`}>{title}</h2>
      <p class="muted" id={`${id}h`}>
        {hint}
      </p>
      {children}
      <div class="row ask__a">
        <Button variant="secondary" buttonRef={harmless} onClick={onNo}>
          {no}
        </Button>
        <Button danger={danger ?? false} busy={busy ?? false} onClick={onYes}>
          {yes}
        </Button>
      </div>
    </dialog>
  );
}
