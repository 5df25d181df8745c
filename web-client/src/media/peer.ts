import type { AttachedTransforms, FrameTransforms, IceWays, TrackRole } from "../call/ports";

/// The only file that makes peer connections and transceivers (a lint rule holds it): none without transforms.

export interface ProtectedTransceiver {
  readonly role: TrackRole;
  readonly transceiver: RTCRtpTransceiver;
  readonly transforms: AttachedTransforms;
}

/// The media sections of every peer connection, by mid and in this order (docs/protocol.md 7.1).
export const ROLES: readonly TrackRole[] = ["mic", "camera", "screen", "screenSound"];

const KINDS = { mic: "audio", camera: "video", screen: "video", screenSound: "audio" } as const;

export function newPeer(ways: IceWays): RTCPeerConnection {
  return new RTCPeerConnection(configuration(ways));
}

/// What the peer connection gathers with from its next ICE restart on. What it has goes on.
export function useWays(pc: RTCPeerConnection, ways: IceWays): void {
  pc.setConfiguration(configuration(ways));
}

/// With `encodedInsertableStreams` Chromium sends nothing on a sender that has no transform. Without it, a
/// transform that is set a moment too late is ignored for good and frames leave in the clear, without any error.
/// Other browsers ignore the member.
function configuration({ servers, relayOnly }: IceWays): RTCConfiguration {
  const config: RTCConfiguration & { readonly encodedInsertableStreams: true } = {
    encodedInsertableStreams: true,
    bundlePolicy: "max-bundle",
    rtcpMuxPolicy: "require",
    iceTransportPolicy: relayOnly ? "relay" : "all",
    iceServers: servers.map(({ urls, username, credential }) => ({
      urls: [...urls],
      ...(username === null ? {} : { username }),
      ...(credential === null ? {} : { credential }),
    })),
  };
  return config;
}

/// For an offer of ours: both transforms are set in the task that made the transceiver.
export function addEncryptedTransceiver(
  pc: RTCPeerConnection,
  transforms: FrameTransforms,
  role: TrackRole,
): ProtectedTransceiver {
  const transceiver = pc.addTransceiver(KINDS[role], { direction: "sendrecv" });
  offerOnlyOurCodecs(transceiver, KINDS[role]);
  return { role, transceiver, transforms: transforms.attach(transceiver.sender, transceiver.receiver, role) };
}

/// What a server can't choose, it can't ask us to speak (`codecs.ts`).
function offerOnlyOurCodecs(transceiver: RTCRtpTransceiver, kind: "audio" | "video"): void {
  const ours = kind === "audio" ? /^audio\/opus$/i : /^video\/(?:VP8|rtx)$/i;
  const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs.filter(({ mimeType }) => ours.test(mimeType)) ?? [];
  if (codecs.length > 0) {
    transceiver.setCodecPreferences(codecs);
  }
}

/// For an offer of the server: to be called in the first synchronous pass after `setRemoteDescription`, before any
/// other await and before any track is attached. What has no role sends and receives nothing.
export function protectOffered(
  pc: RTCPeerConnection,
  transforms: FrameTransforms,
  known: readonly ProtectedTransceiver[],
): readonly ProtectedTransceiver[] {
  const added: ProtectedTransceiver[] = [];
  for (const transceiver of pc.getTransceivers()) {
    if (known.some((one) => one.transceiver === transceiver)) {
      continue;
    }
    const role = ROLES[Number(transceiver.mid ?? Number.NaN)];
    if (!role || KINDS[role] !== transceiver.receiver.track.kind) {
      transceiver.direction = "inactive";
      continue;
    }
    const attached = transforms.attach(transceiver.sender, transceiver.receiver, role);
    transceiver.direction = "sendrecv";
    added.push({ role, transceiver, transforms: attached });
  }
  return added;
}
