import { CalendarClock, CalendarX, CircleOff, Headphones, Users, Video } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ApiRefusal, Invitation, Program } from "../../api";
import { createLoader, POLL_MS } from "../../app/loader";
import { paths } from "../../app/router";
import { ExerciseDrawing } from "../../drawings/exercises";
import { Avatar, Button, ButtonLink, Note, Skeleton, Tag, WithIcon } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Dose, SignedLine } from "../components/program";
import { Empty, Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { CalendarButton } from "../invitations/calendarButton";
import { LookedLink } from "./lookedLink";
import { firstName, whenInText, whenText, yoursAt } from "../words";

type Translator = ReturnType<typeof useText>;

/// The client's start page: the invitation, and the own program.
export function InboxPage() {
  const t = useText();
  const { api, auth, ticking } = useApp();
  const stop = useStop();
  const invitations = useMemo(
    () => createLoader((signal) => api.invitations(signal), stop, { ticking, everyMs: POLL_MS }),
    [api, ticking, stop],
  );
  const program = useMemo(() => createLoader((signal) => api.myProgram(signal), stop), [api, stop]);
  const declined = useSignal<string | null>(null);
  usePage(t.text("nav.inbox"), "md");
  const state = invitations.state.value;
  const me = auth.state.value;
  const own = program.state.value;
  const declinedTo = noteFor(declined.value, state.kind === "ready" ? state.value : []);
  return (
    <Frame size="md" narrow>
      <div class="stack g-6">
        <PageHeading>
          {me.kind === "signedIn" ? t.text("inbox.hello", { first: firstName(me.me.name) }) : t.text("nav.inbox")}
        </PageHeading>
        <div class="stack g-4" role="status">
          {declinedTo !== null && <Note tone="plain" icon={CircleOff} title={t.text("inbox.declined", { first: firstName(declinedTo) })} />}
          {state.kind === "loading" && <Skeleton kind="card" />}
          {state.kind === "refused" && <Problem refusal={state.refusal} onRetry={invitations.refresh} />}
          {state.kind === "ready" && state.value.length === 0 && <NoInvitation />}
          {state.kind === "ready" &&
            state.value.map((invitation) => (
              <InvitationCard
                key={invitation.meetingId}
                invitation={invitation}
                onDeclined={() => {
                  declined.value = invitation.from.name;
                  invitations.refresh();
                  document.getElementById("main")?.focus();
                }}
              />
            ))}
        </div>
        {own.kind === "ready" && own.value && <OwnProgram program={own.value} />}
        <LookedLink />
      </div>
    </Frame>
  );
}

/// To whom one said that one can't come: untold again as soon as the same person invites anew.
export function noteFor(declined: string | null, open: readonly Pick<Invitation, "from">[]): string | null {
  return open.some(({ from }) => from.name === declined) ? null : declined;
}

function NoInvitation() {
  const t = useText();
  return (
    <section class="card">
      <Empty title={t.text("inbox.empty")}>
        <p class="small">{t.text("inbox.emptyHint")}</p>
      </Empty>
    </section>
  );
}

function InvitationCard({ invitation, onDeclined }: { invitation: Invitation; onDeclined: () => void }) {
  const t = useText();
  const { nowMs } = useApp();
  const asking = useSignal(false);
  const first = firstName(invitation.from.name);
  const heading = `invitation-${invitation.meetingId}`;
  const isOff = invitation.state === "cancelled";
  const keep = (): void => {
    asking.value = false;
  };
  return (
    <section class={isOff ? "card inv inv--off" : "card inv"} aria-labelledby={heading}>
      <div class="stack g-45">
        <div class="row row--nowrap">
          <Avatar name={invitation.from.name} size="lg" />
          <div>
            <h2 id={heading} class="inv__h">
              {t.text("inbox.meetingWith", { name: invitation.from.name })}
            </h2>
            <p class="muted md">{yoursAt(t, invitation.from.title, invitation.organisation.name)}</p>
          </div>
        </div>
        <p class="inv__when">{headline(t, invitation, nowMs())}</p>
        <About invitation={invitation} />
        {asking.value && canDecline(invitation) ? (
          <Decline invitation={invitation} onKeep={keep} onDeclined={onDeclined} />
        ) : (
          <Actions invitation={invitation} onAsk={() => (asking.value = true)} />
        )}
        <p class="muted md">{footnote(t, invitation, nowMs())}</p>
      </div>
      <ul class="inv__d">
        <li>
          <WithIcon icon={Users}>{t.text("lock.onlyYouTwo", { first })}</WithIcon>
        </li>
        <li>
          <WithIcon icon={CircleOff}>{t.text("meeting.notRecorded")}</WithIcon>
        </li>
        <li>
          <WithIcon icon={Headphones}>{t.text("inbox.quiet")}</WithIcon>
        </li>
      </ul>
    </section>
  );
}

/// Once it has begun one was there, and only goes back in: there is nothing to decline.
function canDecline({ state }: Invitation): boolean {
  return state === "planned" || state === "open";
}

/// What matters most: somebody waits, or else when it is.
function headline(t: Translator, invitation: Invitation, nowMs: number): string {
  if (invitation.hostWaiting) return t.text("inbox.waitsForYou", { first: firstName(invitation.from.name) });
  return invitation.startsAt
    ? whenText(t, invitation.startsAt, nowMs)
    : t.text("inbox.invited", { when: whenInText(t, invitation.createdAt, nowMs) });
}

function footnote(t: Translator, invitation: Invitation, nowMs: number): string {
  const first = firstName(invitation.from.name);
  const open = t.text("inbox.openUntil", { when: whenInText(t, invitation.notAfter, nowMs) });
  switch (invitation.state) {
    case "cancelled":
      return "";
    case "planned":
      return `${t.text("invite.opensAt", { when: whenInText(t, invitation.notBefore, nowMs) })} ${t.text("invite.opensSoon")}`;
    case "open":
      return `${t.text("inbox.toldWhenReady", { first })} ${open}`;
    case "active":
      return open;
  }
}

/// What has become of it since one was invited.
function About({ invitation }: { invitation: Invitation }) {
  const t = useText();
  const { nowMs } = useApp();
  const first = firstName(invitation.from.name);
  if (invitation.state === "cancelled") {
    return (
      <Note tone="warn" icon={CalendarX} title={t.text("invite.cancelled")}>
        {t.text("invite.cancelledBy", { first })}
      </Note>
    );
  }
  return (
    <>
      {invitation.movedFrom && (
        <Note tone="warn" icon={CalendarClock} title={t.text("invite.newTime")}>
          {t.text("invite.was", { when: whenInText(t, invitation.movedFrom, nowMs()) })}
        </Note>
      )}
      {invitation.hostBusy && !invitation.hostWaiting && invitation.state !== "planned" && (
        <Note tone="plain" icon={Users} title={t.text("invite.busy", { first })}>
          {t.text("invite.busyHint", { first })}
        </Note>
      )}
      {invitation.durationMinutes !== null && (
        <p class="md">{t.text("invite.minutes", { n: invitation.durationMinutes })}</p>
      )}
    </>
  );
}

function Actions({ invitation, onAsk }: { invitation: Invitation; onAsk: () => void }) {
  const t = useText();
  const { nowMs } = useApp();
  const { state, meetingId, startsAt } = invitation;
  return (
    <div class="row inv__a">
      {(state === "open" || state === "active") && (
        <ButtonLink to={paths.meeting(meetingId)} measure="lg" icon={Video}>
          {t.text("inbox.getReady")}
        </ButtonLink>
      )}
      {startsAt && state !== "active" && (
        <CalendarButton
          meetingId={meetingId}
          when={whenInText(t, startsAt, nowMs())}
          isOff={state === "cancelled"}
          measure="lg"
        />
      )}
      {canDecline(invitation) && (
        <Button variant="tertiary" measure="lg" onClick={onAsk}>
          {t.text("inbox.cantCome")}
        </Button>
      )}
    </div>
  );
}

interface DeclineProps {
  readonly invitation: Invitation;
  readonly onKeep: () => void;
  readonly onDeclined: () => void;
}

/// Declining can't be taken back, so it is asked once, in place.
function Decline({ invitation, onKeep, onDeclined }: DeclineProps) {
  const t = useText();
  const { api } = useApp();
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  const first = firstName(invitation.from.name);
  const decline = (): void => {
    if (busy.value) return;
    busy.value = true;
    void api.decline(invitation.meetingId).then((answer) => {
      busy.value = false;
      // Gone already is what was wanted.
      if (answer.kind === "ok" || answer.refusal.status === 404) onDeclined();
      else refusal.value = answer.refusal;
    });
  };
  return (
    <div class="ask" role="group" aria-labelledby="decline">
      <p class="strong" id="decline">
        {t.text("inbox.cantComeQuestion", { first })}
      </p>
      <p class="md muted">{t.text("inbox.cantComeHint", { first })}</p>
      {refusal.value && <Problem refusal={refusal.value} />}
      <div class="row">
        <Button buttonRef={keep} variant="secondary" onClick={onKeep}>
          {t.text("inbox.keep")}
        </Button>
        <Button danger variant="secondary" busy={busy.value} onClick={decline}>
          {t.text("inbox.cantComeYes")}
        </Button>
      </div>
    </div>
  );
}

function OwnProgram({ program }: { program: Program }) {
  const t = useText();
  return (
    <section class="stack" aria-labelledby="own-program">
      <div class="row between">
        <h2 id="own-program">{t.text("inbox.program")}</h2>
        <Tag>{program.name}</Tag>
      </div>
      <SignedLine program={program} />
      <ul class="today">
        {program.exercises.map((exercise) => (
          <li key={exercise.id} class="card tex">
            <ExerciseDrawing drawing={exercise.drawing} />
            <div>
              <h3>{exercise.name[t.language]}</h3>
              <Dose exercise={exercise} />
              {exercise.comment !== null && <p class="small muted">{exercise.comment}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
