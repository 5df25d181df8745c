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
/// A track on which nothing comes any more is not what hides the others. Shorter forgets a picture that hardly moves.
const FORGOTTEN_AFTER = 5;

interface Track {
  readonly failing: number;
  readonly quiet: number;
}

const NEW: Track = { failing: 0, quiet: 0 };

export function createLegibility(): Legibility {
  let perTrack: readonly Track[] = [];
  let all = NEW;
  return {
    onSecond: (tracks) => {
      perTrack = tracks.map(({ opened, failed }, at) => look(perTrack[at] ?? NEW, opened, failed));
      const opened = tracks.reduce((sum, track) => sum + track.opened, 0);
      const failed = tracks.reduce((sum, track) => sum + track.failed, 0);
      all = look(all, opened, failed);
      const repair = all.failing > REPAIR_AFTER;
      if (repair) {
        all = NEW;
      }
      return { undecodable: perTrack.some(({ failing }) => failing > TELL_AFTER), repair };
    },
    reset: () => {
      perTrack = [];
      all = NEW;
    },
  };
}

/// Counts seconds in which nothing but failures came. One in which nothing came proves neither; many mean that it is
/// over.
function look(before: Track, opened: number, failed: number): Track {
  if (opened > 0) {
    return NEW;
  }
  if (failed > 0) {
    return { failing: before.failing + 1, quiet: 0 };
  }
  return before.quiet + 1 < FORGOTTEN_AFTER ? { ...before, quiet: before.quiet + 1 } : NEW;
}
