import { assertNever } from "./assertNever";
import type { MediaEvent, SignalingEvent } from "./ports";
import { announce, type PcState, restartIce, type Seated, type State, type Step, to, toPhase } from "./state";
import type { MediaState } from "./types";

/// The rules about peer connections of someone who is seated.

export type MediaInput = Extract<
  SignalingEvent | MediaEvent,
  {
    kind:
      | "iceServers"
      | "description"
      | "candidate"
      | "offerWanted"
      | "dropPc"
      | "serverMedia"
      | "described"
      | "gathered"
      | "pcUp"
      | "pcDown"
      | "restartWanted"
      | "handedOver"
      | "quiet";
  }
>;

export function media(state: State, phase: Seated, input: MediaInput): Step {
  switch (input.kind) {
    case "description": {
      const { pc } = input.description;
      return toPhase(state, withPc(phase, pc, phase.pcs[pc] ?? "new"), {
        kind: "describe",
        description: input.description,
      });
    }
    case "iceServers":
      return to(state, { kind: "renewIceServers", servers: input.servers });
    case "candidate":
      return to(state, { kind: "addCandidate", candidate: input.candidate });
    case "offerWanted":
      return toPhase(state, withPc(phase, input.pc, phase.pcs[input.pc] ?? "new"), { kind: "makeOffer", pc: input.pc });
    case "dropPc": {
      const pcs = Object.fromEntries(Object.entries(phase.pcs).filter(([pc]) => pc !== input.pc));
      const quiet = phase.quiet.filter((pc) => pc !== input.pc);
      return toPhase(state, { ...phase, pcs, quiet }, { kind: "dropPc", pc: input.pc });
    }
    case "described":
      return known(phase, input.description.pc)
        ? to(state, { kind: "send", message: { kind: "description", description: input.description } })
        : to(state);
    case "gathered":
      return known(phase, input.candidate.pc)
        ? to(state, { kind: "send", message: { kind: "candidate", candidate: input.candidate } })
        : to(state);
    case "pcUp":
      return withMedia(state, phase, input.pc, true);
    case "pcDown":
      return withMedia(state, phase, input.pc, false);
    case "serverMedia":
      // The page sees for itself when its media is up; the server may see sooner that it is down.
      return input.up ? to(state) : withMedia(state, phase, input.pc, false);
    case "restartWanted":
      if (!known(phase, input.pc)) {
        return to(state);
      }
      // While we are lost ourselves it would only wait; `linkBack` asks.
      return phase.lostSinceMs === null ? to(state, restartIce(input.pc)) : toPhase(state, withQuiet(phase, input.pc, true));
    case "handedOver":
      return withMediaState(state, phase, { ...phase, carried: false });
    case "quiet":
      return known(phase, input.pc) ? quiet(state, phase, input.pc, input.is) : to(state);
    default:
      return assertNever(input);
  }
}

/// Either the other one lost the network, or we did: then the socket is dead too, and does not know it yet.
function quiet(state: State, phase: Seated, pc: string, is: boolean): Step {
  const after = withQuiet(phase, pc, is);
  return is && phase.lostSinceMs === null ? toPhase(state, after, { kind: "doubt" }) : toPhase(state, after);
}

function withQuiet(phase: Seated, pc: string, is: boolean): Seated {
  const others = phase.quiet.filter((one) => one !== pc);
  return { ...phase, quiet: is ? [...others, pc] : others };
}

function known(phase: Seated, pc: string): boolean {
  return Object.hasOwn(phase.pcs, pc);
}

function withPc(phase: Seated, pc: string, is: PcState): Seated {
  return { ...phase, pcs: { ...phase.pcs, [pc]: is } };
}

function withMedia(state: State, phase: Seated, pc: string, up: boolean): Step {
  if (!known(phase, pc) || (phase.pcs[pc] === "up") === up) {
    return to(state);
  }
  const changed = withPc(phase, pc, up ? "up" : "down");
  return withMediaState(state, phase, { ...changed, wasUp: phase.wasUp || mediaState(changed) === "up" });
}

function withMediaState(state: State, phase: Seated, after: Seated): Step {
  const before = mediaState(phase);
  const now = mediaState(after);
  if (now === before || now === "connecting") {
    return toPhase(state, after);
  }
  return toPhase(state, after, announce({ kind: now === "up" ? "mediaUp" : "mediaRestarting" }));
}

/// Whether picture and sound of the other one come, as far as is known.
export function flows(phase: Seated): boolean {
  return !phase.stopped && phase.quiet.length === 0 && mediaState(phase) === "up";
}

export function mediaState(phase: Seated): MediaState {
  if (phase.carried) {
    return "up";
  }
  const all = Object.values(phase.pcs);
  // One more that is being set up takes nothing from those that are up.
  const counted = phase.wasUp && all.includes("up") ? all.filter((one) => one !== "new") : all;
  if (counted.length > 0 && counted.every((one) => one === "up")) {
    return "up";
  }
  return phase.wasUp ? "restarting" : "connecting";
}

