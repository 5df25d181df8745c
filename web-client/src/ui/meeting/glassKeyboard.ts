import { useEffect } from "preact/hooks";

/// While a keyboard covers part of the glass, the call bar gives way to it, and the line stays (UI.md 5).

/// A browser's own bars come and go by less; a keyboard takes more.
const AT_LEAST = 0.22;

export function keyboardIsUp(tallest: number, now: number, writing: boolean): boolean {
  return writing && now < tallest * (1 - AT_LEAST);
}

/// The fingers are the pointer: a keyboard comes and goes on the glass.
export function isOnGlass(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

/// Marks the page with `data-keyboard`, and tells it the height that is left where the browser does not.
export function useGlassKeyboard(): void {
  useEffect(() => {
    const glass = window.visualViewport;
    if (!glass || !isOnGlass()) return;
    const { dataset, style } = document.documentElement;
    const stop = new AbortController();
    let width = glass.width;
    let tallest = glass.height;
    const look = (): void => {
      if (glass.width !== width) {
        // Turned: another height counts.
        width = glass.width;
        tallest = glass.height;
      }
      tallest = Math.max(tallest, glass.height);
      const up = keyboardIsUp(tallest, glass.height, document.activeElement instanceof HTMLTextAreaElement);
      if (up) {
        dataset["keyboard"] = "";
        style.setProperty("--xl-height", `${glass.height}px`);
        // Some scroll the field into view, and the line away.
        window.scrollTo(0, 0);
      } else {
        forget();
      }
    };
    const forget = (): void => {
      delete dataset["keyboard"];
      style.removeProperty("--xl-height");
    };
    const { signal } = stop;
    glass.addEventListener("resize", look, { signal });
    document.addEventListener("focusin", look, { signal });
    document.addEventListener("focusout", () => requestAnimationFrame(look), { signal });
    return () => {
      stop.abort();
      forget();
    };
  }, []);
}
