/// The other's screen over the whole of one's own. Esc leaves it by itself, in every browser.

export const SHARED_SCREEN = "shared-screen";

/// Some phones fill the screen with films alone.
export function canFillScreen(): boolean {
  return document.fullscreenEnabled;
}

export function toggleFullScreen(): void {
  const screen = document.getElementById(SHARED_SCREEN);
  if (document.fullscreenElement) {
    void document.exitFullscreen().catch(() => undefined);
  } else if (screen && canFillScreen()) {
    // Who refuses sees the screen as large as before.
    void screen.requestFullscreen().catch(() => undefined);
  }
}
