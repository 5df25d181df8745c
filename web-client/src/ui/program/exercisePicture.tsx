import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ExerciseDrawing, MovingDrawing } from "../../drawings/exercises";
import { useApp } from "../context";

interface Shown {
  /// A key of the library or a custom one's id.
  readonly exercise: string;
  readonly drawing: string;
  readonly picture: boolean;
}

/// What an exercise looks like: its owner's own picture, or our drawing. `phase`: in the middle of its movement.
export function ExercisePicture({ of, phase }: { of: Shown; phase?: number }) {
  const url = useMedia(of.picture ? of.exercise : null, "picture");
  if (url !== null) {
    return (
      <span class="ex-pic">
        <img src={url} alt="" />
      </span>
    );
  }
  return phase === undefined ? <ExerciseDrawing drawing={of.drawing} /> : <MovingDrawing drawing={of.drawing} phase={phase} />;
}

/// The address of something that is had with a token only; null until it is there.
export function useMedia(exercise: string | null, what: "picture" | "video"): string | null {
  const { programs } = useApp();
  const url = useSignal<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let made: string | null = null;
    if (exercise !== null) {
      void programs.media(exercise, what, stop.signal).then((answer) => {
        if (stop.signal.aborted || answer.kind === "refused") return;
        made = URL.createObjectURL(answer.value);
        url.value = made;
      });
    }
    return () => {
      stop.abort();
      url.value = null;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [programs, exercise, what, url]);
  return url.value;
}
