import "../../styles/pex.css";
import { ChevronDown, GripVertical } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Exercise, TrainingSet } from "../../api";
import { Dose } from "../components/program";
import { useText } from "../context";
import { DoneToday } from "./doneToday";
import { ExercisePicture } from "./exercisePicture";
import { afterAt, shift } from "./reorder";
import { useDragging } from "./useDragging";
import { nameOf } from "./words";

interface RowProps {
  readonly entry: Exercise;
  readonly done: readonly TrainingSet[];
  readonly ringed: boolean;
  /// It is the one that is open.
  readonly isOpen?: boolean;
  readonly onClick: () => void;
}

/// One exercise of a program, to open it.
export function Row(props: RowProps) {
  return (
    <li>
      <RowButton {...props} />
    </li>
  );
}

function RowButton({ entry, done, ringed, isOpen, onClick }: RowProps) {
  const t = useText();
  return (
    <button type="button" class="pex" data-ringed={ringed ? "" : undefined} aria-current={isOpen ? "true" : undefined} onClick={onClick}>
      <ExercisePicture of={entry} />
      <span class="grow">
        <span class="ex__name">{nameOf(t, entry.name)}</span>
        <Dose exercise={entry} />
        <DoneToday done={done} entry={entry} />
      </span>
      {!isOpen && <ChevronDown class="i i--sm" aria-hidden="true" focusable="false" />}
    </button>
  );
}

interface RowsProps {
  readonly entries: readonly Exercise[];
  readonly done: readonly TrainingSet[];
  readonly chosen: string | null;
  readonly isRinged: (entry: string) => boolean;
  readonly onChoose: (entry: string) => void;
  readonly onMove: (entry: string, after: string | null) => void;
}

/// All exercises in their order, which is changed by dragging: by the handle, or by resting a finger on a row. Arrow
/// keys on the handle do the same. What has moved is said.
export function ProgramRows({ entries, done, chosen, isRinged, onChoose, onMove }: RowsProps) {
  const t = useText();
  const list = useRef<HTMLOListElement>(null);
  const said = useSignal("");
  const focused = useRef<string | null>(null);
  const ids = entries.map(({ id }) => id);
  const moveTo = (id: string, from: number, to: number): void => {
    const entry = entries[from];
    if (entry?.id !== id || to < 0 || to >= entries.length) return;
    onMove(id, afterAt(ids, from, to));
    said.value = t.text("edit.movedTo", { exercise: nameOf(t, entry.name), n: to + 1, of: entries.length });
  };
  const { drag, onGrip, onRow } = useDragging(list, ids, ({ id, from, to }) => moveTo(id, from, to));
  // A row that is put elsewhere in the page loses the focus on the way.
  useLayoutEffect(() => {
    const id = focused.current;
    focused.current = null;
    if (id !== null) list.current?.querySelector<HTMLElement>(`[data-entry="${id}"] .grip`)?.focus();
  }, [ids.join()]);
  const now = drag.value;
  useLayoutEffect(() => {
    for (const [index, row] of [...(list.current?.children ?? [])].entries()) {
      const dy = !now ? 0 : index === now.from ? now.dy : shift(index, now.from, now.to, now.heights[now.from] ?? 0);
      if (row instanceof HTMLElement) row.style.translate = dy === 0 ? "" : `0 ${dy}px`;
    }
  }, [now]);
  return (
    <>
      <ol class="pexs--edit pexs--sort" ref={list} data-dragging={now ? "" : undefined}>
        {entries.map((entry, index) => {
          return (
            <li
              key={entry.id}
              data-entry={entry.id}
              data-dragged={now?.id === entry.id ? "" : undefined}
              onPointerDown={(event) => onRow(event, entry.id)}
            >
              <button
                type="button"
                class="grip"
                aria-label={t.text("edit.grip", { exercise: nameOf(t, entry.name) })}
                aria-keyshortcuts="ArrowUp ArrowDown"
                onPointerDown={(event) => onGrip(event, entry.id)}
                onKeyDown={(event) => {
                  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
                  if (by === undefined) return;
                  event.preventDefault();
                  event.stopPropagation();
                  focused.current = entry.id;
                  moveTo(entry.id, index, index + by);
                }}
              >
                <GripVertical class="i i--sm" aria-hidden="true" focusable="false" />
              </button>
              <RowButton entry={entry} done={done} ringed={isRinged(entry.id)} isOpen={entry.id === chosen} onClick={() => onChoose(entry.id)} />
            </li>
          );
        })}
      </ol>
      <p class="sr" role="status">
        {said.value}
      </p>
    </>
  );
}
