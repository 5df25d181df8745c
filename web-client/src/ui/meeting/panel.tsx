import { ChevronDown, ChevronUp, X } from "lucide-preact";
import { useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon, IconButton } from "../components/basics";
import { useText } from "../context";

export type Sheet = "peek" | "half" | "full";

export function nextSheet(sheet: Sheet): Sheet {
  return { peek: "half", half: "full", full: "peek" }[sheet] as Sheet;
}

/// Dragged by its handle, a sheet stops at the nearest of its three heights.
export function sheetAt(share: number): Sheet {
  if (share < 0.28) return "peek";
  return share < 0.62 ? "half" : "full";
}

interface PanelProps {
  readonly title: string;
  readonly note?: string;
  readonly region: string;
  readonly onClose: () => void;
  /// Beside the heading.
  readonly action?: ComponentChildren;
  /// A log tells nothing by itself: what comes in is announced with everything else (UI.md 7), and not twice.
  readonly log?: boolean;
  readonly bodyRef?: RefObject<HTMLDivElement>;
  readonly onScroll?: () => void;
  /// What is to be pressed stays in sight while the rest scrolls.
  readonly foot?: ComponentChildren;
  /// On phones: half the screen would not do.
  readonly tall?: boolean;
  readonly children: ComponentChildren;
}

/// The one place beside the picture (below it on phones): it pushes, it does not cover.
export function Panel({ title, note, region, onClose, action, log, bodyRef, onScroll, foot, tall, children }: PanelProps) {
  const t = useText();
  const sheet = useSignal<Sheet>("half");
  const heading = useRef<HTMLHeadingElement>(null);
  const section = useRef<HTMLElement>(null);
  const opened = useRef(false);
  // Before anything can be written in the panel: a focus that came later would take the letters for keys.
  useLayoutEffect(() => {
    // A heading that changes takes the focus only from what went away with the old content.
    const isInside = section.current?.contains(document.activeElement) ?? false;
    if (!isInside && (!opened.current || document.activeElement === document.body)) heading.current?.focus({ preventScroll: true });
    opened.current = true;
  }, [title]);
  const larger = sheet.value !== "full";
  return (
    <section ref={section} class="meet__panel" id="panel" tabIndex={-1} aria-label={title} data-sheet={sheet.value} data-tall={tall ? "" : undefined}>
      <div class="panel">
        <div class="panel__top">
          <button
            type="button"
            class="grab"
            aria-label={larger ? t.text("panel.larger") : t.text("panel.smaller")}
            onClick={() => {
              sheet.value = nextSheet(sheet.value);
            }}
            {...dragSheet((share) => {
              sheet.value = sheetAt(share);
            })}
          >
            <Icon of={larger ? ChevronUp : ChevronDown} size="sm" />
          </button>
          <div class="panel__head">
            <div class="grow">
              <h2 ref={heading} tabIndex={-1}>
                {title}
              </h2>
              {note !== undefined && <p class="tiny muted">{note}</p>}
            </div>
            {action}
            <IconButton icon={X} name={t.text("panel.close", { panel: title })} onClick={onClose} />
          </div>
        </div>
        <div
          ref={bodyRef ?? null}
          class="panel__body"
          tabIndex={0}
          role={log ? "log" : "group"}
          aria-live={log ? "off" : undefined}
          aria-label={region}
          onScroll={onScroll}
        >
          {children}
        </div>
        {foot && <div class="panel__foot">{foot}</div>}
      </div>
    </section>
  );
}

function dragSheet(dropped: (share: number) => void) {
  let from: number | null = null;
  return {
    onPointerDown: (event: PointerEvent): void => {
      from = event.clientY;
    },
    onPointerUp: (event: PointerEvent): void => {
      const dragged = from !== null && Math.abs(event.clientY - from) > 12;
      from = null;
      if (dragged) dropped(1 - event.clientY / window.innerHeight);
    },
    onTouchMove: (event: TouchEvent): void => event.preventDefault(),
  };
}
