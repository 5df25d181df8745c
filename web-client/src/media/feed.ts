import type { Dummy } from "./dummy";

/// Feeds one sender: first a dummy, and the real track only once the worker has let a frame of this sender through,
/// for a transform that a browser has silently ignored would let the camera out in the clear. Owned by its leg;
/// changes of the track are carried out one after another.
export interface Feed {
  set(track: MediaStreamTrack | null): void;
  stop(): void;
}

export interface FeedDeps {
  readonly sender: { replaceTrack(track: MediaStreamTrack | null): Promise<void> };
  readonly firstSent: Promise<void>;
  readonly dummyFor: (track: MediaStreamTrack) => Dummy;
}

export function createFeed({ sender, firstSent, dummyFor }: FeedDeps): Feed {
  let wanted: MediaStreamTrack | null = null;
  let attached: MediaStreamTrack | null = null;
  let dummy: Dummy | null = null;
  let proven = false;
  let stopped = false;
  let busy = false;

  function next(): MediaStreamTrack | null {
    if (stopped || wanted === null) {
      return null;
    }
    if (proven) {
      return wanted;
    }
    dummy ??= dummyFor(wanted);
    return dummy.track;
  }

  async function apply(): Promise<void> {
    if (busy) {
      return;
    }
    busy = true;
    try {
      for (let track = next(); track !== attached; track = next()) {
        attached = track;
        await sender.replaceTrack(track);
      }
    } catch {
      // The sender is gone, with its peer connection.
      stopped = true;
    } finally {
      busy = false;
    }
    if (proven || stopped || wanted === null) {
      dropDummy();
    }
  }

  function dropDummy(): void {
    dummy?.stop();
    dummy = null;
  }

  void firstSent.then(() => {
    proven = true;
    return apply();
  });

  return {
    set: (track) => {
      if (track !== wanted && !proven) {
        // The dummy may have been made of the old track.
        dropDummy();
      }
      wanted = track;
      void apply();
    },
    stop: () => {
      stopped = true;
      dropDummy();
    },
  };
}
