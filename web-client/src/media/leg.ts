import { mark } from "../call/marks";
import type { Candidate, Description, FrameTransforms, IceWays, TrackRole } from "../call/ports";
import { DEFAULT_MODE, type VideoMode } from "../call/types";
import { type CameraEncoding, createCameraEncoding, preferVoice } from "./cameraEncoding";
import { hasOnlyOurCodecs } from "./codecs";
import { blackPictures, silence } from "./dummy";
import { hintFor } from "./encodingRule";
import { createFeed, type Feed } from "./feed";
import { listenTo } from "./listening";
import { createLegWatch, type LegWatchSink } from "./legWatch";
import { createNegotiation, isIceLite, sendOnlyMids, withoutCandidates, withStartBitrate } from "./negotiation";
import { addEncryptedTransceiver, newPeer, type ProtectedTransceiver, protectOffered, ROLES, useWays } from "./peer";
import { createRestartRule } from "./restart";

/// One peer connection with the media server. Its negotiations run one after another.
export interface Leg {
  describe(description: Description): void;
  addCandidate(candidate: Candidate): void;
  makeOffer(): void;
  useWays(ways: IceWays): void;
  /// What to send from now on. Nothing of it leaves before the worker is proven to be in the way.
  setTrack(role: TrackRole, track: MediaStreamTrack | null): void;
  useMode(mode: VideoMode): void;
  /// A message took so long to the other page and back.
  echoed(roundMs: number): void;
  /// The camera had paused itself, and is wanted all the same.
  insistCamera(): void;
  onNetworkChanged(): void;
  close(): void;
}

export interface LegSink extends LegWatchSink {
  described(description: Description): void;
  gathered(candidate: Candidate): void;
  up(): void;
  down(): void;
  restartWanted(): void;
  receives(role: TrackRole, track: MediaStreamTrack, receiver: RTCRtpReceiver): void;
  /// Nothing is heard from the other one any more, or something is again: told much sooner than `stalled`.
  quiet(is: boolean): void;
  /// The server described what this page does not speak. It was not applied.
  refused(): void;
}

const FRESH_AGAIN_MS = 500;
const BROKEN_TRIES = 5;
const BROKEN_WAIT_MS = 250;

export function createLeg(
  name: string,
  ways: IceWays,
  transforms: FrameTransforms,
  out: LegSink,
): Leg {
  const pc = newPeer(ways);
  const closing = new AbortController();
  const { signal } = closing;
  const negotiation = createNegotiation();
  const restart = createRestartRule();
  const wanted = new Map<TrackRole, MediaStreamTrack | null>();
  const feeds = new Map<TrackRole, Feed>();
  /// What is sent to, and received from, this server on this peer connection at all.
  const fed = new Set<TrackRole>();
  const received = new Set<TrackRole>();
  let camera: CameraEncoding | null = null;
  let mode = DEFAULT_MODE;
  let transceivers: readonly ProtectedTransceiver[] = [];
  let tail: Promise<void> = Promise.resolve();
  let restartTimer: ReturnType<typeof setTimeout> | undefined;
  let freshTimer: ReturnType<typeof setTimeout> | undefined;
  let brokenTimer: ReturnType<typeof setTimeout> | undefined;
  let broken = 0;
  let isUp = false;
  let isQuiet = false;
  let needsCandidates = true;

  function inTurn(what: () => Promise<void>): void {
    tail = tail.then(() => (signal.aborted ? undefined : what())).then(
      () => {
        broken = 0;
      },
      () => onBroken(),
    );
  }

  /// What one negotiation broke the next one may mend; not at once, and not for ever.
  function onBroken(): void {
    broken += 1;
    if (!signal.aborted && broken <= BROKEN_TRIES) {
      clearTimeout(brokenTimer);
      brokenTimer = setTimeout(() => out.restartWanted(), BROKEN_WAIT_MS * 2 ** broken);
    }
  }

  /// In the same synchronous pass in which the transforms were set: the senders have no track before.
  function adopt(added: readonly ProtectedTransceiver[], mayReceive: boolean, notFed: ReadonlySet<string>): void {
    transceivers = [...transceivers, ...added];
    for (const { role, transceiver, transforms: attached } of added) {
      const feed = createFeed({
        sender: transceiver.sender,
        firstSent: attached.firstSent,
        dummyFor: role === "camera" || role === "screen" ? blackPictures : silence,
      });
      feeds.set(role, feed);
      void attached.firstSent.then(() => watch.onAnswered());
      if (role === "camera") {
        void attached.firstSent.then(() => mark("proven"));
        camera = createCameraEncoding(transceiver.sender, attached.firstSent, signal);
        camera.giveWay(isSharing());
        camera.use(mode);
      } else if (role === "mic") {
        void preferVoice(transceiver.sender);
      }
      if (!notFed.has(transceiver.mid ?? "")) {
        feedFrom(role);
      }
      if (mayReceive) {
        receiveFrom(role, transceiver);
      }
    }
  }

  function feedFrom(role: TrackRole): void {
    if (!fed.has(role)) {
      fed.add(role);
      feeds.get(role)?.set(wanted.get(role) ?? null);
    }
  }

  function receiveFrom(role: TrackRole, { receiver }: RTCRtpTransceiver): void {
    if (received.has(role)) {
      return;
    }
    received.add(role);
    if (role === "mic") {
      listenTo(receiver, onQuiet, signal);
    }
    out.receives(role, receiver.track, receiver);
  }

  /// A server may use one peer connection for each direction.
  function onNegotiated(): void {
    camera?.again();
    for (const { role, transceiver } of transceivers) {
      const direction = transceiver.currentDirection;
      if (direction === "sendrecv" || direction === "sendonly") {
        feedFrom(role);
      }
      if (direction === "sendrecv" || direction === "recvonly") {
        receiveFrom(role, transceiver);
      }
    }
  }

  function onQuiet(is: boolean): void {
    isQuiet = is;
    restart.onQuiet(is, performance.now());
    checkRestart();
    out.quiet(is);
    clearTimeout(freshTimer);
    if (!is) {
      // Chromium itself asks for one only when it could decode nothing for three seconds. The first request may still
      // take the way that is dead.
      transforms.freshPictures();
      freshTimer = setTimeout(() => transforms.freshPictures(), FRESH_AGAIN_MS);
    }
  }

  function hintCamera(): void {
    const track = wanted.get("camera");
    if (track) {
      track.contentHint = hintFor(mode);
    }
  }

  function isSharing(): boolean {
    return (wanted.get("screen") ?? null) !== null;
  }

  async function answer({ sdp, negotiation: number }: Description): Promise<void> {
    mark("offer");
    needsCandidates = !isIceLite(sdp);
    restart.onOffer();
    await pc.setRemoteDescription({ type: "offer", sdp: withStartBitrate(sdp) });
    adopt(protectOffered(pc, transforms, transceivers), true, sendOnlyMids(sdp));
    await pc.setLocalDescription();
    onNegotiated();
    const description = pc.localDescription;
    if (description && negotiation.isCurrent(number)) {
      mark("answer");
      out.described({ pc: name, negotiation: number, type: "answer", sdp: needsCandidates ? description.sdp : withoutCandidates(description.sdp) });
    }
  }

  async function offer(number: number): Promise<void> {
    if (transceivers.length === 0) {
      adopt(ROLES.map((role) => addEncryptedTransceiver(pc, transforms, role)), false, new Set());
    } else {
      // An offer that is wanted again is an ICE restart.
      restart.onOffer();
      pc.restartIce();
    }
    await pc.setLocalDescription();
    const description = pc.localDescription;
    if (description && negotiation.isCurrent(number)) {
      out.described({ pc: name, negotiation: number, type: "offer", sdp: description.sdp });
    }
  }

  async function apply({ sdp }: Description): Promise<void> {
    await pc.setRemoteDescription({ type: "answer", sdp: withStartBitrate(sdp) });
    onNegotiated();
  }

  function checkRestart(): void {
    clearTimeout(restartTimer);
    if (signal.aborted) {
      return;
    }
    const now = performance.now();
    if (restart.isDue(now)) {
      out.restartWanted();
    }
    const deadline = restart.deadlineMs();
    if (Number.isFinite(deadline)) {
      restartTimer = setTimeout(checkRestart, Math.max(0, deadline - now));
    }
  }

  function onConnection(): void {
    const up = pc.connectionState === "connected";
    if (up !== isUp) {
      isUp = up;
      if (up) {
        mark("connected");
        out.up();
      } else {
        out.down();
      }
    }
  }

  const watch = createLegWatch(
    {
      pc,
      transforms,
      signal,
      transceivers: () => transceivers,
      wanted: (role) => wanted.get(role) ?? null,
      camera: () => camera,
      isQuiet: () => isQuiet,
    },
    out,
  );
  pc.addEventListener("connectionstatechange", onConnection, { signal });
  pc.addEventListener(
    "iceconnectionstatechange",
    () => {
      restart.onConnectionState(pc.iceConnectionState, performance.now());
      checkRestart();
    },
    { signal },
  );
  pc.addEventListener(
    "icecandidate",
    ({ candidate }) => {
      if (needsCandidates && candidate) {
        out.gathered({ pc: name, mid: candidate.sdpMid ?? "0", candidate: candidate.candidate });
      }
    },
    { signal },
  );

  return {
    describe: (description) => {
      if (!hasOnlyOurCodecs(description.sdp)) {
        return out.refused();
      }
      switch (negotiation.onRemote(description)) {
        case "answer":
          return inTurn(() => answer(description));
        case "apply":
          return inTurn(() => apply(description));
        case "drop":
          return;
      }
    },
    addCandidate: ({ mid, candidate }) =>
      inTurn(() => pc.addIceCandidate({ candidate, sdpMid: mid }).catch(() => undefined)),
    makeOffer: () => {
      const number = negotiation.nextOffer();
      inTurn(() => offer(number));
    },
    useWays: (next) => {
      if (!signal.aborted) {
        useWays(pc, next);
      }
    },
    setTrack: (role, track) => {
      wanted.set(role, track);
      hintCamera();
      if (fed.has(role)) {
        feeds.get(role)?.set(track);
      }
      camera?.giveWay(isSharing());
    },
    useMode: (next) => {
      mode = next;
      camera?.use(next);
      hintCamera();
    },
    echoed: (roundMs) => watch.echoed(roundMs),
    insistCamera: () => watch.insistCamera(),
    onNetworkChanged: () => {
      restart.onNetworkChanged(performance.now());
      checkRestart();
    },
    close: () => {
      closing.abort();
      clearTimeout(restartTimer);
      clearTimeout(freshTimer);
      clearTimeout(brokenTimer);
      feeds.forEach((feed) => feed.stop());
      transceivers.forEach(({ transforms: attached }) => attached.detach());
      pc.close();
    },
  };
}
