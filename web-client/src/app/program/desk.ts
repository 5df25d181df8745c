import type { ApiRefusal, AppliedChange, Changed, Conflict, OpenProgram, Program, ProgramChange, ProgramStep } from "../../api";
import { applied, type Edit, isSameThing } from "./changes";

/// A program on somebody's desk: what core says it is, what was changed here and is not saved yet, and what somebody
/// else changed just now. Pure; times are arguments, `deskDriver.ts` talks to core.
export interface Desk {
  readonly open: OpenProgram;
  /// Up to which version it is known who changed what: the program itself may come sooner by another way.
  readonly seen: number;
  /// Changed here, in order; not with core yet.
  readonly waiting: readonly Waiting[];
  /// On the way to core. At most one request at a time, so that changes stay in order.
  readonly sending: readonly Waiting[];
  /// How often in a row core could not be reached.
  readonly failures: number;
  readonly againMs: number | null;
  readonly news: readonly News[];
  readonly clash: readonly Clash[];
  /// What was not saved, and never will be.
  readonly refusal: ApiRefusal | null;
  readonly savedAtMs: number | null;
}

interface Waiting extends Edit {
  /// The version that the person saw when changing it.
  readonly base: number;
  readonly dueMs: number;
}

/// What somebody else changed, to be ringed for a moment.
export interface News {
  readonly by: string;
  readonly change: AppliedChange;
  readonly untilMs: number;
}

/// Both changed the same at once; theirs came first.
export interface Clash {
  readonly edit: Edit;
  readonly theirs: Conflict;
}

export type DeskCommand =
  | { readonly kind: "send"; readonly baseVersion: number; readonly changes: readonly ProgramChange[] }
  /// What one may do with it is another now: ask.
  | { readonly kind: "reload" }
  /// Core has a newer version by our doing.
  | { readonly kind: "tell"; readonly version: number };

export interface DeskStep {
  readonly desk: Desk;
  readonly commands: readonly DeskCommand[];
}

/// After the last press on a dose: longer than a held button takes to repeat, so that it is one change, and yet the other
/// sees it within 300 ms of the press (VM-02).
export const SAVE_DOSE_AFTER_MS = 120;
/// After the last letter: a version for each word would bury the others.
export const SAVE_TEXT_AFTER_MS = 400;
export const NEWS_MS = 4000;
const FIRST_AGAIN_MS = 1000;
const LAST_AGAIN_MS = 15_000;

export function newDesk(open: OpenProgram): Desk {
  return { open, seen: open.program.version, waiting: [], sending: [], failures: 0, againMs: null, news: [], clash: [], refusal: null, savedAtMs: null };
}

/// The program as the person sees it: with what is not saved yet.
export function shownProgram(desk: Desk): Program {
  return [...desk.sending, ...desk.waiting].reduce(applied, desk.open.program);
}

export function isSaving(desk: Desk): boolean {
  return desk.sending.length > 0 || desk.waiting.length > 0;
}

export function edit(desk: Desk, one: Edit, nowMs: number): Desk {
  if (!desk.open.may.change) return desk;
  const before = desk.waiting.find(({ change }) => isSameThing(change, one.change));
  const waiting: Waiting = {
    ...one,
    base: before?.base ?? desk.open.program.version,
    dueMs: nowMs + patienceMs(one.change),
  };
  const others = desk.waiting.filter((other) => other !== before);
  return { ...desk, waiting: [...others, waiting], refusal: null };
}

function patienceMs({ kind }: ProgramChange): number {
  if (kind === "dose") return SAVE_DOSE_AFTER_MS;
  return kind === "comment" || kind === "rename" ? SAVE_TEXT_AFTER_MS : 0;
}

/// When `onTime` has something to do next.
export function deskDeadlineMs(desk: Desk): number | null {
  const dues = desk.sending.length > 0 ? [] : desk.waiting.map(({ dueMs }) => Math.max(dueMs, desk.againMs ?? 0));
  const all = [...dues, ...desk.news.map(({ untilMs }) => untilMs)];
  return all.length > 0 ? Math.min(...all) : null;
}

export function onTime(desk: Desk, nowMs: number): DeskStep {
  const current = { ...desk, news: desk.news.filter(({ untilMs }) => untilMs > nowMs) };
  const due = desk.waiting.some(({ dueMs }) => dueMs <= nowMs) && (desk.againMs ?? 0) <= nowMs;
  if (!due || desk.sending.length > 0) return { desk: current, commands: [] };
  const { waiting } = desk;
  const baseVersion = Math.min(...waiting.map(({ base }) => base));
  return {
    desk: { ...current, waiting: [], sending: waiting, againMs: null },
    commands: [{ kind: "send", baseVersion, changes: waiting.map(({ change }) => change) }],
  };
}

export function onSaved(desk: Desk, changed: Changed, nowMs: number): DeskStep {
  const after: Desk = { ...withProgram(desk, changed.program), sending: [], failures: 0, againMs: null, savedAtMs: nowMs };
  return { desk: after, commands: changed.step ? [{ kind: "tell", version: changed.program.version }] : [] };
}

interface ChangeRefusal extends ApiRefusal {
  readonly program: Program | null;
  readonly conflicts: readonly Conflict[];
}

/// `me`: whose own earlier change is no conflict.
export function onRefused(desk: Desk, refusal: ChangeRefusal, me: string, nowMs: number): DeskStep {
  if (mayPass(refusal)) {
    const failures = desk.failures + 1;
    const againMs = nowMs + (refusal.retryAfterMs ?? Math.min(LAST_AGAIN_MS, FIRST_AGAIN_MS * 2 ** (failures - 1)));
    return { desk: { ...backToWaiting(desk, desk.sending), failures, againMs }, commands: [] };
  }
  const current = refusal.program ? withProgram(desk, refusal.program) : desk;
  if (refusal.code === "version-stale" && refusal.program && refusal.conflicts.length > 0) {
    const theirs = refusal.conflicts.filter(({ by }) => by.subject !== me);
    const clash = theirs.flatMap((conflict) => {
      const mine = desk.sending[conflict.index];
      return mine ? [{ edit: { change: mine.change, exercise: mine.exercise }, theirs: conflict }] : [];
    });
    const version = refusal.program.version;
    const rest = desk.sending.filter((_, index) => !theirs.some((conflict) => conflict.index === index));
    return { desk: { ...backToWaiting(current, rest.map((one) => ({ ...one, base: version }))), clash: [...desk.clash, ...clash] }, commands: [] };
  }
  const said: ApiRefusal = { code: refusal.code, status: refusal.status, ...(refusal.correlationId === undefined ? {} : { correlationId: refusal.correlationId }) };
  return { desk: { ...current, sending: [], waiting: [], failures: 0, againMs: null, refusal: said }, commands: [{ kind: "reload" }] };
}

/// What changed at core, whoever did it.
export function onStep(desk: Desk, step: ProgramStep, program: Program, me: string, nowMs: number): DeskStep {
  if (step.version <= desk.seen) return { desk, commands: [] };
  const news =
    step.by.subject === me
      ? []
      : step.changes.map((change) => ({ by: step.by.name, change, untilMs: nowMs + NEWS_MS }));
  const isLocking = step.changes.some(({ kind }) => kind === "sign" || kind === "strike" || kind === "unlock");
  return { desk: { ...withProgram(desk, program), seen: step.version, news: [...desk.news, ...news] }, commands: isLocking ? [{ kind: "reload" }] : [] };
}

/// Asked anew: it may be newer, and one may do other things with it.
export function onOpened(desk: Desk, open: OpenProgram): Desk {
  return open.program.version < desk.open.program.version ? desk : { ...desk, open };
}

export function keepTheirs(desk: Desk): Desk {
  return { ...desk, clash: [] };
}

/// Once more, over what the other one has changed.
export function useMine(desk: Desk, nowMs: number): Desk {
  const cleared: Desk = { ...desk, clash: [] };
  return desk.clash.reduce((after, { edit: mine }) => edit(after, mine, nowMs - SAVE_TEXT_AFTER_MS), cleared);
}

export function dismissRefusal(desk: Desk): Desk {
  return { ...desk, refusal: null };
}

function withProgram(desk: Desk, program: Program): Desk {
  return program.version < desk.open.program.version ? desk : { ...desk, open: { ...desk.open, program } };
}

/// Before what was changed meanwhile; of the same thing the later change holds.
function backToWaiting(desk: Desk, edits: readonly Waiting[]): Desk {
  const still = edits.filter(({ change }) => !desk.waiting.some((later) => isSameThing(later.change, change)));
  return { ...desk, sending: [], waiting: [...still, ...desk.waiting] };
}

/// Nothing is wrong with the change: core was not to be reached, or is busy.
function mayPass({ code, status }: ApiRefusal): boolean {
  return code === "network" || code === "bad-answer" || status === 429 || status >= 500 || status === 401 || code === "signed-out";
}
