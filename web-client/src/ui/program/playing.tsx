import { ChevronRight, Pause, Play, Square } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Exercise } from "../../api";
import { type Call, type Play as Played, type Position, positionAt, runElapsedMs } from "../../call";
import { Button } from "../components/basics";
import { useApp, useText } from "../context";
import { ExercisePicture } from "./exercisePicture";
import type { MeetingProgram } from "./meetingProgram";

/// Where a play is, again and again while it runs. `everyMs`: 0 for each picture of the screen.
export function usePosition(play: Played | null, everyMs: number): Position | null {
  const { nowMs } = useApp();
  const at = useSignal(nowMs());
  const running = play?.run.kind === "running";
  useEffect(() => {
    at.value = nowMs();
    if (!running) return undefined;
    let frame = 0;
    let timer: ReturnType<typeof setInterval> | undefined;
    const tick = (): void => {
      at.value = nowMs();
    };
    if (everyMs > 0) {
      timer = setInterval(tick, everyMs);
    } else {
      const next = (): void => {
        tick();
        frame = requestAnimationFrame(next);
      };
      frame = requestAnimationFrame(next);
    }
    return () => {
      clearInterval(timer);
      cancelAnimationFrame(frame);
    };
  }, [running, play, everyMs, nowMs, at]);
  return play && positionAt(play.dose, runElapsedMs(play.run, at.value));
}

const COUNT_MS = 100;

/// The picture of an exercise, moving in step with the other's while it is done together. Who wants little motion sees
/// the two poses only.
export function PlayingPicture({ call, entry }: { call: Call; entry: Exercise }) {
  const still = useReducedMotion();
  const play = playOf(call, entry);
  const position = usePosition(play, still ? COUNT_MS : 0);
  if (!position) return <ExercisePicture of={entry} />;
  const phase = position.kind === "rep" ? position.phase : 0;
  return <ExercisePicture of={entry} phase={still ? Math.round(phase) : phase} />;
}

export function playOf(call: Call, entry: Exercise): Played | null {
  const { play } = call.together.value;
  return play?.exercise === entry.id ? play : null;
}

function useReducedMotion(): boolean {
  const reduced = useSignal(false);
  useEffect(() => {
    const query = matchMedia("(prefers-reduced-motion: reduce)");
    const stop = new AbortController();
    reduced.value = query.matches;
    query.addEventListener("change", () => (reduced.value = query.matches), { signal: stop.signal });
    return () => stop.abort();
  }, [reduced]);
  return reduced.value;
}

/// Start, count, pause, next and stop: the same for both.
export function PlayControls({ call, program, entry }: { call: Call; program: MeetingProgram; entry: Exercise }) {
  const t = useText();
  const play = playOf(call, entry);
  const position = usePosition(play, COUNT_MS);
  if (!play || !position) {
    return (
      <Button measure="sm" icon={Play} class="fit" onClick={() => program.play(entry)}>
        {t.text("play.start")}
      </Button>
    );
  }
  const paused = play.run.kind === "paused";
  return (
    <div class="play" role="group" aria-label={t.text("play.region")} data-play={position.kind} data-paused={paused ? "" : undefined}>
      <Count position={position} play={play} />
      <div class="row g-2">
        {position.kind !== "done" && (
          <Button variant="secondary" measure="sm" icon={paused ? Play : Pause} onClick={() => call.act({ kind: paused ? "resume" : "pause" })}>
            {t.text(paused ? "play.resume" : "play.pause")}
          </Button>
        )}
        {position.kind !== "done" && (
          <Button variant="secondary" measure="sm" icon={ChevronRight} onClick={() => call.act({ kind: "skip" })}>
            {t.text("play.nextPart")}
          </Button>
        )}
        <Button variant="tertiary" measure="sm" icon={Square} onClick={() => call.act({ kind: "stopPlay" })}>
          {t.text("play.stop")}
        </Button>
      </div>
    </div>
  );
}

/// "7 of 10, set 2 of 3".
export function Count({ position, play }: { position: Position; play: Played }) {
  const t = useText();
  const { big, small } = countWords(t, position, play);
  return (
    <p class="play__n">
      <b class="num">{big}</b>
      <span>
        {small.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </span>
    </p>
  );
}

function countWords(t: ReturnType<typeof useText>, position: Position, { dose }: Played): { readonly big: string; readonly small: readonly string[] } {
  const sets = (set: number): readonly string[] => (dose.sets > 1 ? [t.text("play.set", { n: set, of: dose.sets })] : []);
  const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
  switch (position.kind) {
    case "ready":
      return { big: t.number(seconds(position.leftMs)), small: [t.text("play.ready")] };
    case "rep": {
      if (position.heldMs !== null) {
        const left = seconds(dose.holdSeconds * 1000 - position.heldMs);
        const of = dose.still && dose.reps === 1 ? [] : [t.text("play.countOf", { n: position.count, of: dose.reps })];
        return { big: t.number(left), small: [t.text("play.hold"), ...of, ...sets(position.set)] };
      }
      return { big: t.number(position.count), small: [t.text("play.of", { n: dose.reps }), ...sets(position.set)] };
    }
    case "rest":
      return { big: t.number(seconds(position.leftMs)), small: [t.text("play.rest"), ...sets(position.set)] };
    case "done":
      return { big: "✓", small: [t.text("play.done")] };
  }
}
