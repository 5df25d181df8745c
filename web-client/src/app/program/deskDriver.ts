import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import type { ApiRefusal, OpenProgram, Program, ProgramEvent, ProgramPermissions, ProgramsApi, TrainingSet } from "../../api";
import type { Timers } from "../announcer";
import { keepStream } from "../stream";
import { type Edit, restoring } from "./changes";
import { type Desk, type DeskCommand, deskDeadlineMs, dismissRefusal, edit, keepTheirs, newDesk, onOpened, onRefused, onSaved, onStep, onTime, shownProgram, useMine } from "./desk";

export interface DeskNeeds {
  readonly api: Pick<ProgramsApi, "open" | "change" | "events" | "sign">;
  /// Who is signed in.
  readonly me: string;
  readonly nowMs: () => number;
  readonly timers: Timers;
  readonly newId: () => string;
  /// What is known of it already: shown as it is where core has no more to say of it.
  readonly known: Program | null;
}

const LOOK_ONLY: ProgramPermissions = { change: false, sign: false, strike: false, unlock: false, delete: false, share: false, copy: false };

/// How news of the program comes. `asking`: the stream can't be had, so core is asked now and then.
export type DeskLink = "live" | "asking";

export type DeskState =
  | { readonly kind: "loading" }
  | { readonly kind: "refused"; readonly refusal: ApiRefusal }
  | { readonly kind: "open"; readonly desk: Desk };

export interface ProgramDesk {
  readonly id: string;
  readonly state: ReadonlySignal<DeskState>;
  readonly link: ReadonlySignal<DeskLink>;
  /// Sets that were logged since the page is open, and those told to `know`.
  readonly done: ReadonlySignal<readonly TrainingSet[]>;
  /// The copy that takes its place, once there is one.
  readonly copy: ReadonlySignal<string | null>;
  /// What the last removal can be taken back by.
  readonly undo: ReadonlySignal<(() => void) | null>;
  edit(one: Edit): void;
  remove(entry: string): void;
  keepTheirs(): void;
  useMine(): void;
  dismissRefusal(): void;
  /// Core is said to have this version: asks if it is newer than what is shown.
  hear(version: number): void;
  know(sets: readonly TrainingSet[]): void;
  replace(open: OpenProgram): void;
  refresh(): void;
  /// Calls with the version each time that core has a newer one by this page's doing.
  onSaved(listener: (version: number) => void): void;
}

const UNDO_MS = 10_000;
/// What the stream should have brought by then.
const LATE_MS = 1500;

/// Runs a desk: saves, and follows what core says happens. Closes with `stop`.
export function openDesk(needs: DeskNeeds, id: string, stop: AbortSignal): ProgramDesk {
  const { api, me, nowMs, timers, newId } = needs;
  const state = signal<DeskState>({ kind: "loading" });
  const link = signal<DeskLink>("asking");
  const done = signal<readonly TrainingSet[]>([]);
  const copy = signal<string | null>(null);
  const undo = signal<(() => void) | null>(null);
  const listeners: ((version: number) => void)[] = [];
  let cancelTime = (): void => undefined;
  let cancelUndo = (): void => undefined;
  let asking = false;

  const desk = (): Desk | null => (state.peek().kind === "open" ? (state.peek() as Extract<DeskState, { kind: "open" }>).desk : null);

  function set(next: Desk, commands: readonly DeskCommand[] = []): void {
    if (stop.aborted) return;
    batch(() => {
      state.value = { kind: "open", desk: next };
      commands.forEach(run);
    });
    cancelTime();
    const deadline = deskDeadlineMs(desk() ?? next);
    if (deadline !== null) cancelTime = timers.after(Math.max(0, deadline - nowMs()), tick);
  }

  function tick(): void {
    const current = desk();
    if (!current) return;
    const step = onTime(current, nowMs());
    set(step.desk, step.commands);
  }

  function run(command: DeskCommand): void {
    switch (command.kind) {
      case "send":
        void api.change(id, command.baseVersion, command.changes, stop).then((answer) => {
          const current = desk();
          if (!current) return;
          const step = answer.kind === "ok" ? onSaved(current, answer.value, nowMs()) : onRefused(current, answer.refusal, me, nowMs());
          set(step.desk, step.commands);
        });
        return;
      case "reload":
        return refresh();
      case "tell":
        listeners.forEach((listener) => listener(command.version));
    }
  }

  function refresh(): void {
    if (!asking) void ask();
  }

  async function ask(): Promise<void> {
    asking = true;
    const answer = await api.open(id, stop);
    asking = false;
    if (stop.aborted) return;
    if (answer.kind === "ok") replace(answer.value);
    else if (desk() === null && answer.refusal.status === 404 && needs.known) set(newDesk({ program: needs.known, may: LOOK_ONLY }));
    else if (desk() === null || answer.refusal.status === 404) state.value = { kind: "refused", refusal: answer.refusal };
  }

  function replace(open: OpenProgram): void {
    const current = desk();
    set(current ? onOpened(current, open) : newDesk(open));
  }

  function onEvent(event: ProgramEvent): void {
    switch (event.kind) {
      case "step": {
        const current = desk();
        if (!current) return;
        const step = onStep(current, event.step, event.program, me, nowMs());
        set(step.desk, step.commands);
        return;
      }
      case "training":
        return know([event.set]);
      case "copied":
        copy.value = event.program;
        return;
      case "end":
        return;
    }
  }

  function know(sets: readonly TrainingSet[]): void {
    const rest = done.peek().filter(({ id: had }) => !sets.some((one) => one.id === had));
    done.value = [...rest, ...sets.filter(({ undone }) => !undone)];
  }

  function follow(): void {
    keepStream(
      {
        timers,
        read: (on) => api.events({ program: id, lastVersion: desk()?.seen ?? null, ...on, onEvent }),
        onOpen: () => {
          link.value = "live";
        },
        onDown: (refusal, failures) => {
          if (refusal || failures > 1) link.value = "asking";
        },
        // Whatever keeps the stream from standing: what one sees is not older than this.
        beforeRetry: ask,
        isWanted: () => state.peek().kind !== "refused",
      },
      stop,
    );
  }

  function change(one: Edit): void {
    const current = desk();
    if (current) set(edit(current, one, nowMs()));
  }

  stop.addEventListener(
    "abort",
    () => {
      cancelTime();
      cancelUndo();
    },
    { once: true },
  );
  void ask().then(() => {
    if (!stop.aborted && desk() && desk()?.open.may !== LOOK_ONLY) follow();
  });

  return {
    id,
    state: computed(() => state.value),
    link,
    done,
    copy,
    undo,
    edit: change,
    remove: (entry) => {
      const current = desk();
      if (!current) return;
      const back = restoring(shownProgram(current), entry, newId());
      change({ change: { kind: "remove", entry }, exercise: null });
      cancelUndo();
      undo.value = () => {
        undo.value = null;
        back.forEach(change);
      };
      cancelUndo = timers.after(UNDO_MS, () => {
        undo.value = null;
      });
    },
    keepTheirs: () => {
      const current = desk();
      if (current) set(keepTheirs(current));
    },
    useMine: () => {
      const current = desk();
      if (current) set(useMine(current, nowMs()));
    },
    dismissRefusal: () => {
      const current = desk();
      if (current) set(dismissRefusal(current));
    },
    hear: (version) => {
      const look = (): void => {
        const current = desk();
        if (!stop.aborted && (!current || version > current.open.program.version)) refresh();
      };
      if (link.peek() === "live") timers.after(LATE_MS, look);
      else look();
    },
    know,
    replace,
    refresh,
    onSaved: (listener) => {
      listeners.push(listener);
    },
  };
}
