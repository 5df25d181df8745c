import type { TrackRole } from "../call/ports";
import { onRealPicture } from "./livePicture";
import { packetsReceived } from "./stats";

/// What comes on new peer connections waits until it really comes, as long as old ones carry the same: a node died, its
/// media server did not. Owned by `media.ts`.
export interface Handover {
  readonly isOn: boolean;
  /// `shown`: which pictures are seen now, so that they are not taken away before there are others.
  begin(shown: { readonly camera: boolean; readonly screen: boolean }): void;
  receives(role: TrackRole, track: MediaStreamTrack, receiver: RTCRtpReceiver): void;
  /// The old ones carry nothing any more: whatever there is takes their place now.
  finish(): void;
  /// Nothing takes their place.
  cancel(): void;
}

export interface HandoverSink {
  /// `seen`: a real picture has come on it already.
  take(role: TrackRole, track: MediaStreamTrack, seen: boolean): void;
  /// The old peer connections are of no use any more. `taken`: others have taken their place.
  over(taken: boolean): void;
}

/// How to find out that something comes; replaced in tests.
export interface Watch {
  sound(receiver: RTCRtpReceiver, signal: AbortSignal, found: () => void): void;
  picture(stream: MediaStream, signal: AbortSignal, found: () => void): void;
}

/// Longer than the other one can take to come to the new node (docs/protocol.md 5), and no longer than a media server
/// keeps what nobody claims.
const LONGEST_MS = 10_000;
const LOOK_EACH_MS = 60;
/// A fifth of a second: the silence before the microphone is over by then.
const PACKETS = 10;

interface Coming {
  readonly track: MediaStreamTrack;
  seen: boolean;
}

export function createHandover(out: HandoverSink, watch: Watch = { sound: onSound, picture: onRealPicture }): Handover {
  const coming = new Map<TrackRole, Coming>();
  let wanted: readonly TrackRole[] = [];
  let watching: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function end(): void {
    watching?.abort();
    watching = null;
    clearTimeout(timer);
    coming.clear();
  }

  function finish(): void {
    if (watching) {
      const all = [...coming];
      end();
      all.forEach(([role, { track, seen }]) => out.take(role, track, seen));
      out.over(all.length > 0);
    }
  }

  return {
    get isOn() {
      return watching !== null;
    },
    begin: (shown) => {
      end();
      watching = new AbortController();
      wanted = ["mic", ...(shown.camera ? (["camera"] as const) : []), ...(shown.screen ? (["screen"] as const) : [])];
      timer = setTimeout(finish, LONGEST_MS);
    },
    receives: (role, track, receiver) => {
      const one: Coming = { track, seen: false };
      coming.set(role, one);
      const found = () => {
        one.seen = true;
        if (wanted.every((each) => coming.get(each)?.seen)) {
          finish();
        }
      };
      if (watching && role === "mic") {
        watch.sound(receiver, watching.signal, found);
      } else if (watching && role !== "screenSound") {
        watch.picture(new MediaStream([track]), watching.signal, found);
      }
    },
    finish,
    cancel: () => {
      if (watching) {
        end();
        out.over(false);
      }
    },
  };
}

function onSound(receiver: RTCRtpReceiver, signal: AbortSignal, found: () => void): void {
  const look = async () => {
    const packets = packetsReceived(await receiver.getStats());
    if (signal.aborted) {
      return;
    }
    if (packets >= PACKETS) {
      found();
      return;
    }
    setTimeout(() => void look(), LOOK_EACH_MS);
  };
  void look();
}
