/// Which CTRs of one KID were opened. Asked before opening, told after it: only a right tag may move the window.
export interface Seen {
  mayBeNew(ctr: number): boolean;
  /// False: opened meanwhile.
  mark(ctr: number): boolean;
}

/// How far frames may overtake each other: 20 s of sound. A wider window costs a bit for each, nothing else.
export const WINDOW = 1024;

/// A sliding bitmap of the last 1024 CTRs; what is older counts as seen. Never begins anew.
export function createReplayWindow(): Seen {
  const bits = new Uint32Array(WINDOW / 32);
  let highest = -1;

  const word = (ctr: number) => (ctr % WINDOW) >>> 5;
  const bit = (ctr: number) => 1 << (ctr % 32);

  function mayBeNew(ctr: number): boolean {
    return ctr > highest || (ctr > highest - WINDOW && ((bits[word(ctr)] ?? 0) & bit(ctr)) === 0);
  }

  function slideTo(ctr: number): void {
    if (ctr - highest >= WINDOW) {
      bits.fill(0);
    } else {
      for (let skipped = highest + 1; skipped < ctr; skipped++) {
        bits[word(skipped)] = (bits[word(skipped)] ?? 0) & ~bit(skipped);
      }
    }
    highest = ctr;
  }

  return {
    mayBeNew,
    mark: (ctr) => {
      if (!mayBeNew(ctr)) {
        return false;
      }
      if (ctr > highest) {
        slideTo(ctr);
      }
      bits[word(ctr)] = (bits[word(ctr)] ?? 0) | bit(ctr);
      return true;
    },
  };
}

/// For messages: strictly upwards, counting what was left out.
export function createStrictOrder(): Seen & { readonly missed: number } {
  let next = 0;
  let missed = 0;
  return {
    mayBeNew: (ctr) => ctr >= next,
    mark: (ctr) => {
      if (ctr < next) {
        return false;
      }
      missed = ctr - next;
      next = ctr + 1;
      return true;
    },
    /// How many CTRs lay between the message marked last and the one before it.
    get missed() {
      return missed;
    },
  };
}
