import { isObject, type Parser } from "../json/parse";
import { type ApiRefusal, type Fetch, fetchAs, problemCode, readJson, refused, request, type Result, type TokenSource, TokenUnavailable } from "./http";
import { type EventsRequest, readProgramEvents } from "./programEvents";
import {
  type Changed,
  changedShape,
  type Colleague,
  colleaguesShape,
  type Conflict,
  conflictShape,
  type Dose,
  type ExerciseDetail,
  exerciseDetailShape,
  type LibraryExercise,
  libraryShape,
  type OpenProgram,
  openProgramShape,
  type Program,
  type ProgramChange,
  type ProgramLine,
  programLinesShape,
  programShape,
  type SharedWith,
  type Sharing,
  sharingShape,
  type TemplateLine,
  templateLinesShape,
  type Training,
  trainingShape,
  type Area,
  type Equipment,
} from "./programShapes";

type Answer<T> = Promise<Result<T, ApiRefusal>>;

export interface NewProgram {
  readonly name?: string;
  /// A template or program to copy.
  readonly from?: string;
}

export interface DoneSet {
  readonly id: string;
  readonly program: string;
  readonly entry: string;
  readonly set: number;
  readonly reps: number | null;
  readonly holdSeconds: number | null;
  readonly loadKg: number | null;
  readonly doneAt: Date;
  readonly inMeeting: boolean;
}

export interface CustomExercise {
  readonly name: string;
  readonly description: string | null;
  readonly area: Area;
  readonly equipment: Equipment;
  readonly dose: Dose;
  readonly sharing: SharedWith;
}

/// Why a change was not taken, and how the program is now.
export interface ChangeRefusal extends ApiRefusal {
  readonly program: Program | null;
  readonly conflicts: readonly Conflict[];
}

/// What core does with programs, exercises and training. Every function answers with a value or a refusal; none throws.
export interface ProgramsApi {
  open(id: string, signal?: AbortSignal): Answer<OpenProgram>;
  change(id: string, baseVersion: number, changes: readonly ProgramChange[], signal?: AbortSignal): Promise<Result<Changed, ChangeRefusal>>;
  sign(id: string, version: number): Answer<OpenProgram>;
  strike(id: string, reason: string): Answer<OpenProgram>;
  unlock(id: string): Answer<OpenProgram>;
  copy(id: string, options: { readonly name?: string; readonly asTemplate?: boolean }): Answer<OpenProgram>;
  remove(id: string): Answer<null>;
  ofContact(contactId: string, signal?: AbortSignal): Answer<readonly ProgramLine[]>;
  makeFor(contactId: string, what: NewProgram): Answer<OpenProgram>;
  mine(signal?: AbortSignal): Answer<readonly ProgramLine[]>;
  version(id: string, version: number, signal?: AbortSignal): Answer<Program>;
  pdf(id: string, language: string): Answer<Blob>;
  events(ask: EventsRequest): Promise<ApiRefusal | null>;
  templates(signal?: AbortSignal): Answer<readonly TemplateLine[]>;
  makeTemplate(what: NewProgram): Answer<OpenProgram>;
  share(id: string, sharing: Sharing): Answer<Sharing>;
  colleagues(signal?: AbortSignal): Answer<readonly Colleague[]>;
  exercises(signal?: AbortSignal): Answer<readonly LibraryExercise[]>;
  exercise(id: string, signal?: AbortSignal): Answer<ExerciseDetail>;
  makeExercise(what: CustomExercise): Answer<ExerciseDetail>;
  changeExercise(id: string, what: CustomExercise): Answer<ExerciseDetail>;
  removeExercise(id: string): Answer<null>;
  /// The person has confirmed to answer for it.
  upload(id: string, what: "picture" | "video", file: Blob): Answer<ExerciseDetail>;
  media(id: string, what: "picture" | "video", signal?: AbortSignal): Answer<Blob>;
  myTraining(days: number, signal?: AbortSignal): Answer<Training>;
  trainingOf(contactId: string, days: number, signal?: AbortSignal): Answer<Training>;
  logSet(set: DoneSet): Answer<null>;
  takeBackSet(id: string): Answer<null>;
}

const nothing: Parser<null> = () => null;
const browserFetch: Fetch = (input, init) => fetch(input, init);
const e = encodeURIComponent;

export function createProgramsApi(tokens: TokenSource, fetch: Fetch = browserFetch): ProgramsApi {
  const get = <T>(path: string, parse: Parser<T>, signal?: AbortSignal): Answer<T> =>
    request(tokens, fetch, { method: "GET", path: `/core/v1${path}`, parse, signal });
  const send = <T>(method: "POST" | "PUT", path: string, body: unknown, parse: Parser<T>): Answer<T> =>
    request(tokens, fetch, { method, path: `/core/v1${path}`, body, parse });
  const drop = (path: string): Answer<null> => request(tokens, fetch, { method: "DELETE", path: `/core/v1${path}`, parse: nothing });

  return {
    open: (id, signal) => get(`/programs/${e(id)}`, openProgramShape, signal),
    change: (id, baseVersion, changes, signal) => change(tokens, fetch, id, baseVersion, changes, signal),
    sign: (id, version) => send("POST", `/programs/${e(id)}/sign`, { version }, openProgramShape),
    strike: (id, reason) => send("POST", `/programs/${e(id)}/strike`, { reason }, openProgramShape),
    unlock: (id) => send("POST", `/programs/${e(id)}/unlock`, {}, openProgramShape),
    copy: (id, options) => send("POST", `/programs/${e(id)}/copy`, options, openProgramShape),
    remove: (id) => drop(`/programs/${e(id)}`),
    ofContact: (id, signal) => get(`/contacts/${e(id)}/programs`, (value, at) => programLinesShape(value, at).programs, signal),
    makeFor: (id, what) => send("POST", `/contacts/${e(id)}/programs`, what, openProgramShape),
    mine: (signal) => get("/me/programs", (value, at) => programLinesShape(value, at).programs, signal),
    version: (id, version, signal) => get(`/programs/${e(id)}/versions/${version}`, programShape, signal),
    pdf: (id, language) => file(tokens, fetch, `/core/v1/programs/${e(id)}/pdf?lang=${e(language)}`, "application/pdf"),
    events: (ask) => readProgramEvents(tokens, fetch, ask),
    templates: (signal) => get("/templates", (value, at) => templateLinesShape(value, at).templates, signal),
    makeTemplate: (what) => send("POST", "/templates", what, openProgramShape),
    share: (id, { unit, people }) =>
      send("PUT", `/templates/${e(id)}/sharing`, { unit, people: people.map(({ subject, editable }) => ({ subject, editable })) }, sharingShape),
    colleagues: (signal) => get("/me/colleagues", (value, at) => colleaguesShape(value, at).colleagues, signal),
    exercises: (signal) => get("/exercises", (value, at) => libraryShape(value, at).exercises, signal),
    exercise: (id, signal) => get(`/exercises/${e(id)}`, exerciseDetailShape, signal),
    makeExercise: (what) => send("POST", "/exercises", what, exerciseDetailShape),
    changeExercise: (id, what) => send("PUT", `/exercises/${e(id)}`, what, exerciseDetailShape),
    removeExercise: (id) => drop(`/exercises/${e(id)}`),
    upload: (id, what, file) => upload(tokens, fetch, `/core/v1/exercises/${e(id)}/${what}?responsible=true`, file),
    media: (id, what, signal) => file(tokens, fetch, `/core/v1/exercises/${e(id)}/${what}`, "image/*, video/*", signal),
    myTraining: (days, signal) => get(`/me/training?days=${days}`, trainingShape, signal),
    trainingOf: (id, days, signal) => get(`/contacts/${e(id)}/training?days=${days}`, trainingShape, signal),
    logSet: (set) => send("POST", "/me/training", { ...set, doneAt: set.doneAt.toISOString() }, nothing),
    takeBackSet: (id) => drop(`/me/training/${e(id)}`),
  };
}

/// A refusal here says how things are, so that the page can go on from there.
async function change(
  tokens: TokenSource,
  fetch: Fetch,
  id: string,
  baseVersion: number,
  changes: readonly ProgramChange[],
  signal?: AbortSignal,
): Promise<Result<Changed, ChangeRefusal>> {
  let problem: unknown = null;
  const keepProblem: Fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (response.status === 409) problem = await response.clone().json().catch(() => null);
    return response;
  };
  const path = `/core/v1/programs/${e(id)}/changes`;
  const answer = await request(tokens, keepProblem, { method: "POST", path, body: { baseVersion, changes }, parse: changedShape, signal });
  if (answer.kind === "ok") return answer;
  return { kind: "refused", refusal: { ...answer.refusal, ...readConflict(problem) } };
}

function readConflict(problem: unknown): { readonly program: Program | null; readonly conflicts: readonly Conflict[] } {
  try {
    return isObject(problem) ? conflictShape(problem, "$") : { program: null, conflicts: [] };
  } catch {
    return { program: null, conflicts: [] };
  }
}

function file(tokens: TokenSource, fetch: Fetch, path: string, accept: string, signal?: AbortSignal): Answer<Blob> {
  return raw(tokens, fetch, path, { headers: { Accept: accept }, ...(signal ? { signal } : {}) }, (response) => response.blob());
}

function upload(tokens: TokenSource, fetch: Fetch, path: string, body: Blob): Answer<ExerciseDetail> {
  return raw(tokens, fetch, path, { method: "PUT", body, headers: { "Content-Type": body.type } }, async (response) =>
    exerciseDetailShape(await readJson(response), "$"),
  );
}

async function raw<T>(tokens: TokenSource, fetch: Fetch, path: string, init: RequestInit, read: (response: Response) => Promise<T>): Answer<T> {
  try {
    const token = await tokens.accessToken();
    const response = await fetchAs(tokens, fetch, token, path, {
      ...init,
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
    if (response.ok) return { kind: "ok", value: await read(response) };
    return refused(problemCode(await readJson(response)), response.status);
  } catch (error) {
    if (error instanceof TokenUnavailable && error.reason === "signedOut") return refused("signed-out");
    return refused(init.signal?.aborted ? "aborted" : "network");
  }
}
