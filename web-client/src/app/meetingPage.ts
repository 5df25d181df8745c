import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { ApiRefusal, CoreApi, Meeting, Program } from "../api";
import type { Call, CallState, FailReason, LockState } from "../call";
import type { App } from "./app";
import { createLoader, POLL_MS, type Loaded } from "./loader";

/// Everything the address /meetings/{id} can show.
export type MeetingView =
  | { readonly kind: "loading" }
  | { readonly kind: "notOpen" }
  | { readonly kind: "problem"; readonly refusal: ApiRefusal }
  /// The web client itself could not be loaded to the end.
  | { readonly kind: "broken" }
  /// Agreed for later: nobody can come in yet.
  | { readonly kind: "planned"; readonly meeting: Meeting }
  /// It has another time, and so another address.
  | { readonly kind: "moved"; readonly meeting: Meeting; readonly to: string }
  | { readonly kind: "check"; readonly meeting: Meeting; readonly call: Call }
  | { readonly kind: "meeting"; readonly meeting: Meeting; readonly call: Call }
  | { readonly kind: "failed"; readonly meeting: Meeting; readonly call: Call; readonly reason: FailReason }
  | { readonly kind: "over"; readonly meeting: Meeting; readonly call: Call | null };

export interface MeetingPage {
  readonly view: ReadonlySignal<MeetingView>;
  /// The other one is in the meeting already, as far as core knows.
  readonly otherWaits: ReadonlySignal<boolean>;
  /// For the client: the host is in another meeting. With whom is nobody's business.
  readonly otherBusy: ReadonlySignal<boolean>;
  readonly program: ReadonlySignal<Program | null>;
  /// The host sees the client's number, to ring when the line is lost.
  readonly phone: ReadonlySignal<string | null>;
  /// How the call was protected: the last that the lock said while both were here. For the receipt.
  readonly lastLock: ReadonlySignal<LockState | null>;
  readonly refresh: () => void;
}

type CallSlot = { readonly kind: "none" | "opening" | "broken" } | { readonly kind: "open"; readonly call: Call };

type Needs = Pick<App, "ticking" | "openCall" | "seenEnd"> & {
  readonly api: Pick<CoreApi, "meeting" | "contact" | "invitations" | "myProgram">;
};

/// Asks core about the meeting and, if it is open, makes the call. `stop` disposes of it.
export function createMeetingPage(app: Needs, id: string, stop: AbortSignal): MeetingPage {
  const { api, ticking } = app;
  const slot = signal<CallSlot>({ kind: "none" });
  const otherWaits = signal(false);
  const otherBusy = signal(false);
  const program = signal<Program | null>(null);
  const phone = signal<string | null>(null);
  const known = signal<Meeting | null>(null);
  const lastLock = signal<LockState | null>(null);

  const meeting = createLoader(async (stopped) => {
    const answer = await api.meeting(id, stopped);
    if (answer.kind === "ok") {
      known.value = answer.value;
      await follow(answer.value, stopped);
    }
    return answer;
  }, stop);

  // With both in it the signalling says everything. Until then only core knows that the other one declined.
  ticking.whileVisible(
    POLL_MS,
    () => {
      if (stateOf(slot.peek()) !== "inCall") meeting.refresh();
    },
    stop,
  );

  async function follow(current: Meeting, stopped: AbortSignal): Promise<void> {
    if (isOver(current)) {
      letGoOfWaiting();
      return;
    }
    otherBusy.value = current.hostBusy;
    if (current.state === "planned") return;
    if (slot.peek().kind === "none") open();
    if (current.seat === "host" && current.contactId !== null) {
      const contact = await api.contact(current.contactId, stopped);
      if (contact.kind === "refused") return;
      otherWaits.value = contact.value.openMeeting?.inviteeWaiting ?? false;
      phone.value = contact.value.phone;
      setProgram(contact.value.program);
    } else {
      const invitations = await api.invitations(stopped);
      if (invitations.kind === "ok") {
        otherWaits.value = invitations.value.some((invitation) => invitation.meetingId === id && invitation.hostWaiting);
      }
      const own = program.peek() ? null : await api.myProgram(stopped);
      if (own?.kind === "ok") setProgram(own.value);
    }
  }

  function letGoOfWaiting(): void {
    const now = slot.peek();
    if (now.kind === "open" && stateOf(now) === "waiting") now.call.dispose();
  }

  /// The same program again is not a change: the panel must not move under anyone's eyes.
  function setProgram(next: Program | null): void {
    const before = program.peek();
    if (before?.id !== next?.id || before?.version !== next?.version) program.value = next;
  }

  function open(): void {
    slot.value = { kind: "opening" };
    app.openCall(id).then(
      (call) => {
        if (stop.aborted) {
          call.dispose();
          return;
        }
        stop.addEventListener("abort", () => call.dispose(), { once: true });
        slot.value = { kind: "open", call };
        call.state.subscribe((state) => {
          // Who was put out of a meeting may have been signed out: core knows.
          if (state.kind === "failed" && state.reason === "notOpen") meeting.refresh();
          if (state.kind !== "ended") return;
          const contactId = known.peek()?.contactId;
          if (contactId) app.seenEnd.set(contactId, id);
          meeting.refresh();
        });
        call.lock.subscribe((lock) => {
          // Who left before the other ended it waits again; that says nothing of the call that was.
          if (lock.kind !== "waiting" && lock.kind !== "securing") lastLock.value = lock;
        });
      },
      () => {
        slot.value = { kind: "broken" };
      },
    );
  }

  return {
    view: computed(() => viewOf(meeting.state.value, known.value, slot.value)),
    otherWaits,
    otherBusy,
    program,
    phone,
    lastLock,
    refresh: meeting.refresh,
  };
}

function isOver(meeting: Meeting): boolean {
  return meeting.state === "ended" || meeting.state === "expired";
}

function isMoved(meeting: Meeting): boolean {
  return meeting.endReason === "rescheduled" && meeting.replacedBy !== null;
}

function stateOf(slot: CallSlot): CallState["kind"] {
  return slot.kind === "open" ? slot.call.state.value.kind : "idle";
}

function isLive(slot: CallSlot): boolean {
  return stateOf(slot) === "waiting" || stateOf(slot) === "inCall";
}

/// The call knows first; core knows what the call can't (declined, over before it began).
export function viewOf(asked: Loaded<Meeting>, known: Meeting | null, slot: CallSlot): MeetingView {
  const call = slot.kind === "open" ? slot.call : null;
  if (asked.kind === "ready" && isOver(asked.value) && stateOf(slot) === "waiting" && !isMoved(asked.value)) {
    return { kind: "over", meeting: asked.value, call: null };
  }
  const moved = asked.kind === "ready" && isMoved(asked.value);
  if (known && call && !moved && (isLive(slot) || call.state.value.kind === "ended")) {
    return isLive(slot) ? { kind: "meeting", meeting: known, call } : { kind: "over", meeting: known, call };
  }
  if (asked.kind === "refused") {
    return asked.refusal.status === 404 ? { kind: "notOpen" } : { kind: "problem", refusal: asked.refusal };
  }
  if (asked.kind === "loading") return { kind: "loading" };
  const { replacedBy } = asked.value;
  if (isMoved(asked.value) && replacedBy !== null) return { kind: "moved", meeting: asked.value, to: replacedBy };
  if (isOver(asked.value)) return { kind: "over", meeting: asked.value, call };
  if (asked.value.state === "planned") return { kind: "planned", meeting: asked.value };
  if (slot.kind === "broken") return { kind: "broken" };
  if (!call) return { kind: "loading" };
  const state = call.state.value;
  if (state.kind !== "failed") return { kind: "check", meeting: asked.value, call };
  if (state.reason === "notOpen") return { kind: "notOpen" };
  return { kind: "failed", meeting: asked.value, call, reason: state.reason };
}
