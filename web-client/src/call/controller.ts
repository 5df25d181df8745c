import { batch, computed, signal } from "@preact/signals";
import { assertNever } from "./assertNever";
import { decodeControl, encodeControl } from "./control";
import { createEmitter } from "./emitter";
import { mark } from "./marks";
import type { Encryption, Media, Signaling } from "./ports";
import { type Command, type Input, START, type State } from "./state";
import { step } from "./step";
import type { Call, CallEvent, Quality } from "./types";
import { view } from "./view";

export interface CallDeps {
  readonly meetingId: string;
  readonly signaling: Signaling;
  readonly media: Media;
  readonly encryption: Encryption;
  readonly nowMs: () => number;
}

/// Runs one call: feeds what happens into `step` and runs its commands one after another. An input that comes
/// while commands run waits for its turn.
export function createCall(deps: CallDeps): Call {
  const { signaling, media, encryption } = deps;
  const state = signal<State>(START);
  const announcements = createEmitter<CallEvent>();
  const waiting: Input[] = [];
  let running = false;
  let disposed = false;
  // Sealing takes its time in a worker; what is said keeps its order.
  let said: Promise<void> = Promise.resolve();
  let heard: Promise<void> = Promise.resolve();

  function input(next: Input): void {
    if (disposed) {
      return;
    }
    waiting.push(next);
    if (running) {
      return;
    }
    running = true;
    try {
      for (let current = waiting.shift(); current; current = waiting.shift()) {
        const { state: after, commands } = step(state.peek(), current, deps.nowMs());
        batch(() => {
          state.value = after;
          commands.forEach(run);
        });
      }
    } finally {
      running = false;
    }
  }

  function run(command: Command): void {
    switch (command.kind) {
      case "connect":
        mark("join");
        signaling.start();
        return media.start();
      case "close":
        signaling.stop();
        return media.stop();
      case "send":
        return signaling.send(command.message);
      case "tell":
        said = said.then(() => tell(command)).catch(() => undefined);
        return;
      case "open":
        heard = heard.then(() => open(command)).catch(() => undefined);
        return;
      case "useIceServers":
        return media.useIceServers(command.servers);
      case "describe":
        return media.describe(command.description);
      case "addCandidate":
        return media.addCandidate(command.candidate);
      case "makeOffer":
        return media.makeOffer(command.pc);
      case "dropPc":
        return media.dropPc(command.pc);
      case "dropAllPcs":
        return media.dropAllPcs();
      case "otherCamera":
        return media.otherCamera(command.on);
      case "announce":
        return announcements.emit(command.event);
      default:
        return assertNever(command);
    }
  }

  async function tell(command: Extract<Command, { kind: "tell" }>): Promise<void> {
    const data = await encryption.seal(encodeControl(command.message));
    signaling.send({ kind: "sealed", to: command.to, data });
  }

  async function open(command: Extract<Command, { kind: "open" }>): Promise<void> {
    const data = await encryption.open(command.data);
    const message = data && decodeControl(data);
    if (message) {
      input({ kind: "control", from: command.from, message });
    }
  }

  const unsubscribe = [signaling.events(input), media.events(input)];

  return {
    meetingId: deps.meetingId,
    state: computed(() => view(state.value)),
    devices: media.devices,
    local: media.devices.local,
    remote: media.remote,
    quality: computed(() => quality(state.value)),
    lock: encryption.lock,
    events: announcements.subscribe,
    join: () => input({ kind: "join", able: media.supported }),
    setMic: (on) => media.devices.setMic(on),
    setCamera: (on) => media.devices.setCamera(on),
    selectDevice: (kind, id) => media.devices.selectDevice(kind, id),
    allowSound: () => media.allowSound(),
    end: () => input({ kind: "end" }),
    dispose: () => {
      disposed = true;
      unsubscribe.forEach((stop) => stop());
      signaling.stop();
      media.dispose();
      encryption.close();
    },
  };
}

function quality(state: State): { readonly you: Quality; readonly other: Quality } {
  const { phase, mine } = state;
  return { you: mine.quality, other: phase.kind === "seated" ? phase.theirs.quality : 4 };
}
