import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import type { ApiRefusal, CoreApi, Meeting, Result } from "../api";
import type { Call, CallState, Identity, LockState } from "../call";
import { createMeetingPage } from "./meetingPage";

const OPEN: Meeting = {
  id: "m1",
  seat: "invitee",
  other: { name: "Ingrid Berg", title: "physiotherapist" },
  organisation: { name: "Fjellvik" },
  contactId: null,
  state: "open",
  createdAt: new Date(0),
  notBefore: new Date(0),
  notAfter: new Date(1),
  startedAt: null,
  endedAt: null,
  endedBy: null,
  endReason: null,
  startsAt: null,
  durationMinutes: null,
  version: 1,
  replacedBy: null,
  hostBusy: false,
};

describe("the page of a meeting", () => {
  it("is the device check until one is in, then the meeting, then its end", async () => {
    const { page, call } = await open();
    expect(page.view.value.kind).toBe("check");
    call.value = { kind: "joining", attempt: 1 };
    expect(page.view.value.kind).toBe("check");
    call.value = inCall();
    expect(page.view.value.kind).toBe("meeting");
    call.value = { kind: "ended", reason: "ended", by: "host" };
    expect(page.view.value.kind).toBe("over");
  });

  it("says of an unknown meeting only that it is not open", async () => {
    const { page } = await open(() => refused("meeting-not-open", 404));
    expect(page.view.value.kind).toBe("notOpen");
  });

  it("says that it is over when it was over before it began, and opens no call", async () => {
    const { page, calls } = await open(() => ok({ ...OPEN, state: "ended", endReason: "declined" }));
    expect(page.view.value.kind).toBe("over");
    expect(calls()).toBe(0);
  });

  it("stays in the meeting when core forgets about it for a moment", async () => {
    let answer = ok(OPEN);
    const { page, call } = await open(() => answer);
    call.value = inCall();
    answer = refused("meeting-not-open", 404);
    page.refresh();
    await settled();
    expect(page.view.value.kind).toBe("meeting");
  });

  it("does not ask core while the meeting goes on", async () => {
    const { call, tick, asked } = await open();
    call.value = inCall();
    const before = asked();
    tick();
    await settled();
    expect(asked()).toBe(before);
  });

  it("tells who waits that the other declined, and lets go of the call", async () => {
    let answer = ok(OPEN);
    const { page, call, tick, disposed } = await open(() => answer);
    call.value = waiting();
    expect(page.view.value.kind).toBe("meeting");
    answer = ok({ ...OPEN, state: "ended", endReason: "declined" });
    tick();
    await settled();
    expect(page.view.value).toMatchObject({ kind: "over", meeting: { endReason: "declined" } });
    expect(disposed()).toBe(true);
  });

  it("knows from the invitation that the other waits", async () => {
    const { page } = await open();
    expect(page.otherWaits.value).toBe(true);
  });

  it("shows as not open what the server refuses at the door", async () => {
    const { page, call } = await open();
    call.value = { kind: "failed", reason: "notOpen" };
    expect(page.view.value.kind).toBe("notOpen");
    call.value = { kind: "failed", reason: "replaced" };
    expect(page.view.value).toMatchObject({ kind: "failed", reason: "replaced" });
  });

  it("remembers for the receipt how the call was protected, also after the other has left", async () => {
    const { page, lock } = await open();
    expect(page.lastLock.value).toBeNull();
    lock.value = { kind: "securing" };
    expect(page.lastLock.value).toBeNull();
    const keyed = { own: PEER, peer: PEER, code: { emoji: [], digits: "" }, caseId: "7F3A" };
    lock.value = { ...keyed, kind: "verified", comparedAtMs: 1 };
    lock.value = { kind: "waiting" };
    expect(page.lastLock.value?.kind).toBe("verified");
    lock.value = { ...keyed, kind: "again" };
    expect(page.lastLock.value?.kind).toBe("again");
  });

  it("VM-11: before its time it is no meeting, opens no call, and opens by itself", async () => {
    let answer = ok({ ...OPEN, state: "planned" });
    const { page, calls, tick } = await open(() => answer);
    expect(page.view.value.kind).toBe("planned");
    expect(calls()).toBe(0);
    answer = ok(OPEN);
    tick();
    await settled();
    await settled();
    expect(page.view.value.kind).toBe("check");
  });

  it("VM-13: tells who waits that it was moved, and where to", async () => {
    let answer = ok(OPEN);
    const { page, call, tick, disposed } = await open(() => answer);
    call.value = waiting();
    answer = ok({ ...OPEN, state: "ended", endReason: "rescheduled", replacedBy: "m2" });
    tick();
    await settled();
    expect(page.view.value).toMatchObject({ kind: "moved", to: "m2" });
    expect(disposed()).toBe(true);
  });

  it("VM-13: remembers which meeting with the contact it saw the end of", async () => {
    const { call, seenEnd } = await open(() => ok({ ...OPEN, seat: "host", contactId: "c1" }));
    call.value = inCall();
    expect(seenEnd.get("c1")).toBeUndefined();
    call.value = { kind: "ended", reason: "ended", by: "invitee" };
    expect(seenEnd.get("c1")).toBe("m1");
  });

  it("tells the client that the instructor is in another meeting", async () => {
    const { page } = await open(() => ok({ ...OPEN, hostBusy: true }));
    expect(page.otherBusy.value).toBe(true);
  });

  it("disposes of the call when it is left", async () => {
    const { stop, disposed } = await open();
    stop.abort();
    expect(disposed()).toBe(true);
  });
});

type Answer = Result<Meeting, ApiRefusal>;
const ok = (value: Meeting): Answer => ({ kind: "ok", value });
const refused = (code: string, status: number): Answer => ({ kind: "refused", refusal: { code, status } });
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const PEER: Identity = { name: "x", role: "instructor", issuer: "https://id.example", methods: ["pwd"], signedInAtMs: null };
const person = { name: "x", title: "client" };

function waiting(): CallState {
  return {
    kind: "waiting",
    you: { ...person, seat: "invitee" },
    other: { ...person, seat: "host" },
    otherWasHere: false,
    link: { kind: "up", mends: null },
  };
}

function inCall(): CallState {
  return {
    kind: "inCall",
    you: { ...person, seat: "invitee" },
    other: { ...person, seat: "host" },
    sinceMs: 0,
    link: { kind: "up", mends: null },
    media: "up",
    otherMic: true,
    otherCamera: true, otherScreen: false, otherCameraPaused: false,
  undecodable: false,
  };
}

async function open(meeting: () => Answer = () => ok(OPEN)) {
  const state = signal<CallState>({ kind: "idle" });
  const lock = signal<LockState>({ kind: "waiting" });
  let asked = 0;
  let calls = 0;
  let disposed = false;
  let tick = (): void => undefined;
  const invitation = {
    meetingId: "m1",
    from: OPEN.other,
    organisation: OPEN.organisation,
    createdAt: OPEN.createdAt,
    notBefore: OPEN.notBefore,
    notAfter: OPEN.notAfter,
    startsAt: null,
    durationMinutes: null,
    movedFrom: null,
    state: "open" as const,
    hostWaiting: true,
    hostBusy: false,
  };
  const api: Pick<CoreApi, "meeting" | "invitations" | "myProgram" | "contact"> = {
    meeting: () => {
      asked++;
      return Promise.resolve(meeting());
    },
    invitations: () => Promise.resolve({ kind: "ok", value: [invitation] }),
    myProgram: () => Promise.resolve({ kind: "ok", value: null }),
    contact: () => Promise.resolve({ kind: "refused", refusal: { code: "network", status: 0 } }),
  };
  const call: Pick<Call, "state" | "lock" | "dispose"> = {
    state,
    lock,
    dispose: () => {
      disposed = true;
    },
  };
  const stop = new AbortController();
  const seenEnd = new Map<string, string>();
  const page = createMeetingPage(
    {
      api,
      ticking: {
        whileVisible: (_everyMs, run) => {
          tick = run;
        },
      },
      seenEnd,
      openCall: () => {
        calls++;
        return Promise.resolve(call as Call);
      },
    },
    "m1",
    stop.signal,
  );
  await settled();
  return { page, call: state, lock, stop, seenEnd, tick: () => tick(), asked: () => asked, calls: () => calls, disposed: () => disposed };
}
