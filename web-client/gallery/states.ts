import type { Auth, Provider } from "../src/auth";
import type { Meeting } from "../src/api";
import type { MessageKey } from "../src/i18n/catalogue";
import type { CallEvent, CallState, DeviceState, LinkState, LockState, StopReason } from "../src/call";
import { fakeApi, fakeAuth, fakeCall, never, ok, refuse, type FakeApp, type FakeCall } from "./fakes";
import { host, ingrid, invitation, invitee, knee, NOW, ola, openMeeting, openMeetingAsClient, over, record, secure, verified, waitingContacts } from "./people";
import { ADMINISTRATION_STATES } from "./administration";
import { INVITATION_STATES } from "./invitations";
import { RECORD_STATES } from "./records";
import { REPORT_STATES } from "./reports";
import { fakePrograms, MAY_READ, opened } from "./programs";
import { programStates } from "./programStates";
import { sceneStream } from "./scenes";
import { longTalk, moreTalk, talk } from "./talk";

/// What a state of the gallery does once it is shown, before its picture is taken.
export type Act =
  /// By the text that the button has in the language shown.
  | { readonly kind: "click"; readonly text: MessageKey }
  | { readonly kind: "press"; readonly selector: string }
  | { readonly kind: "type"; readonly label: string; readonly text: string }
  /// Of a list of options.
  | { readonly kind: "choose"; readonly label: string; readonly value: string }
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "wait"; readonly ms: number };

export interface State {
  readonly app: () => FakeApp | Promise<FakeApp>;
  readonly acts?: readonly Act[];
  /// Meeting states are looked at in more sizes.
  readonly meeting?: boolean;
}

const click = (text: MessageKey): Act => ({ kind: "click", text });
const press = (selector: string): Act => ({ kind: "press", selector });
const type = (label: string, text: string): Act => ({ kind: "type", label, text });
const signIn = [type("username", "ola"), type("password", "secret"), click("signIn.button")];

const idle: CallState = { kind: "idle" };
const SINCE = NOW.getTime() - 724_000;

interface InCall {
  readonly as?: "host" | "invitee";
  readonly link?: LinkState;
  readonly media?: "connecting" | "up" | "restarting";
  readonly otherMic?: boolean;
  readonly otherCamera?: boolean;
  readonly otherScreen?: boolean;
  readonly undecodable?: boolean;
  readonly otherCameraPaused?: boolean;
}

export function inCall({ as = "host", link, media, otherMic, otherCamera, otherScreen, undecodable, otherCameraPaused }: InCall = {}): CallState {
  return {
    kind: "inCall",
    you: as === "host" ? host : invitee,
    other: as === "host" ? invitee : host,
    sinceMs: SINCE,
    link: link ?? { kind: "up", mends: null },
    media: media ?? "up",
    otherMic: otherMic ?? true,
    otherCamera: otherCamera ?? true,
    otherScreen: otherScreen ?? false,
    undecodable: undecodable ?? false,
    otherCameraPaused: otherCameraPaused ?? false,
  };
}

const waiting = (otherWasHere: boolean): CallState => ({
  kind: "waiting",
  you: invitee,
  other: host,
  otherWasHere,
  link: { kind: "up", mends: null },
});

const secureWithIngrid: LockState = {
  ...secure,
  peer: { ...secure.peer, name: ingrid.name, role: "instructor", methods: ["mfa"] },
};

export async function meetingAs(seat: "host" | "invitee", call: FakeCall): Promise<FakeApp> {
  const own = await sceneStream(seat === "host" ? "therapist" : "clientFace");
  const others = await sceneStream(seat === "host" ? "clientHome" : "therapist");
  const cameraOn = call.local?.camera === undefined || call.local.camera.kind === "on";
  return {
    path: "/meetings/m1",
    auth: fakeAuth(seat === "host" ? ingrid : ola),
    api: fakeApi({ meeting: () => ok(seat === "host" ? openMeeting : openMeetingAsClient) }),
    programs: fakePrograms(seat === "host" ? {} : { open: () => ok(opened(knee, MAY_READ)) }),
    call: fakeCall({
      lock: call.state.kind === "inCall" ? (seat === "host" ? secure : secureWithIngrid) : { kind: "waiting" },
      ...call,
      local: { cameraStream: cameraOn ? own : null, ...call.local },
      remote: { camera: others, ...call.remote },
    }),
  };
}

/// One side or both share a window of the mocks.
const sharing = (seat: "host" | "invitee", call: FakeCall, acts: readonly Act[] = []): State => ({
  app: async () => {
    const stream = await sceneStream("window");
    return meetingAs(seat, { ...call, remote: { screen: stream, screenLive: true, ...call.remote } });
  },
  acts,
  meeting: true,
});
const ownScreen = { screen: { kind: "on", stream: new MediaStream(), sound: false } } as const;
const chatKey: Act = { kind: "key", key: "c" };
const write = (text: string): Act => ({ kind: "type", label: "chat-text", text });

const meeting = (seat: "host" | "invitee", call: FakeCall, acts: readonly Act[] = []): State => ({
  app: () => meetingAs(seat, call),
  acts,
  meeting: true,
});

const instructor = (path: string, api = fakeApi()): State => ({ app: () => ({ path, auth: fakeAuth(ingrid), api }) });
const client = (path: string, api = fakeApi()): State => ({ app: () => ({ path, auth: fakeAuth(ola), api }) });
const signingIn = (auth = fakeAuth(null), acts: readonly Act[] = []): State => ({
  app: () => ({ path: "/sign-in?tx=t1", auth, api: fakeApi() }),
  acts,
});
const PROVIDERS: readonly Provider[] = [
  { id: "idp-1", name: "BankID", kind: "eid" },
  { id: "idp-2", name: "Fjellvik Entra ID", kind: "workplace" },
];
const withProviders = (change: Partial<Auth> = {}): Auth =>
  fakeAuth(null, { kind: "redirecting" }, { providers: () => Promise.resolve(PROVIDERS), ...change });
const cameBack = (problem: string): State => ({
  app: () => ({ path: `/sign-in?tx=t1&problem=${problem}`, auth: withProviders(), api: fakeApi() }),
});
const check = (local: FakeCall["local"], level = 0.62): State => ({
  app: () => meetingAs("invitee", { state: idle, level, ...(local ? { local } : {}) }),
});
const unavailable = (problem: Extract<DeviceState, { kind: "unavailable" }>["problem"]): DeviceState => ({ kind: "unavailable", problem });
const ended = (seat: "host" | "invitee", change: Partial<Meeting>, lock: LockState = verified): State => {
  const value: Meeting = { ...(seat === "host" ? openMeeting : openMeetingAsClient), ...over, ...change };
  const auth = fakeAuth(seat === "host" ? ingrid : ola);
  let asked = 0;
  // Open when the page was loaded, and over since.
  const api = fakeApi({ meeting: () => ok(asked++ === 0 ? { ...value, state: "open" } : value) });
  const call = fakeCall({ state: { kind: "ended", reason: "ended", by: value.endedBy === "host" ? "host" : "invitee" }, lock });
  return { app: () => ({ path: "/meetings/m1", auth, api, call }) };
};
const withLock = (lock: LockState, acts: readonly Act[] = [press(".lock")]): State => meeting("host", { state: inCall(), lock }, acts);
const stopped = (reason: StopReason): LockState => ({ kind: "broken", reason, caseId: secure.caseId });
const failed = (reason: Extract<CallState, { kind: "failed" }>["reason"]): State => ({
  app: () => meetingAs("invitee", { state: { kind: "failed", reason } }),
});
const recordRefused = (code: string): State =>
  instructor("/contacts/c1", fakeApi({ contact: () => ok({ ...record, video: { allowed: false, refusal: code } }) }));
const joined: CallEvent = { kind: "otherJoined", other: invitee };

export const STATES: Readonly<Record<string, State>> = {
  "sign-in": signingIn(),
  "sign-in-providers": signingIn(withProviders()),
  "sign-in-provider-down": signingIn(withProviders({ signInAt: () => Promise.resolve({ kind: "unavailable" }) }), [
    { kind: "press", selector: "[data-provider=idp-1]" },
  ]),
  "sign-in-identity-unknown": cameBack("identity-unknown"),
  "sign-in-level-too-low": cameBack("level-too-low"),
  "sign-in-missing": signingIn(fakeAuth(null), [click("signIn.button")]),
  "sign-in-wrong": signingIn(fakeAuth(null, { kind: "credentialsWrong" }), signIn),
  "sign-in-slow-down": signingIn(fakeAuth(null, { kind: "slowDown", retryAfterMs: 30_000 }), signIn),
  "sign-in-language": signingIn(fakeAuth(null), [press("[popovertarget=language-menu]")]),
  "sign-in-ended": { app: () => ({ path: "/contacts", auth: fakeAuth("ended"), api: fakeApi() }) },
  "sign-in-ended-meeting": { app: () => ({ path: "/meetings/m1", auth: fakeAuth("ended"), api: fakeApi() }) },
  "signed-out-network": { app: () => ({ path: "/contacts", auth: fakeAuth(null), api: fakeApi() }) },

  contacts: instructor("/contacts", fakeApi({ contacts: () => ok(waitingContacts) })),
  "contacts-none": instructor("/contacts", fakeApi({ contacts: () => ok([]) })),
  "contacts-loading": instructor("/contacts", fakeApi({ contacts: never })),
  "contacts-network": instructor("/contacts", fakeApi({ contacts: () => refuse("network", 0) })),
  "contacts-account": { ...instructor("/contacts"), acts: [press("[popovertarget=account-menu]")] },
  contact: instructor("/contacts/c1"),
  "contact-waiting": instructor(
    "/contacts/c1",
    fakeApi({
      contact: () =>
        ok({
          ...record,
          meetings: [{ id: "m1", state: "open", createdAt: openMeeting.createdAt, startedAt: null, endedAt: null }, ...record.meetings],
          openMeeting: { id: "m1", inviteeWaiting: true },
        }),
    }),
  ),
  "contact-no-account": instructor(
    "/contacts/c1",
    fakeApi({
      contact: () =>
        ok({
          ...record,
          name: "Tor Haugen",
          hasAccount: false,
          account: null,
          program: null,
          meetings: [],
          phone: null,
          video: { allowed: false, refusal: "contact-without-account" },
        }),
    }),
  ),
  "contact-under-16": recordRefused("contact-under-16"),
  "contact-age-unknown": recordRefused("contact-age-unknown"),
  "contact-module-off": {
    ...instructor("/contacts/c1", fakeApi({ startMeeting: () => refuse("module-off", 403) })),
    acts: [click("contact.start")],
  },
  "contact-error": {
    ...instructor("/contacts/c1", fakeApi({ startMeeting: () => refuse("unknown", 500, "7F3A-91C2") })),
    acts: [click("contact.start")],
  },
  "contact-signed": instructor(
    "/contacts/c1",
    fakeApi({ contact: () => ok({ ...record, program: { ...knee, signed: { by: "Ingrid Berg", at: openMeeting.createdAt } } }) }),
  ),

  inbox: client("/inbox"),
  "inbox-host-waits": client("/inbox", fakeApi({ invitations: () => ok([{ ...invitation, hostWaiting: true }]) })),
  "inbox-begun": client("/inbox", fakeApi({ invitations: () => ok([{ ...invitation, state: "active", hostWaiting: true }]) })),
  "inbox-decline": { ...client("/inbox"), acts: [click("inbox.cantCome")] },
  "inbox-none": client("/inbox", fakeApi({ invitations: () => ok([]), myProgram: () => ok(null) })),

  check: check(undefined),
  "check-asking": check({ mic: { kind: "starting" }, camera: { kind: "starting" }, cameraStream: null }, 0),
  "check-denied": check({ mic: unavailable("denied"), camera: unavailable("denied"), cameraStream: null }, 0),
  "check-no-camera": check({
    camera: unavailable("notFound"),
    cameraStream: null,
    devices: { mics: [{ id: "mic1", label: "Headset" }], cameras: [], speakers: [] },
    canChooseSpeaker: false,
  }),
  "check-busy": check({ camera: unavailable("busy"), cameraStream: null }),
  "check-joining": { app: () => meetingAs("invitee", { state: { kind: "joining", attempt: 1 } }) },

  "check-browser": { app: () => meetingAs("invitee", { state: idle, supported: false }) },

  waiting: meeting("invitee", { state: waiting(false) }),
  "waiting-again": meeting("invitee", { state: waiting(true) }),
  meeting: meeting("host", { state: inCall() }),
  "meeting-program": meeting("host", { state: inCall() }, [click("meeting.program")]),
  "meeting-more": meeting("host", { state: inCall() }, [click("meeting.more")]),
  "meeting-keys": meeting("host", { state: inCall() }, [{ kind: "key", key: "?" }]),
  compare: withLock(secure),
  /// Those with the longest names.
  "compare-long": withLock({ ...secure, code: { ...secure.code, emoji: [20, 9, 63, 53, 45, 36, 33] } }),
  "compare-digits": withLock(secure, [press(".lock"), click("compare.useDigits")]),
  "compare-differ": withLock(secure, [press(".lock"), click("compare.differ")]),
  "compare-matched": withLock(secure, [press(".lock"), click("compare.match")]),
  "compare-password": withLock({ ...secure, peer: { ...secure.peer, methods: ["pwd"] } }),
  "lock-closed": withLock(secure, []),
  "lock-waiting": meeting("invitee", { state: waiting(false), lock: { kind: "waiting" } }, [press(".lock")]),
  "lock-securing": withLock({ kind: "securing" }),
  "lock-verified": withLock(verified),
  "lock-verified-again": withLock(verified, [press(".lock"), click("compare.again")]),
  "lock-again": withLock({ ...secure, kind: "again" }),
  "lock-broken": withLock(stopped("bypassed")),
  "stopped-other": withLock(stopped("otherSawCodesDiffer"), []),
  "stopped-client": meeting("invitee", { state: inCall({ as: "invitee" }), lock: stopped("notTrusted") }),
  "stopped-worker": meeting("invitee", { state: inCall({ as: "invitee" }), lock: stopped("workerLost") }, [click("meeting.mic")]),
  undecodable: meeting("host", { state: inCall({ undecodable: true }) }),
  "secured-toast": meeting("host", { state: inCall(), events: [{ kind: "secured", newDevice: false }] }),
  "new-device-toast": meeting("host", { state: inCall(), lock: { ...secure, kind: "again" }, events: [{ kind: "secured", newDevice: true }] }),
  "meeting-end": meeting("host", { state: inCall() }, [click("meeting.end")]),
  "meeting-toast": meeting("host", { state: inCall(), events: [joined] }),
  "meeting-muted": meeting("host", {
    state: inCall({ otherMic: false }),
    local: { mic: { kind: "off" }, camera: { kind: "off" } },
    line: { you: 3, other: 1 },
    events: [{ kind: "otherMic", on: false }],
  }),
  "meeting-paused": meeting("host", { state: inCall(), local: { cameraPaused: true }, line: { you: 1, other: 3, weak: "you" } }),
  "meeting-paused-sharing": meeting("host", { state: inCall(), local: { ...ownScreen, cameraPaused: true }, line: { you: 1, other: 3, weak: "you" } }),
  "meeting-other-paused": meeting("host", {
    state: inCall({ otherCamera: false, otherCameraPaused: true }),
    line: { you: 3, other: 1, weak: "other" },
    events: [{ kind: "otherCamera", on: false, paused: true }],
  }),
  "meeting-line": meeting("host", { state: inCall() }, [press(".end__open")]),
  "meeting-line-weak": meeting("invitee", {
    state: inCall({ as: "invitee" }),
    line: { you: 1, other: 3, weak: "you", theyHear: "trouble", theySee: "no" },
  }, [press(".end__open")]),
  "meeting-line-theirs": meeting("host", { state: inCall(), line: { you: 3, other: 2, weak: "other", theyHear: null, theySee: null } }, [press(".end--far .end__open")]),
  "meeting-camera-off": meeting("host", { state: inCall({ otherCamera: false }) }),
  "meeting-connecting": meeting("host", { state: inCall({ media: "connecting" }), remote: { cameraLive: false } }),
  "meeting-sound-blocked": meeting("host", { state: inCall(), remote: { soundBlocked: true } }),
  "meeting-client": meeting("invitee", { state: inCall({ as: "invitee" }) }),
  "meeting-client-program": meeting("invitee", { state: inCall({ as: "invitee" }) }, [click("meeting.program")]),
  "meeting-lost": meeting(
    "host",
    { state: inCall({ link: { kind: "otherLost", until: NOW.getTime() + 42_000 } }), line: { you: 4, other: 0 } },
  ),
  "meeting-lost-program": meeting(
    "host",
    { state: inCall({ link: { kind: "otherLost", until: NOW.getTime() + 42_000 } }), line: { you: 4, other: 0 } },
    [click("meeting.program")],
  ),
  "meeting-reconnecting": meeting("invitee", {
    state: inCall({ as: "invitee", link: { kind: "youReconnecting", sinceMs: NOW.getTime() - 7000 } }),
    line: { you: 0, other: 4 },
  }),
  "meeting-mends": meeting("host", {
    state: inCall({ link: { kind: "up", mends: { whose: "other", sinceMs: NOW.getTime() - 7000 } } }),
  }),
  "meeting-chat": meeting("host", { state: inCall(), chat: talk }, [chatKey]),
  "meeting-chat-empty": meeting("invitee", { state: inCall({ as: "invitee" }), local: { canShare: false } }, [click("meeting.chat")]),
  "meeting-chat-long": meeting("invitee", { state: inCall({ as: "invitee" }), local: { canShare: false }, chat: longTalk }, [
    chatKey,
    write(`${"Here it is a little louder. ".repeat(67)}Is this better?`),
  ]),
  "meeting-chat-new": meeting("host", { state: inCall(), chat: longTalk, writes: moreTalk }, [
    chatKey,
    { kind: "key", key: "Tab" },
    { kind: "key", key: "Tab" },
    { kind: "key", key: "Home" },
    { kind: "wait", ms: 2200 },
  ]),
  "meeting-chat-unread": meeting("host", { state: inCall(), chat: talk, events: [{ kind: "chat", text: "I’m on the network at the cabin" }] }),
  "meeting-chat-alone": meeting("invitee", { state: waiting(true), chat: talk }, [chatKey]),
  "meeting-chat-stopped": meeting("host", { state: inCall(), lock: stopped("codesDiffer"), chat: talk }, [chatKey]),
  "meeting-chat-lost": meeting(
    "host",
    { state: inCall({ link: { kind: "otherLost", until: NOW.getTime() + 42_000 } }), line: { you: 4, other: 0 }, chat: longTalk },
    [chatKey],
  ),

  "meeting-sharing": meeting("host", { state: inCall(), local: ownScreen }),
  "meeting-sharing-choosing": meeting("host", { state: inCall(), local: { screen: { kind: "choosing" } } }),
  "meeting-sharing-chat": meeting("host", { state: inCall(), local: ownScreen, chat: talk }, [chatKey]),
  "meeting-share": sharing("invitee", { state: inCall({ as: "invitee", otherScreen: true }), local: { canShare: false } }),
  "meeting-share-program": sharing("invitee", { state: inCall({ as: "invitee", otherScreen: true }), local: { canShare: false } }, [click("meeting.program")]),
  "meeting-share-cameras-off": sharing("invitee", {
    state: inCall({ as: "invitee", otherScreen: true, otherCamera: false, otherMic: false }),
    local: { camera: { kind: "off" } },
    events: [{ kind: "otherScreen", on: true }],
  }),
  "meeting-share-coming": sharing("invitee", { state: inCall({ as: "invitee", otherScreen: true }), remote: { screenLive: false } }),
  "meeting-share-both": sharing("host", { state: inCall({ otherScreen: true }), local: ownScreen }),
  "meeting-share-lost": sharing("invitee", {
    state: inCall({ as: "invitee", otherScreen: true, link: { kind: "otherLost", until: NOW.getTime() + 42_000 } }),
  }),

  "meeting-covered": meeting("host", { state: inCall() }, [
    { kind: "key", key: "Escape" },
    { kind: "key", key: "Escape" },
  ]),

  ended: ended("host", { endedBy: "invitee" }),
  "ended-client": ended("invitee", { endedBy: "invitee" }, secure),
  "ended-stopped": ended("host", { endedBy: "host" }, stopped("codesDiffer")),
  "ended-declined": {
    app: () => ({
      path: "/meetings/m1",
      auth: fakeAuth(ingrid),
      api: fakeApi({ meeting: () => ok({ ...openMeeting, state: "ended", endReason: "declined", endedBy: "invitee" }) }),
    }),
  },
  "not-open": client("/meetings/m9", fakeApi({ meeting: () => refuse("meeting-not-open", 404) })),
  "meeting-error": client("/meetings/m9", fakeApi({ meeting: () => refuse("unknown", 500, "7F3A-91C2") })),
  moved: failed("replaced"),
  "network-lost": failed("networkLost"),
  "browser-too-old": failed("browserTooOld"),
  "failed-server": failed("protocol"),
  "failed-unsafe": failed("unsafe"),
  safety: client("/safety"),
  protection: client("/protection"),
  "not-found": client("/nowhere"),
  ...INVITATION_STATES,
  ...RECORD_STATES,
  ...REPORT_STATES,
  ...programStates,
  ...ADMINISTRATION_STATES,
};
