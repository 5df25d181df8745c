import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Exercise, TrainingSet } from "../../api";
import { browserTimers, type Timers } from "../../app/announcer";
import type { App } from "../../app/app";
import type { MeetingPage } from "../../app/meetingPage";
import { type Desk, shownProgram } from "../../app/program/desk";
import { openDesk, type ProgramDesk } from "../../app/program/deskDriver";
import { type Call, playDose } from "../../call";
import { randomBase64Url } from "../../json/base64url";
import { useApp } from "../context";
import { useStop } from "../hooks";

/// The program of a meeting: the desk it lies on, and which exercise is looked at.
export interface MeetingProgram {
  readonly desk: ReadonlySignal<ProgramDesk | null>;
  readonly now: ReadonlySignal<Desk | null>;
  readonly entries: ReadonlySignal<readonly Exercise[]>;
  /// What both are shown; null: nobody has pointed at anything that is there.
  readonly pointed: ReadonlySignal<string | null>;
  /// What this person looks at: what is shown, unless they look for themselves.
  readonly looked: ReadonlySignal<string | null>;
  look(entry: string | null): void;
  point(entry: string | null): void;
  /// The next exercise, or the one before: for both where it is the instructor's step, else for oneself.
  turn(step: 1 | -1): void;
  play(entry: Exercise): void;
  /// The program that this meeting is about is this one from now on.
  follow(id: string, version: number): void;
  /// The client has done a set, or takes the last one back.
  logSet(entry: Exercise): void;
  takeBack(entry: Exercise): void;
  /// A set could not be kept yet.
  readonly logLate: ReadonlySignal<boolean>;
}

interface Needs {
  readonly app: App;
  readonly call: Call;
  readonly page: Pick<MeetingPage, "program">;
  readonly instructor: boolean;
  readonly contactId: string | null;
  readonly timers: Timers;
}

const LOG_AGAIN_MS = 4000;

export function useMeetingProgram(call: Call, page: MeetingPage, instructor: boolean, contactId: string | null): MeetingProgram {
  const app = useApp();
  const stop = useStop();
  const made = useMemo(() => createMeetingProgram({ app, call, page, instructor, contactId, timers: browserTimers }, stop), [app, call, page, instructor, contactId, stop]);
  useEffect(() => made.start(), [made]);
  return made;
}

export function createMeetingProgram(needs: Needs, stop: AbortSignal): MeetingProgram & { start(): () => void } {
  const { app, call, page, instructor, contactId, timers } = needs;
  const auth = app.auth.state.peek();
  const me = auth.kind === "signedIn" ? auth.me.sub : "";
  const desk = signal<ProgramDesk | null>(null);
  const own = signal<string | null>(null);
  const logLate = signal(false);
  let close = new AbortController();
  // What the call said takes the place of what core knew when the meeting began.
  let followed: string | null = null;

  function open(id: string): void {
    if (stop.aborted || desk.peek()?.id === id) return;
    close.abort();
    close = new AbortController();
    const stopDesk = close.signal;
    const known = page.program.peek()?.id === id ? page.program.peek() : null;
    const next = openDesk({ api: app.programs, me, nowMs: app.nowMs, timers, newId: () => randomBase64Url(16), known }, id, stopDesk);
    next.onSaved((version) => call.tellProgram(id, version));
    next.copy.subscribe((copy) => {
      if (copy !== null) follow(copy, 0);
    });
    desk.value = next;
    own.value = null;
    void knowToday(next, id, stopDesk);
  }

  async function knowToday(next: ProgramDesk, id: string, signal: AbortSignal): Promise<void> {
    if (instructor && contactId === null) return;
    const training = instructor && contactId !== null ? app.programs.trainingOf(contactId, 1, signal) : app.programs.myTraining(1, signal);
    const answer = await training;
    if (answer.kind === "refused") return;
    const today = new Date(app.nowMs()).toDateString();
    next.know(answer.value.sets.filter(({ program, doneAt }) => program === id && doneAt.toDateString() === today));
  }

  function follow(id: string, version: number): void {
    if (desk.peek()?.id === id) {
      desk.peek()?.hear(version);
      return;
    }
    followed = id;
    open(id);
  }

  const now = computed(() => {
    const state = desk.value?.state.value;
    return state?.kind === "open" ? state.desk : null;
  });
  const entries = computed(() => (now.value ? shownProgram(now.value).exercises : []));
  const has = (id: string | null): id is string => id !== null && entries.value.some((entry) => entry.id === id);
  const pointed = computed(() => (has(call.together.value.now) ? call.together.value.now : null));
  const looked = computed(() => {
    if (has(own.value)) return own.value;
    return pointed.value ?? (instructor ? null : (entries.value[0]?.id ?? null));
  });

  function point(entry: string | null): void {
    own.value = null;
    call.act({ kind: "point", exercise: entry });
  }

  function log(set: TrainingSet, on: ProgramDesk, signal: AbortSignal): void {
    const { id, program, entry, set: number, reps, holdSeconds, loadKg, doneAt, inMeeting } = set;
    void app.programs.logSet({ id, program, entry, set: number, reps, holdSeconds, loadKg, doneAt, inMeeting }).then((answer) => {
      if (signal.aborted) return;
      logLate.value = answer.kind === "refused" && mayPass(answer.refusal);
      if (answer.kind === "ok") return;
      if (mayPass(answer.refusal)) timers.after(LOG_AGAIN_MS, () => (signal.aborted ? undefined : log(set, on, signal)));
      else on.know([{ ...set, undone: true }]);
    });
  }

  return {
    desk,
    now,
    entries,
    pointed,
    looked,
    logLate,
    look: (entry) => {
      own.value = entry;
    },
    point,
    turn: (step) => {
      const all = entries.peek();
      const at = all.findIndex(({ id }) => id === looked.peek());
      const next = all[at < 0 ? 0 : at + step];
      if (!next) return;
      if (instructor) point(next.id);
      else own.value = next.id;
    },
    play: (entry) => {
      own.value = null;
      call.act({ kind: "play", exercise: entry.id, dose: playDose(entry.dose) });
    },
    follow,
    logSet: (entry) => {
      const current = desk.peek();
      if (!current) return;
      const { reps, holdSeconds, loadKg } = entry.dose;
      const done = current.done.peek().filter((set) => set.entry === entry.id);
      const set: TrainingSet = {
        id: randomBase64Url(16),
        program: current.id,
        entry: entry.id,
        exercise: entry.exercise,
        name: entry.name,
        set: Math.min(50, Math.max(0, ...done.map((one) => one.set)) + 1),
        reps,
        holdSeconds,
        loadKg,
        doneAt: new Date(app.nowMs()),
        inMeeting: true,
        undone: false,
      };
      current.know([set]);
      log(set, current, close.signal);
    },
    takeBack: (entry) => {
      const current = desk.peek();
      const last = current?.done.peek().filter((set) => set.entry === entry.id).at(-1);
      if (!current || !last) return;
      current.know([{ ...last, undone: true }]);
      void app.programs.takeBackSet(last.id).then((answer) => {
        if (answer.kind === "refused" && !close.signal.aborted) current.know([last]);
      });
    },
    start: () => {
      const undo = [
        page.program.subscribe((program) => {
          if (program && followed === null) open(program.id);
        }),
        call.events((event) => {
          if (event.kind === "programChanged") follow(event.id, event.version);
        }),
        // What the other one points at is looked at.
        call.events((event) => {
          if (event.kind === "pointed" || event.kind === "played") own.value = null;
        }),
      ];
      return () => {
        undo.forEach((run) => run());
        close.abort();
        desk.value = null;
      };
    },
  };
}

function mayPass({ code, status }: { readonly code: string; readonly status: number }): boolean {
  return code === "network" || status === 429 || status >= 500;
}
