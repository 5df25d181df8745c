import type { Presence } from "./ports";
import { UNKNOWN } from "./presence";
import { type Command, type Input, START, type State } from "./state";
import { step } from "./step";
import type { CallEvent, Person } from "./types";
import { view } from "./view";

/// What happens in a call, for the tests of its rules.

export const HOST: Person = { seat: "host", name: "Ingrid Berg", title: "physiotherapist" };
export const INVITEE: Person = { seat: "invitee", name: "Ola Nordmann", title: "client" };
export const PRESENT: Presence = { kind: "present", conn: "c-host" };
export const LOST: Presence = { kind: "lost", conn: "c-host", graceEndsInMs: 60_000 };
export const ABSENT: Presence = { kind: "absent" };

export const join: Input = { kind: "join", able: true };
export const presence = (other: Presence): Input => ({ kind: "presence", other });
export const joined = (other: Presence): Input => ({
  kind: "joined",
  conn: "c-own",
  seat: "invitee",
  people: { host: HOST, invitee: INVITEE },
  other,
  ice: { servers: [], relayOnly: false },
});
export const offer = (pc: string, negotiation = 1): Input => ({
  kind: "description",
  description: { pc, negotiation, type: "offer", sdp: "v=0" },
});
export const theirs = (mic: boolean, camera: boolean, screen = false): Input => ({
  kind: "control",
  message: { kind: "state", shown: { ...UNKNOWN, mic, camera, screen, quality: 3 } },
});
export const BYPASSED: Input = { kind: "violated", reason: "bypassed" };
export const secured: Input = { kind: "secured", newDevice: false, name: "Ingrid Marie Berg" };

/// One call, a second between what happens.
export function story(...inputs: readonly Input[]) {
  let state: State = START;
  let commands: readonly Command[] = [];
  let nowMs = 0;
  const all: Command[] = [];
  for (const input of inputs) {
    nowMs += 1000;
    ({ state, commands } = step(state, input, nowMs));
    all.push(...commands);
  }
  const announced = (some: readonly Command[]): CallEvent[] =>
    some.flatMap((command) => (command.kind === "announce" ? [command.event] : []));
  return { state, view: view(state), commands, all, announced: announced(all).map(({ kind }) => kind) };
}

/// Both are here; nothing is encrypted yet.
export const met = [join, joined(PRESENT)];
export const inCall = [...met, secured];
export const pairings = (commands: readonly Command[]) => commands.flatMap((one) => (one.kind === "pair" ? [[one.own, one.other]] : []));
