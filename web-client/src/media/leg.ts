import { mark } from "../call/marks";
import type { Candidate, Description, FrameTransforms, IceWays, TrackRole } from "../call/ports";
import { DEFAULT_MODE, type Measured, type VideoMode } from "../call/types";
import { type CameraEncoding, capFramerate, createCameraEncoding, preferVoice } from "./cameraEncoding";
import { hasOnlyOurCodecs } from "./codecs";
import { blackPictures, silence } from "./dummy";
import { hintFor, isPaused, type Share } from "./encodingRule";
import { createFeed, type Feed } from "./feed";
import { listenTo } from "./listening";
import { createLineMeter } from "./lineMeter";
import { createNegotiation, isIceLite, sendOnlyMids, withoutCandidates, withStartBitrate } from "./negotiation";
import { addEncryptedTransceiver, newPeer, type ProtectedTransceiver, protectOffered, ROLES, useWays } from "./peer";
import { createRestartRule } from "./restart";
import { createShortage } from "./shortage";
import { createStall } from "./stall";
import { readFlows, readLine } from "./stats";
import { createWatchdog } from "./watchdog";

/// One peer connection with the media server. Its negotiations run one after another.
export interface Leg {
  describe(description: Description): void;
  addCandidate(candidate: Candidate): void;
  makeOffer(): void;
  useWays(ways: IceWays): void;
  /// What to send from now on. Nothing of it leaves before the worker is proven to be in the way.
  setTrack(role: TrackRole, track: MediaStreamTrack | null): void;
  useMode(mode: VideoMode): void;
  /// The camera had paused itself, and is wanted all the same.
  insistCamera(): void;
  onNetworkChanged(): void;
  close(): void;
}

export interface LegSink {
  described(description: Description): void;
  gathered(candidate: Candidate): void;
  up(): void;
  down(): void;
  restartWanted(): void;
  receives(role: TrackRole, track: MediaStreamTrack): void;
  /// Nothing comes from the other one any more, or something does again.
  stalled(is: boolean): void;
  /// The same, much sooner.
  quiet(is: boolean): void;
  measured(measured: Measured): void;
  /// The camera pauses itself, because there is room for the voice only, or is back.
  cameraPaused(is: boolean): void;
  /// The server described what this page does not speak. It was not applied.
  refused(): void;
  violated(reason: "bypassed" | "workerLost"): void;
}

const WATCH_EACH_MS = 1000;
/// What is read changes seldom; a film on a line this short is not to be had.
const SCREEN_FPS_WHEN_SHORT = 5;
const FRESH_AGAIN_MS = 500;
const BROKEN_TRIES = 5;
const BROKEN_WAIT_MS = 250;
/// A worker that has once answered and stays silent is gone: nothing passes, and nothing proves any more where frames
/// go. Fewer stop a meeting for a computer that was busy. (One that has not answered yet is still loading.)
const ANSWERS_WITHIN_MS = 1000;
const SILENT_SAMPLES = 3;

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
  const watchdog = createWatchdog();
  const meter = createLineMeter();
  const shortage = createShortage();
  const stall = createStall();
  const wanted = new Map<TrackRole, MediaStreamTrack | null>();
  const feeds = new Map<TrackRole, Feed>();
  /// What is sent to, and received from, this server on this peer connection at all.
  const fed = new Set<TrackRole>();
  const received = new Set<TrackRole>();
  let camera: CameraEncoding | null = null;
  let mode = DEFAULT_MODE;
  let paused = false;
  let transceivers: readonly ProtectedTransceiver[] = [];
  let tail: Promise<void> = Promise.resolve();
  let restartTimer: ReturnType<typeof setTimeout> | undefined;
  let freshTimer: ReturnType<typeof setTimeout> | undefined;
  let watchTimer: ReturnType<typeof setTimeout> | undefined;
  let brokenTimer: ReturnType<typeof setTimeout> | undefined;
  let broken = 0;
  let hasAnswered = false;
  let silent = 0;
  let isUp = false;
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
      void attached.firstSent.then(() => {
        hasAnswered = true;
      });
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
    out.receives(role, receiver.track);
  }

  /// A server may use one peer connection for each direction.
  function onNegotiated(): void {
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

  function transceiverOf(role: TrackRole): RTCRtpTransceiver | undefined {
    return transceivers.find((one) => one.role === role)?.transceiver;
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

  /// One watch after another; the next is set when this one is done.
  async function watch(): Promise<void> {
    const startedMs = performance.now();
    const answered = await within(ANSWERS_WITHIN_MS, transforms.readCounts());
    const report = await pc.getStats();
    if (signal.aborted) {
      return;
    }
    hasAnswered ||= answered;
    silent = answered || !hasAnswered ? 0 : silent + 1;
    const flows = readFlows(report, transceivers);
    if (watchdog.onSample(flows) || silent >= SILENT_SAMPLES) {
      // What a dead worker did not see may just as well have been dropped.
      out.violated(silent === 0 ? "bypassed" : "workerLost");
      return;
    }
    const stalled = stall.onSample(flows);
    if (stalled !== null) {
      out.stalled(stalled);
    }
    measure(report);
    watchTimer = setTimeout(() => void watch(), Math.max(0, WATCH_EACH_MS - (performance.now() - startedMs)));
  }

  function measure(report: RTCStatsReport): void {
    const now = performance.now();
    const track = wanted.get("camera") ?? null;
    const reading = readLine(report, transceivers, isUp, (track?.getSettings().width ?? 0) / cameraScale());
    const { measured, roomBps, calm } = meter.onReading(reading);
    if (measured !== null) {
      out.measured(measured);
    }
    take(shortage.onSample({ sending: track !== null && isSent("camera"), sharing: isSharing(), roomBps, calm }, now));
  }

  /// How much smaller this page itself asks for: only what is smaller than that was taken by the line.
  function cameraScale(): number {
    return transceiverOf("camera")?.sender.getParameters().encodings[0]?.scaleResolutionDownBy ?? 1;
  }

  /// The other side is there to be sent to.
  function isSent(role: TrackRole): boolean {
    const direction = transceiverOf(role)?.currentDirection;
    return isUp && (direction === "sendrecv" || direction === "sendonly");
  }

  function take(share: Share | null): void {
    if (share === null) {
      return;
    }
    camera?.take(share);
    const screen = transceiverOf("screen")?.sender;
    if (screen) {
      void capFramerate(screen, isPaused(share) || share === "small" ? SCREEN_FPS_WHEN_SHORT : null);
    }
    if (paused !== isPaused(share)) {
      paused = isPaused(share);
      out.cameraPaused(paused);
    }
  }

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
  watchTimer = setTimeout(() => void watch(), WATCH_EACH_MS);

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
    insistCamera: () => take(shortage.insist(performance.now())),
    onNetworkChanged: () => {
      restart.onNetworkChanged(performance.now());
      checkRestart();
    },
    close: () => {
      closing.abort();
      clearTimeout(restartTimer);
      clearTimeout(freshTimer);
      clearTimeout(watchTimer);
      clearTimeout(brokenTimer);
      feeds.forEach((feed) => feed.stop());
      transceivers.forEach(({ transforms: attached }) => attached.detach());
      pc.close();
    },
  };
}

/// False when it takes longer, or fails.
function within(ms: number, answer: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    void answer
      .catch(() => false)
      .then((answered) => {
        clearTimeout(timer);
        resolve(answered);
      });
  });
}
