import { signal } from "@preact/signals";
import type { CoreApi, Me, ProgramsApi } from "../src/api";
import { NO_NAMES } from "../src/api/names";
import type { App } from "../src/app/app";
import type { Preferences } from "../src/app/preferences";
import { parseRoute, type Router } from "../src/app/router";
import type { Auth, AuthState, LoginResult } from "../src/auth";
import type { Call, CallEvent, ChatEntry, CallState, DeviceCheck, Line, LocalMedia, LockState, RemoteMedia, TogetherView, VideoMode } from "../src/call";
import { never, ok, refuse } from "./answers";
import { contacts, invitation, knee, NOW, openMeeting, record, secure } from "./people";
import { fakePrograms } from "./programs";

/// Small fakes of what the views use: each answers what a state of the gallery wants.

export { never, ok, refuse } from "./answers";

/// What core answers to `METHOD /path` below /core/v1 (without what follows a question mark), as it comes over the
/// wire; a function is called with the body. A path that is not listed is not found.
export type Answers = Readonly<Record<string, unknown>>;

export interface Refuse {
  readonly problem: string;
  readonly status: number;
}

const isRefuse = (answer: unknown): answer is Refuse => typeof answer === "object" && answer !== null && "problem" in answer;

export function answering(answers: Answers): CoreApi["ask"] {
  return ({ method, path, body, parse }) => {
    const listed = answers[`${method} ${path.split("?")[0] ?? ""}`];
    const answer: unknown = typeof listed === "function" ? (listed as (body: unknown, path: string) => unknown)(body, path) : listed;
    if (answer === "never") return never();
    if (isRefuse(answer)) return refuse(answer.problem, answer.status);
    return answer === undefined ? refuse("not-found", 404) : ok(parse(answer, "$"));
  };
}

export function fakeApi(change: Partial<CoreApi> = {}, answers: Answers = {}): CoreApi {
  return {
    ask: answering(answers),
    names: NO_NAMES,
    file: () => ok(new Blob(["when;who;what"], { type: "text/csv" })),
    me: never,
    contacts: () => ok(contacts),
    contact: () => ok(record),
    startMeeting: never,
    meeting: () => ok(openMeeting),
    invitations: () => ok([invitation]),
    decline: () => ok(null),
    myProgram: () => ok(knee),
    ...change,
  };
}

export function fakeAuth(me: Me | null | "ended", login: LoginResult = { kind: "redirecting" }, change: Partial<Auth> = {}): Auth {
  const state = signal<AuthState>(me === "ended" ? { kind: "ended" } : me ? { kind: "signedIn", me } : { kind: "signedOut" });
  return {
    state,
    start: never,
    signIn: () => undefined,
    login: () => Promise.resolve(login),
    providers: () => Promise.resolve([]),
    signInAt: () => Promise.resolve({ kind: "redirecting" }),
    linkAt: () => Promise.resolve({ kind: "redirecting" }),
    accessToken: () => Promise.resolve("token"),
    signOut: () => Promise.resolve(false),
    ...change,
  };
}

export function fakeRouter(path: string): Router {
  const [pathname = "/", search = ""] = path.split("?");
  const route = signal(parseRoute(pathname, search && `?${search}`));
  const query = signal(search && `?${search}`);
  const go = (to: string): void => {
    const [page = "/", asked = ""] = to.split("?");
    route.value = parseRoute(page, asked && `?${asked}`);
    query.value = asked && `?${asked}`;
  };
  const refine = (asked: string): void => {
    query.value = asked && `?${asked}`;
  };
  return { route, query, go, replace: go, refine };
}

export interface FakeCall {
  readonly state: CallState;
  readonly local?: Partial<LocalMedia>;
  readonly remote?: Partial<RemoteMedia>;
  readonly line?: Partial<Line>;
  readonly mode?: VideoMode;
  readonly events?: readonly CallEvent[];
  readonly chat?: readonly ChatEntry[];
  /// Comes in while one looks, one after another.
  readonly writes?: readonly ChatEntry[];
  readonly level?: number;
  readonly lock?: LockState;
  readonly supported?: boolean;
  readonly together?: Partial<TogetherView>;
}

export function fakeCall({ state, local, remote, line, mode, events, chat, writes, level, lock, supported, together }: FakeCall): Call {
  const localMedia = signal<LocalMedia>({
    mic: { kind: "on", deviceId: "mic1", label: "Headset" },
    camera: { kind: "on", deviceId: "cam1", label: "Front camera" },
    cameraStream: null,
    micLevel: signal(level ?? 0.62),
    devices: {
      mics: [{ id: "mic1", label: "Headset" }],
      cameras: [{ id: "cam1", label: "Front camera" }],
      speakers: [{ id: "spk1", label: "Headset" }],
    },
    chosen: { mic: "mic1", camera: "cam1", speaker: "spk1" },
    canChooseSpeaker: true,
    screen: { kind: "off" },
    canShare: true,
    cameraPaused: false,
    ...local,
  });
  const setMic = (on: boolean): void => {
    const mic = on ? ({ kind: "on", deviceId: "mic1", label: "Headset" } as const) : ({ kind: "off" } as const);
    localMedia.value = { ...localMedia.value, mic };
  };
  const setCamera = (on: boolean): void => {
    const camera = on ? ({ kind: "on", deviceId: "cam1", label: "Front camera" } as const) : ({ kind: "off" } as const);
    localMedia.value = { ...localMedia.value, camera };
  };
  const devices: DeviceCheck = {
    local: localMedia,
    open: () => undefined,
    setMic,
    setCamera,
    selectDevice: () => undefined,
    testSpeaker: () => undefined,
    speakerTest: signal(false),
  };
  const lockState = signal<LockState>(lock ?? secure);
  const compared = (match: boolean): void => {
    const now = lockState.value;
    if (!("code" in now)) return;
    lockState.value = match
      ? { ...now, kind: "verified", comparedAtMs: NOW.getTime() }
      : { kind: "broken", reason: "codesDiffer", caseId: now.caseId };
  };
  const modeState = signal<VideoMode>(mode ?? "movement");
  const entries = signal(chat ?? []);
  writes?.forEach((entry, index) => {
    setTimeout(() => {
      entries.value = [...entries.value, entry];
    }, 2000 + index * 200);
  });
  const shared = signal<TogetherView>({ now: null, nowBy: "other", play: null, distance: "off", ...together });
  return {
    together: shared,
    act: (press) => {
      if (press.kind === "point") shared.value = { ...shared.value, now: press.exercise, nowBy: "you" };
    },
    tellProgram: () => undefined,
    meetingId: "m1",
    supported: supported ?? true,
    state: signal(state),
    devices,
    local: localMedia,
    remote: signal<RemoteMedia>({ camera: null, screen: null, cameraLive: true, screenLive: false, soundBlocked: false, ...remote }),
    line: signal<Line>({ you: 4, other: 4, weak: null, theyHear: "yes", theySee: "yes", ...line }),
    mode: modeState,
    setMode: (next) => {
      modeState.value = next;
    },
    insistCamera: () => {
      localMedia.value = { ...localMedia.value, cameraPaused: false };
    },
    lock: lockState,
    chat: entries,
    events: (listener) => {
      const tell = (): void => events?.forEach(listener);
      const first = setTimeout(tell, 50);
      // A toast stays six seconds; a picture of it may be taken later.
      const again = setInterval(tell, 3000);
      return () => {
        clearTimeout(first);
        clearInterval(again);
      };
    },
    join: () => undefined,
    setMic,
    setCamera,
    selectDevice: () => undefined,
    allowSound: () => undefined,
    share: () => undefined,
    stopSharing: () => undefined,
    say: () => undefined,
    sayAgain: () => undefined,
    compared,
    end: () => undefined,
    dispose: () => undefined,
  };
}

export interface FakeApp {
  readonly path: string;
  readonly auth: Auth;
  readonly api: CoreApi;
  readonly programs?: ProgramsApi;
  readonly call?: Call;
}

export function fakeApp({ path, auth, api, programs, call }: FakeApp, preferences: Preferences): App {
  return {
    auth,
    api,
    programs: programs ?? fakePrograms(),
    preferences,
    router: fakeRouter(path),
    ticking: { whileVisible: () => undefined },
    openCall: () => (call ? Promise.resolve(call) : never()),
    nowMs: () => NOW.getTime(),
    seenEnd: new Map(),
  };
}
