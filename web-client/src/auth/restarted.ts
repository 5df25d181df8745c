const KEY = "exorlive.signInRestarted";

/// That the sign-in page starts over, told from one page load to the next in the same tab: what was written is gone,
/// and nobody should wonder why.
export function markRestarted(storage: Storage): void {
  storage.setItem(KEY, "1");
}

/// Good once.
export function takeRestarted(storage: Storage): boolean {
  const marked = storage.getItem(KEY) !== null;
  storage.removeItem(KEY);
  return marked;
}
