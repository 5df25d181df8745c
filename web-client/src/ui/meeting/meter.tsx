import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useText } from "../context";

const CELLS = 16;
/// Above this the voice begins to distort.
const HOT_CELL = 14;
const WORDS_EVERY_MS = 2000;

export type Hearing = "nothing" | "well" | "loud";

/// The words follow the loudest of the last two seconds: a pause between two words is not silence.
export function hearingOf(loudest: number): Hearing {
  if (loudest < 0.04) return "nothing";
  return loudest > HOT_CELL / CELLS ? "loud" : "well";
}

export function litCells(level: number): number {
  return Math.max(0, Math.min(CELLS, Math.round(level * CELLS)));
}

/// Sixteen fixed cells with words beside them. The level moves ten times a second, the words every two seconds.
export function LevelMeter({ level, active }: { level: ReadonlySignal<number>; active: boolean }) {
  const t = useText();
  const hearing = useSignal<Hearing>("nothing");
  useEffect(() => {
    let loudest = 0;
    let since = performance.now();
    return level.subscribe((value) => {
      loudest = Math.max(loudest, value);
      const now = performance.now();
      if (now - since < WORDS_EVERY_MS && !(hearing.peek() === "nothing" && hearingOf(loudest) === "well")) return;
      hearing.value = hearingOf(loudest);
      loudest = 0;
      since = now;
    });
  }, [level, hearing]);
  const said = active ? hearing.value : "nothing";
  const words = {
    nothing: t.text("check.hearNothing"),
    well: t.text("check.hearWell"),
    loud: t.text("check.hearLoud"),
  }[said];
  return (
    <div class="stack g-15">
      <div class="row between small strong">
        <span>{t.text("check.saySomething")}</span>
        <span class={`hearing hearing--${said}`}>{words}</span>
      </div>
      <Cells level={level} active={active} words={words} />
    </div>
  );
}

function Cells({ level, active, words }: { level: ReadonlySignal<number>; active: boolean; words: string }) {
  const t = useText();
  const lit = active ? litCells(level.value) : 0;
  return (
    <div
      class="meter"
      role="meter"
      aria-label={t.text("check.level")}
      aria-valuemin={0}
      aria-valuemax={CELLS}
      aria-valuenow={lit}
      aria-valuetext={words}
    >
      {Array.from({ length: CELLS }, (_, cell) => (
        <i key={cell} class={cell < lit ? (cell >= HOT_CELL ? "hot" : "on") : ""} />
      ))}
    </div>
  );
}
