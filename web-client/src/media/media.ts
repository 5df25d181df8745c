import { createEmitter } from "../call/emitter";
import type { FrameTransforms, IceServer, Media, MediaEvent, TrackRole } from "../call/ports";
import { createDevices, type DevicesEvent } from "./devices";
import { createLeg, type Leg } from "./leg";
import { createRemote } from "./remote";

/// Everything of a call that carries pictures and sound: the devices, any number of peer connections, and what
/// arrives on them.
export function createMedia(transforms: FrameTransforms): Media {
  const events = createEmitter<MediaEvent>();
  const devices = createDevices();
  const remote = createRemote();
  const legs = new Map<string, Leg>();
  const owner = new AbortController();
  let iceServers: readonly IceServer[] = [];
  let running = false;

  function legFor(pc: string): Leg {
    const known = legs.get(pc);
    if (known) {
      return known;
    }
    const leg = createLeg(pc, iceServers, transforms, {
      described: (description) => events.emit({ kind: "described", description }),
      gathered: (candidate) => events.emit({ kind: "gathered", candidate }),
      up: () => events.emit({ kind: "pcUp", pc }),
      down: () => events.emit({ kind: "pcDown", pc }),
      restartWanted: () => events.emit({ kind: "restartWanted", pc }),
      receives: (role: TrackRole, track) => remote.receives(role, track),
      quality: (quality) => events.emit({ kind: "quality", quality }),
      unsafe,
    });
    legs.set(pc, leg);
    feed(leg);
    return leg;
  }

  function feed(leg: Leg): void {
    const { mic, camera } = devices.tracks();
    leg.setTrack("mic", mic);
    leg.setTrack("camera", camera);
  }

  /// Stops first and tells then: not one more frame.
  function unsafe(): void {
    stop();
    events.emit({ kind: "unsafe" });
  }

  function dropAllPcs(): void {
    legs.forEach((leg) => leg.close());
    legs.clear();
    remote.reset();
  }

  function stop(): void {
    running = false;
    dropAllPcs();
    devices.close();
  }

  function onDevices(event: DevicesEvent): void {
    switch (event.kind) {
      case "changed": {
        legs.forEach(feed);
        const { mic, camera } = devices.local.peek();
        return events.emit({ kind: "localChanged", mic: mic.kind === "on", camera: camera.kind === "on", screen: false });
      }
      case "lost":
        return running ? events.emit({ kind: "deviceLost", device: event.device }) : undefined;
      case "back":
        return running ? events.emit({ kind: "deviceBack", device: event.device }) : undefined;
      case "speaker":
        return remote.useSpeaker(event.id);
    }
  }

  function onNetworkChanged(): void {
    legs.forEach((leg) => leg.onNetworkChanged());
  }

  devices.events(onDevices);
  remote.useSpeaker(devices.local.peek().chosen.speaker);
  const { signal } = owner;
  addEventListener("online", onNetworkChanged, { signal });
  networkInformation()?.addEventListener("change", onNetworkChanged, { signal });

  return {
    events: events.subscribe,
    devices,
    remote: remote.state,
    supported: transforms.supported && typeof RTCPeerConnection !== "undefined",
    start: () => {
      running = true;
      devices.open();
    },
    useIceServers: (servers) => {
      iceServers = servers;
    },
    describe: (description) => legFor(description.pc).describe(description),
    addCandidate: (candidate) => legs.get(candidate.pc)?.addCandidate(candidate),
    makeOffer: (pc) => legFor(pc).makeOffer(),
    dropPc: (pc) => {
      legs.get(pc)?.close();
      legs.delete(pc);
      if (legs.size === 0) {
        remote.reset();
      }
    },
    dropAllPcs,
    otherCamera: (on) => remote.otherCamera(on),
    otherScreen: () => undefined,
    share: () => undefined,
    stopSharing: () => undefined,
    allowSound: () => remote.allowSound(),
    stop,
    halt: stop,
    dispose: () => {
      owner.abort();
      stop();
    },
  };
}

/// Not in every browser, and not in TypeScript's library.
function networkInformation(): EventTarget | null {
  const { connection } = navigator as { readonly connection?: unknown };
  return connection instanceof EventTarget ? connection : null;
}
