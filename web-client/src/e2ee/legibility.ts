/// Whether what arrives can be opened. Pure; called once a second with what each track opened and refused since.
export interface Legibility {
  onSecond(tracks: readonly { readonly opened: number; readonly failed: number }[]): Verdict;
  /// Other keys: begins anew.
  reset(): void;
}

export interface Verdict {
  /// A track has given nothing but failures for more than two seconds.
  readonly undecodable: boolean;
  /// Nothing at all could be opened for more than ten seconds: other keys are needed.
  readonly repair: boolean;
}

/// Longer hides a dead picture from the person; shorter cries out when a single key frame is late.
const TELL_AFTER = 2;
const REPAIR_AFTER = 10;

export function createLegibility(): Legibility {
  let perTrack: number[] = [];
  let all = 0;
  return {
    onSecond: (tracks) => {
      perTrack = tracks.map(({ opened, failed }, at) => inARow(perTrack[at] ?? 0, opened, failed));
      const opened = tracks.reduce((sum, track) => sum + track.opened, 0);
      const failed = tracks.reduce((sum, track) => sum + track.failed, 0);
      all = inARow(all, opened, failed);
      const repair = all > REPAIR_AFTER;
      if (repair) {
        all = 0;
      }
      return { undecodable: perTrack.some((seconds) => seconds > TELL_AFTER), repair };
    },
    reset: () => {
      perTrack = [];
      all = 0;
    },
  };
}

/// Seconds of failure only. One in which nothing came proves neither.
function inARow(before: number, opened: number, failed: number): number {
  if (opened > 0) {
    return 0;
  }
  return failed > 0 ? before + 1 : before;
}
