import { link } from "./link";
import { mediaState } from "./media";
import type { State } from "./state";
import type { CallState, TogetherView } from "./types";

/// What the views see of it.
export function view(state: State): CallState {
  const { phase } = state;
  if (phase.kind !== "seated") {
    return phase;
  }
  const { you, person: other } = phase;
  if (phase.other.kind === "absent") {
    return { kind: "waiting", you, other, otherWasHere: phase.other.wasHere, link: link(phase) };
  }
  return {
    kind: "inCall",
    you,
    other,
    sinceMs: phase.metMs ?? 0,
    link: link(phase),
    media: mediaState(phase),
    otherMic: phase.theirs.mic,
    otherCamera: phase.theirs.camera,
    otherCameraPaused: phase.theirs.paused,
    otherScreen: phase.theirs.screen,
    undecodable: phase.undecodable,
  };
}

export function togetherView({ phase, together: { now, play, distance } }: State): TogetherView {
  const seat = phase.kind === "seated" ? phase.you.seat : null;
  return { now: now.value, nowBy: now.by === seat ? "you" : "other", play: play.value, distance: distance.value };
}
