import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { targetIndex } from "./reorder";

/// A row on its way.
export interface Drag {
  readonly id: string;
  /// Of all rows, as they were when it began.
  readonly ids: readonly string[];
  readonly heights: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly dy: number;
}

/// A finger that rests so long on a row takes it; one that moves before scrolls.
const HOLD_MS = 400;
const STILL_PX = 8;
/// So near to the edge of what scrolls, it scrolls.
const EDGE_PX = 56;
const SCROLL_PX = 7;

export interface Dragging {
  readonly drag: ReadonlySignal<Drag | null>;
  /// On a row's handle: takes it at once.
  readonly onGrip: (event: PointerEvent, id: string) => void;
  /// On the row: a finger takes it by resting there.
  readonly onRow: (event: PointerEvent, id: string) => void;
}

/// Rows that are dragged within their list by mouse, pen or finger. Drops by `onDrop`; Escape takes it back.
export function useDragging(list: RefObject<HTMLElement>, ids: readonly string[], onDrop: (drag: Drag) => void): Dragging {
  const drag = useSignal<Drag | null>(null);
  const latest = useRef({ ids, onDrop });
  latest.current = { ids, onDrop };
  const letGo = useRef<() => void>(() => undefined);

  useEffect(() => {
    const rows = list.current;
    // Scrolling is decided with the first movement, before any pointer event could prevent it.
    const hold = (event: TouchEvent): void => {
      if (drag.peek() && event.cancelable) event.preventDefault();
    };
    rows?.addEventListener("touchmove", hold, { passive: false });
    return () => {
      rows?.removeEventListener("touchmove", hold);
      letGo.current();
    };
  }, [list, drag]);

  function begin(id: string, pointer: number, startY: number): void {
    const rows = list.current;
    const { ids: now } = latest.current;
    const from = now.indexOf(id);
    if (!rows || from < 0) return;
    letGo.current();
    const scroller = scrollerOf(rows);
    const startScroll = scroller.scrollTop;
    const heights = [...rows.children].map((row) => row.getBoundingClientRect().height);
    let y = startY;
    let frame = 0;
    const stop = new AbortController();
    drag.value = { id, ids: now, heights, from, to: from, dy: 0 };

    const update = (): void => {
      const current = drag.peek();
      if (!current) return;
      // Somebody else changed the order meanwhile: what is under the finger is not what was taken.
      if (latest.current.ids.join() !== current.ids.join()) return end(false);
      const dy = y - startY + scroller.scrollTop - startScroll;
      drag.value = { ...current, dy, to: targetIndex(heights, from, dy) };
    };
    const scroll = (): void => {
      const { top, bottom } = sightOf(scroller);
      if (y < top + EDGE_PX) scroller.scrollTop -= SCROLL_PX;
      else if (y > bottom - EDGE_PX) scroller.scrollTop += SCROLL_PX;
      update();
      if (drag.peek()) frame = requestAnimationFrame(scroll);
    };
    const end = (dropped: boolean): void => {
      stop.abort();
      cancelAnimationFrame(frame);
      letGo.current = () => undefined;
      const current = drag.peek();
      drag.value = null;
      if (dropped && current && current.to !== current.from) latest.current.onDrop(current);
    };
    const mine = (run: (event: PointerEvent) => void) => (event: PointerEvent) => {
      if (event.pointerId === pointer) run(event);
    };
    letGo.current = () => end(false);
    const on = { signal: stop.signal };
    window.addEventListener("pointermove", mine((event) => (y = event.clientY)), on);
    window.addEventListener("pointerup", mine(() => {
      update();
      // The press that ends it presses nothing.
      window.addEventListener("click", swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
      end(true);
    }), on);
    window.addEventListener("pointercancel", mine(() => end(false)), on);
    window.addEventListener("contextmenu", (event) => event.preventDefault(), on);
    window.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        end(false);
      },
      { ...on, capture: true },
    );
    frame = requestAnimationFrame(scroll);
  }

  return {
    drag,
    onGrip: (event, id) => {
      if (event.button !== 0) return;
      event.preventDefault();
      begin(id, event.pointerId, event.clientY);
    },
    onRow: (event, id) => {
      if (event.pointerType !== "touch") return;
      const stop = new AbortController();
      const timer = setTimeout(() => {
        stop.abort();
        begin(id, event.pointerId, event.clientY);
      }, HOLD_MS);
      const give = (): void => {
        clearTimeout(timer);
        stop.abort();
      };
      const on = { signal: stop.signal };
      window.addEventListener("pointermove", (move) => {
        if (Math.hypot(move.clientX - event.clientX, move.clientY - event.clientY) > STILL_PX) give();
      }, on);
      window.addEventListener("pointerup", give, on);
      window.addEventListener("pointercancel", give, on);
    },
  };
}

function swallow(event: MouseEvent): void {
  event.stopPropagation();
  event.preventDefault();
}

function scrollerOf(element: Element): Element {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight && at !== document.body) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}

function sightOf(scroller: Element): { readonly top: number; readonly bottom: number } {
  if (scroller === document.scrollingElement) return { top: 0, bottom: window.innerHeight };
  return scroller.getBoundingClientRect();
}
