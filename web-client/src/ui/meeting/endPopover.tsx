import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/basics";
import { useText } from "../context";

/// Asks once. The focus is on Stay, Esc stays, and nothing ends the meeting by a single key.
export function EndPopover({ onStay, onEnd }: { onStay: () => void; onEnd: () => void }) {
  const t = useText();
  const stay = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  useEffect(() => stay.current?.focus(), []);
  useEffect(() => {
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Element && !event.target.closest(".cb__end")) onStay();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [onStay]);
  return (
    <div
      ref={popover}
      class="dlg endpop"
      role="dialog"
      aria-labelledby="end-question"
      aria-describedby="end-hint"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          onStay();
        }
      }}
    >
      <p class="strong" id="end-question">
        {t.text("meeting.endQuestion")}
      </p>
      <p class="small muted" id="end-hint">
        {t.text("meeting.endHint")}
      </p>
      <div class="row row--nowrap endpop__a">
        <Button variant="secondary" buttonRef={stay} onClick={onStay}>
          {t.text("meeting.stay")}
        </Button>
        <Button danger onClick={onEnd}>
          {t.text("meeting.endYes")}
        </Button>
      </div>
    </div>
  );
}
