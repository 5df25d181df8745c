import { computed, signal as state } from "@preact/signals";
import { createEmitter } from "../call/emitter";
import { DEFAULT_MODE, type DeviceCheck, type LocalMedia, type Measured, type ScreenState } from "../call/types";
import type { FrameTransforms, IceWays, Media, MediaEvent, TrackRole } from "../call/ports";
import { createDevices, type DevicesEvent } from "./devices";
import { createHandover } from "./handover";
import { createLeg, type Leg } from "./leg";
import { GOOD, together } from "./lines";
import { createRemote } from "./remote";
import { createScreen } from "./screen";
import { canShare, displayRequest } from "./screenRules";

/// Everything of a call that carries pictures and sound: the devices, the shared screen, any number of peer
/// connections, and what arrives on them.
export function createMedia(transforms: FrameTransforms): Media {
  const events = createEmitter<MediaEvent>();
  const devices = createDevices();
  const remote = createRemote();
  const legs = new Map<string, Leg>();
  /// Of a connection that is gone: they carry what there is until `legs` do, here and at the other one.
  const retired = new Set<Leg>();
  const handover = createHandover({
    take: (role, track, seen) => remote.receives(role, track, seen),
    lose: () => remote.reset(),
    over: () => events.emit({ kind: "handedOver" }),
    release: () => {
      retired.forEach((leg) => leg.close());
      retired.clear();
    },
  });
  const stalled = new Set<string>();
  /// Nothing comes on them, so that there is nothing to hand over.
  const quiet = new Set<string>();
  const paused = new Set<string>();
  const trying = new Set<string>();
  const lines = new Map<string, Measured>();
  const cameraPaused = state(false);
  let mode = DEFAULT_MODE;
  const owner = new AbortController();
  let ways: IceWays = { servers: [], relayOnly: false };
  let running = false;
  let halted = false;
  const able = canShare(navigator);
  const screenState = state<ScreenState>({ kind: "off" });
  const screen = createScreen(askForScreen, {
    changed: onScreen,
    refused: (problem) => events.emit({ kind: "screenRefused", problem }),
  });
  const local = computed<LocalMedia>(() => ({ ...devices.local.value, screen: screenState.value, cameraPaused: cameraPaused.value, canShare: able }));

  function legFor(pc: string): Leg {
    const known = legs.get(pc);
    if (known) {
      return known;
    }
    /// Nothing that a retired one tells concerns the server of now, which may use its name for another.
    const whilePresent =
      <A extends readonly unknown[]>(tell: (...args: A) => void) =>
      (...args: A) =>
        legs.get(pc) === leg ? tell(...args) : undefined;
    const down = whilePresent(() => events.emit({ kind: "pcDown", pc }));
    const onQuiet = whilePresent((is: boolean) => {
      if (is) quiet.add(pc);
      else quiet.delete(pc);
      events.emit({ kind: "quiet", pc, is });
    });
    const leg: Leg = createLeg(pc, ways, transforms, {
      described: whilePresent((description) => events.emit({ kind: "described", description })),
      gathered: whilePresent((candidate) => events.emit({ kind: "gathered", candidate })),
      up: whilePresent(() => events.emit({ kind: "pcUp", pc })),
      down: () => (retired.has(leg) ? handover.finish() : down()),
      restartWanted: whilePresent(() => events.emit({ kind: "restartWanted", pc })),
      receives: whilePresent((role: TrackRole, track: MediaStreamTrack, receiver: RTCRtpReceiver) =>
        handover.isOn ? handover.receives(role, track, receiver) : remote.receives(role, track),
      ),
      stalled: whilePresent((is: boolean) => {
        if (is) stalled.add(pc);
        else stalled.delete(pc);
        remote.stalled(stalled.size > 0);
      }),
      quiet: (is) => (retired.has(leg) ? handover.finish() : onQuiet(is)),
      measured: whilePresent((measured: Measured) => {
        lines.set(pc, measured);
        events.emit({ kind: "measured", measured: together([...lines.values()]) });
      }),
      cameraPaused: whilePresent((is: boolean) => onPaused(pc, is)),
      trying: whilePresent((is: boolean) => onTrying(pc, is)),
      refused: () => events.emit({ kind: "descriptionRefused" }),
      violated,
    });
    legs.set(pc, leg);
    lines.set(pc, GOOD);
    leg.useMode(mode);
    feed(leg);
    return leg;
  }

  function feed(leg: Leg): void {
    const { mic, camera } = devices.tracks();
    leg.setTrack("mic", mic);
    leg.setTrack("camera", camera);
    leg.setTrack("screen", screen.picture);
    leg.setTrack("screenSound", screen.sound);
  }

  function onPaused(pc: string, is: boolean): void {
    if (is) paused.add(pc);
    else paused.delete(pc);
    if (cameraPaused.peek() !== paused.size > 0) {
      cameraPaused.value = paused.size > 0;
      tellLocal();
    }
  }

  function onTrying(pc: string, is: boolean): void {
    const before = trying.size > 0;
    if (is) trying.add(pc);
    else trying.delete(pc);
    if (trying.size > 0 !== before) {
      events.emit({ kind: "trying", is });
    }
  }

  /// Stops first and tells then: not one more frame.
  function violated(reason: "bypassed" | "workerLost"): void {
    halt();
    events.emit({ kind: "violated", reason });
  }

  /// How those of now are is no news of those that come.
  function forgetLegs(): void {
    legs.clear();
    lines.clear();
    stalled.clear();
    quiet.clear();
    [...paused].forEach((pc) => onPaused(pc, false));
    [...trying].forEach((pc) => onTrying(pc, false));
  }

  function retirePcs(): void {
    // Those before them have had their time; more than two at once no line carries.
    handover.giveWay();
    if (legs.size === 0 || quiet.size > 0) {
      dropAllPcs();
      return events.emit({ kind: "handedOver" });
    }
    const { cameraLive, screenLive } = remote.state.peek();
    legs.forEach((leg) => retired.add(leg));
    forgetLegs();
    handover.begin({ camera: cameraLive, screen: screenLive });
  }

  function dropAllPcs(): void {
    handover.cancel();
    legs.forEach((leg) => leg.close());
    forgetLegs();
    remote.reset();
  }

  function everyLeg(what: (leg: Leg) => void): void {
    retired.forEach(what);
    legs.forEach(what);
  }

  function stop(): void {
    running = false;
    dropAllPcs();
    screen.stop();
    devices.close();
  }

  /// What is on its way is closed when it comes, and nothing is asked for any more.
  function halt(): void {
    halted = true;
    stop();
    devices.halt();
  }

  function onScreen(): void {
    screenState.value = screen.state;
    everyLeg(feed);
    tellLocal();
  }

  function tellLocal(): void {
    const { mic, camera, screen: shared } = local.peek();
    const on = camera.kind === "on";
    const pauses = on && cameraPaused.peek();
    events.emit({
      kind: "localChanged",
      mic: mic.kind === "on",
      camera: on && !pauses,
      screen: shared.kind === "on",
      paused: pauses,
    });
  }

  function onDevices(event: DevicesEvent): void {
    switch (event.kind) {
      case "changed": {
        everyLeg(feed);
        return tellLocal();
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
    devices: { ...devices, local } satisfies DeviceCheck,
    remote: remote.state,
    supported: transforms.supported && typeof RTCPeerConnection !== "undefined",
    start: () => {
      running = !halted;
      devices.open();
    },
    useIce: (given) => {
      ways = given;
    },
    renewIceServers: (servers) => {
      ways = { ...ways, servers };
      legs.forEach((leg) => leg.useWays(ways));
    },
    describe: (description) => (halted ? undefined : legFor(description.pc).describe(description)),
    addCandidate: (candidate) => legs.get(candidate.pc)?.addCandidate(candidate),
    makeOffer: (pc) => (halted ? undefined : legFor(pc).makeOffer()),
    dropPc: (pc) => {
      legs.get(pc)?.close();
      legs.delete(pc);
      lines.delete(pc);
      stalled.delete(pc);
      quiet.delete(pc);
      onPaused(pc, false);
      onTrying(pc, false);
      if (legs.size === 0 && !handover.isOn) {
        remote.reset();
      }
    },
    retirePcs,
    otherCamera: (on) => remote.otherCamera(on),
    otherScreen: (on) => remote.otherScreen(on),
    share: () => (running ? screen.share() : undefined),
    stopSharing: () => screen.stop(),
    useMode: (next) => {
      mode = next;
      everyLeg((leg) => leg.useMode(next));
    },
    echoed: (roundMs) => legs.forEach((leg) => leg.echoed(roundMs)),
    insistCamera: () => legs.forEach((leg) => leg.insistCamera()),
    allowSound: () => remote.allowSound(),
    stop,
    halt,
    dispose: () => {
      owner.abort();
      halt();
    },
  };
}

function askForScreen(): Promise<MediaStream> {
  const supported: object = navigator.mediaDevices.getSupportedConstraints();
  return navigator.mediaDevices.getDisplayMedia(displayRequest("restrictOwnAudio" in supported));
}

/// Not in every browser, and not in TypeScript's library.
function networkInformation(): EventTarget | null {
  const { connection } = navigator as { readonly connection?: unknown };
  return connection instanceof EventTarget ? connection : null;
}
