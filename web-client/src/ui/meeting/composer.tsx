import { Send } from "lucide-preact";
import type { Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { MAX_CHAT_CHARACTERS } from "../../call";
import { Icon } from "../components/basics";
import { useText } from "../context";
import { charactersLeft, sends } from "./chatRules";
import { isOnGlass } from "./glassKeyboard";

interface ComposerProps {
  readonly first: string;
  /// Outlives the panel, and nothing else: it is in this page's memory alone.
  readonly draft: Signal<string>;
  /// Why nothing can be written; null when it can.
  readonly why: string | null;
  readonly onSend: (text: string) => void;
}

/// Where a message is written: it grows with its lines up to four.
export function Composer({ first, draft, why, onSend }: ComposerProps) {
  const t = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = draft.value;
  const left = charactersLeft(text);
  const onGlass = isOnGlass();

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.blockSize = "auto";
    const borders = element.offsetHeight - element.clientHeight;
    element.style.blockSize = `${element.scrollHeight + borders}px`;
  }, [text, why]);

  // Who opens the chat writes: letters must not be taken for keys. On glass the keyboard would hide what was written.
  useLayoutEffect(() => {
    if (!isOnGlass()) field.current?.focus({ preventScroll: true });
  }, []);

  const send = (): void => {
    field.current?.focus();
    if (why !== null || text.trim() === "") return;
    onSend(text);
    draft.value = "";
  };

  return (
    <form
      class="chat__write"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {why !== null && (
        <p class="tiny muted" id="chat-why">
          {why}
        </p>
      )}
      {why === null && left !== null && (
        <p class="tiny muted num" id="chat-left">
          {t.text("chat.left", { n: left })}
        </p>
      )}
      <div class="chat__row">
        <textarea
          ref={field}
          class="ds-input chat__text"
          id="chat-text"
          rows={1}
          dir="auto"
          aria-label={t.text("chat.writeTo", { first })}
          aria-describedby={why !== null ? "chat-why" : left !== null ? "chat-left" : undefined}
          aria-disabled={why !== null}
          readOnly={why !== null}
          placeholder={t.text("chat.placeholder", { first })}
          maxLength={MAX_CHAT_CHARACTERS}
          enterkeyhint={onGlass ? "enter" : "send"}
          value={text}
          onInput={(event) => {
            draft.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (!sends(event, onGlass)) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="submit"
          class="ds-button"
          data-icon=""
          aria-label={t.text("chat.send")}
          title={t.text("chat.send")}
          aria-disabled={why !== null}
          // Or the keyboard on the glass would go and come back.
          onPointerDown={(event) => event.preventDefault()}
        >
          <Icon of={Send} />
        </button>
      </div>
    </form>
  );
}
