import { ArrowDown, ArrowUp, Pencil, RefreshCw, Trash2 } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import type { Exercise } from "../../api";
import type { ProgramDesk } from "../../app/program/deskDriver";
import { Button, IconButton } from "../components/basics";
import { useText } from "../context";
import { DoseEditor } from "./doseEditor";
import { nameOf } from "./words";

interface EntryEditorProps {
  readonly desk: ProgramDesk;
  readonly entries: readonly Exercise[];
  readonly entry: Exercise;
  readonly ringed: ReadonlySet<string>;
  readonly onSwap: () => void;
}

/// Everything that can be changed about one exercise of a program.
export function EntryEditor({ desk, entries, entry, ringed, onSwap }: EntryEditorProps) {
  const t = useText();
  const writing = useSignal(false);
  const at = entries.findIndex(({ id }) => id === entry.id);
  const name = nameOf(t, entry.name);
  const move = (after: string | null): void => desk.edit({ change: { kind: "move", entry: entry.id, after }, exercise: null });
  return (
    <>
      <DoseEditor
        key={entry.id}
        dose={entry.dose}
        ringed={ringed}
        onChange={(field, value) => desk.edit({ change: { kind: "dose", entry: entry.id, field, value }, exercise: null })}
      />
      {writing.value && <Comment desk={desk} entry={entry} onDone={() => (writing.value = false)} />}
      <div class="row g-1 entry__do">
        {!writing.value && (
          <Button variant="tertiary" measure="sm" icon={Pencil} onClick={() => (writing.value = true)}>
            {t.text(entry.comment === null ? "edit.addComment" : "edit.comment")}
          </Button>
        )}
        <Button variant="tertiary" measure="sm" icon={RefreshCw} onClick={onSwap}>
          {t.text("edit.swap")}
        </Button>
        <span class="row row--nowrap entry__order">
          <IconButton
            icon={ArrowUp}
            name={`${t.text("edit.up")}: ${name}`}
            aria-disabled={at <= 0 ? "true" : undefined}
            onClick={() => {
              if (at > 0) move(entries[at - 2]?.id ?? null);
            }}
          />
          <IconButton
            icon={ArrowDown}
            name={`${t.text("edit.down")}: ${name}`}
            aria-disabled={at >= entries.length - 1 ? "true" : undefined}
            onClick={() => {
              const next = entries[at + 1];
              if (next) move(next.id);
            }}
          />
          <IconButton icon={Trash2} name={`${t.text("edit.remove")}: ${name}`} onClick={() => desk.remove(entry.id)} />
        </span>
      </div>
    </>
  );
}

/// Longer comments core does not take.
const MAX_COMMENT = 1000;

function Comment({ desk, entry, onDone }: { desk: ProgramDesk; entry: Exercise; onDone: () => void }) {
  const t = useText();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div class="field">
      <label for={id}>{t.text("edit.comment")}</label>
      <textarea
        ref={box}
        id={id}
        class="ds-input"
        rows={2}
        maxLength={MAX_COMMENT}
        value={entry.comment ?? ""}
        onInput={(event) => {
          const text = event.currentTarget.value;
          desk.edit({ change: { kind: "comment", entry: entry.id, text: text.trim() === "" ? null : text }, exercise: null });
        }}
        onBlur={onDone}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onDone();
        }}
      />
    </div>
  );
}
