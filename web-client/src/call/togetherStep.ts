import { assertNever } from "./assertNever";
import { newClock, onAnswer, onAsk } from "./clock";
import type { ControlMessage } from "./control";
import { type Echoed, isEchoDue, onEchoAnswer, onEchoAsked } from "./echo";
import { announce, type Command, type Seated, type State, type Step, to } from "./state";
import { act, isUntouched, onTold, tellTogether, type Together, type TogetherAct, withClock, withNewClock } from "./together";
import type { CallEvent } from "./types";

/// How pointing, playing and standing back fit into a call.

export function doTogether(state: State, phase: Seated, press: TogetherAct, nowMs: number): Step {
  const together = act(state.together, press, phase.you.seat, nowMs);
  if (together === state.together || phase.stopped) {
    return to(state);
  }
  return to({ ...state, together }, ...(phase.secured ? [told(together, nowMs)] : []));
}

/// There are keys, perhaps with a page that knows of nothing.
export function tellAgain(state: State, nowMs: number): Step {
  const together = withNewClock(state.together, newClock(nowMs));
  return to({ ...state, together }, ...(isUntouched(together) ? [] : [told(together, nowMs)]));
}

export function askClock(state: State, phase: Seated, nowMs: number): Step {
  const { clock } = state.together;
  if (!phase.secured || clock.askMs === null || nowMs < clock.askMs) {
    return to(state);
  }
  return to({ ...state, together: withClock(state.together, onAsk(clock, nowMs)) }, askTime(nowMs));
}

/// The same question asks how long the way is: every page answers it at once.
export function askEcho(state: State, phase: Seated, nowMs: number): Step {
  if (!phase.secured || !isEchoDue(state.echo, nowMs)) {
    return to(state);
  }
  const asked = echoed(state, onEchoAsked(state.echo, nowMs));
  return { state: asked.state, commands: [...asked.commands, askTime(nowMs)] };
}

function askTime(nowMs: number): Command {
  return { kind: "tell", message: { kind: "clock", atMs: nowMs } };
}

function echoed(state: State, { echo, roundMs }: Echoed): Step {
  return to({ ...state, echo }, ...(roundMs === null ? [] : [{ kind: "echoed", roundMs } as const]));
}

export function together(
  state: State,
  message: Extract<ControlMessage, { kind: "together" | "clock" | "clockIs" | "program" }>,
  nowMs: number,
): Step {
  switch (message.kind) {
    case "together": {
      const after = onTold(state.together, message.told, nowMs);
      return to({ ...state, together: after }, ...news(state.together, after).map(announce));
    }
    case "clock":
      return to(state, { kind: "tell", message: { kind: "clockIs", atMs: message.atMs, theirsMs: nowMs } });
    case "clockIs": {
      if (message.atMs === state.echo.askedMs) {
        // Many of them, on a full line: they would drive out the quick answers, which tell the clock.
        return echoed(state, onEchoAnswer(state.echo, message.atMs, nowMs));
      }
      const clock = onAnswer(state.together.clock, message.atMs, message.theirsMs, nowMs);
      return to({ ...state, together: withClock(state.together, clock) });
    }
    case "program":
      return to(state, announce({ kind: "programChanged", id: message.id, version: message.version }));
    default:
      return assertNever(message);
  }
}

/// What the other one did, worth saying.
function news(before: Together, after: Together): readonly CallEvent[] {
  const events: CallEvent[] = [];
  if (after.now.value !== before.now.value) {
    events.push({ kind: "pointed", exercise: after.now.value });
  }
  const [was, is] = [before.play.value, after.play.value];
  if (after.play !== before.play && (was !== null || is !== null)) {
    if (is === null) {
      events.push({ kind: "played", what: "stop" });
    } else if (was?.exercise !== is.exercise) {
      events.push({ kind: "played", what: "start" });
    } else if (was.run.kind !== is.run.kind) {
      events.push({ kind: "played", what: is.run.kind === "paused" ? "pause" : "resume" });
    }
  }
  if (after.distance.value !== before.distance.value) {
    events.push({ kind: "distance", distance: after.distance.value });
  }
  return events;
}

function told(together: Together, nowMs: number): Command {
  return { kind: "tell", message: { kind: "together", told: tellTogether(together, nowMs) } };
}
