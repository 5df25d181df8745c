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
  /// As `finish`, and another is to begin, so that nothing is over yet.
  giveWay(): void;
  /// Nothing takes their place.
  cancel(): void;
}

export interface HandoverSink {
  /// `seen`: a real picture has come on it already.
  take(role: TrackRole, track: MediaStreamTrack, seen: boolean): void;
  /// The old peer connections go, and nothing takes their place.
  lose(): void;
  /// Nothing that comes on the old ones is wanted any more.
  over(): void;
  /// Nobody needs the old ones: they can be closed.
  release(): void;
}

/// How to find out that something comes; replaced in tests.
export interface Watch {
  sound(receiver: RTCRtpReceiver, signal: AbortSignal, found: () => void): void;
  picture(stream: MediaStream, signal: AbortSignal, found: () => void): void;
}

/// Longer than the other one can take to come to the new node (docs/protocol.md 5), and no longer than a media server
/// keeps what nobody claims.
const LONGEST_MS = 10_000;
/// The other one may need what leaves by the old ones a little longer: each page finds for itself when it has all by the
/// new ones, and the later one does so some hundred milliseconds after the first, on a slow machine a second or two.
const LINGER_MS = 3_000;
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

  function takeAll(): void {
    const all = [...coming];
    end();
    all.forEach(([role, { track, seen }]) => out.take(role, track, seen));
    if (all.length === 0) {
      out.lose();
    }
  }

  function allCome(): void {
    takeAll();
    out.over();
    timer = setTimeout(() => out.release(), LINGER_MS);
  }

  function finish(): void {
    if (watching) {
      takeAll();
      out.release();
      out.over();
    }
  }

  return {
    get isOn() {
      return watching !== null;
    },
    begin: (shown) => {
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
          allCome();
        }
      };
      if (watching && role === "mic") {
        watch.sound(receiver, watching.signal, found);
      } else if (watching && role !== "screenSound") {
        watch.picture(new MediaStream([track]), watching.signal, found);
      }
    },
    finish,
    giveWay: () => {
      if (watching) {
        takeAll();
      }
      clearTimeout(timer);
      out.release();
    },
    cancel: () => {
      const wasOn = watching !== null;
      end();
      out.release();
      if (wasOn) {
        out.lose();
        out.over();
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
