import { batch, computed, signal } from "@preact/signals";
import { assertNever } from "./assertNever";
import { decodeChat, decodeControl, encodeChat, encodeControl } from "./control";
import { createEmitter } from "./emitter";
import { deadlineMs } from "./deadline";
import { line } from "./line";
import { mark } from "./marks";
import type { Encryption, EncryptionEvent, Media, Signaling } from "./ports";
import { type Command, type Input, START, type State } from "./state";
import { step } from "./step";
import type { Call, CallEvent, VideoMode } from "./types";
import { togetherView, view } from "./view";

export interface CallDeps {
  readonly meetingId: string;
  readonly signaling: Signaling;
  readonly media: Media;
  readonly encryption: Encryption;
  readonly nowMs: () => number;
  /// What the person chose the last time.
  readonly mode: VideoMode;
  readonly rememberMode: (mode: VideoMode) => void;
  /// A name for a chat message that nobody else makes.
  readonly newId: () => string;
}

/// Runs one call: feeds what happens into `step` and runs its commands one after another. An input that comes
/// while commands run waits for its turn.
export function createCall(deps: CallDeps): Call {
  const { signaling, media, encryption } = deps;
  const state = signal<State>({ ...START, mine: { ...START.mine, mode: deps.mode } });
  const announcements = createEmitter<CallEvent>();
  const waiting: Input[] = [];
  let running = false;
  let disposed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

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
    clearTimeout(timer);
    const atMs = deadlineMs(state.peek());
    if (atMs !== null) {
      timer = setTimeout(() => input({ kind: "time" }), Math.max(0, atMs - deps.nowMs()));
    }
  }

  function run(command: Command): void {
    switch (command.kind) {
      case "connect":
        mark("join");
        signaling.start();
        return media.start();
      case "doubt":
        return signaling.doubt();
      case "close":
        signaling.stop();
        return media.stop();
      case "halt":
        media.halt();
        return encryption.halt(command.reason);
      case "pair":
        return encryption.pair(command.own, command.other);
      case "receive":
        return encryption.receive(command.from, command.data);
      case "send":
        return signaling.send(command.message);
      case "tell":
        return encryption.say("control", encodeControl(command.message));
      case "write":
        return encryption.say("chat", encodeChat(command.message));
      case "compared":
        return encryption.compared(command.digits);
      case "useIce":
        return media.useIce(command.ways);
      case "renewIceServers":
        return media.renewIceServers(command.servers);
      case "describe":
        return media.describe(command.description);
      case "addCandidate":
        return media.addCandidate(command.candidate);
      case "makeOffer":
        return media.makeOffer(command.pc);
      case "dropPc":
        return media.dropPc(command.pc);
      case "retirePcs":
        return media.retirePcs();
      case "otherCamera":
        return media.otherCamera(command.on);
      case "otherScreen":
        return media.otherScreen(command.on);
      case "useMode":
        return media.useMode(command.mode);
      case "echoed":
        return media.echoed(command.roundMs);
      case "announce":
        return announcements.emit(command.event);
      default:
        return assertNever(command);
    }
  }

  function onEncryption(event: EncryptionEvent): void {
    switch (event.kind) {
      case "sealed":
        return signaling.send(event);
      case "heard":
        return heard(event);
      case "secured":
        mark("secured");
        return input(event);
      case "unsecured":
      case "undecodable":
      case "violated":
        return input(event);
      default:
        assertNever(event);
    }
  }

  function heard({ channel, data, missed }: Extract<EncryptionEvent, { kind: "heard" }>): void {
    switch (channel) {
      case "control": {
        // A gap needs no repair here: each message says how things are, not what has changed.
        const message = decodeControl(data);
        return message ? input({ kind: "control", message }) : undefined;
      }
      case "chat": {
        if (missed > 0) {
          input({ kind: "chatMissed", count: missed });
        }
        const message = decodeChat(data);
        return message ? input({ kind: "chat", message }) : undefined;
      }
      default:
        assertNever(channel);
    }
  }

  media.useMode(deps.mode);
  const unsubscribe = [signaling.events(input), media.events(input), encryption.events(onEncryption)];

  return {
    meetingId: deps.meetingId,
    supported: media.supported,
    state: computed(() => view(state.value)),
    devices: media.devices,
    local: media.devices.local,
    remote: media.remote,
    line: computed(() => line(state.value)),
    mode: computed(() => state.value.mine.mode),
    lock: encryption.lock,
    chat: computed(() => state.value.chat.entries),
    together: computed(() => togetherView(state.value)),
    events: announcements.subscribe,
    act: (press) => input({ kind: "act", press }),
    tellProgram: (id, version) => input({ kind: "tellProgram", id, version }),
    join: () => input({ kind: "join", able: media.supported }),
    setMic: (on) => media.devices.setMic(on),
    setCamera: (on) => media.devices.setCamera(on),
    selectDevice: (kind, id) => media.devices.selectDevice(kind, id),
    setMode: (mode) => {
      deps.rememberMode(mode);
      input({ kind: "chooseMode", mode });
    },
    insistCamera: () => media.insistCamera(),
    allowSound: () => media.allowSound(),
    share: () => media.share(),
    stopSharing: () => media.stopSharing(),
    say: (text) => input({ kind: "say", id: deps.newId(), text }),
    sayAgain: (id) => input({ kind: "sayAgain", id }),
    compared: (match, digits) => input({ kind: "compared", match, digits }),
    end: () => input({ kind: "end" }),
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      unsubscribe.forEach((stop) => stop());
      signaling.stop();
      media.dispose();
      encryption.close();
    },
  };
}
