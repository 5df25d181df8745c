import { ArrowLeft, CalendarClock, Check, CircleAlert, Eye, Info, LockKeyholeOpen, TriangleAlert, UserCheck, Video } from "lucide-preact";
import { type Signal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal, Contact } from "../../api";
import { createLoader, POLL_MS } from "../../app/loader";
import { paths } from "../../app/router";
import { Avatar, Button, Icon, Link, Note, Skeleton, Tag, WithIcon } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { RecordPrograms } from "../program/recordPrograms";
import { InviteLater } from "../invitations/inviteLater";
import { PlannedMeetings } from "../invitations/plannedMeetings";
import { type Planned, usePlanned } from "../invitations/usePlanned";
import { AccountCard } from "../records/accountCard";
import { BasisForm } from "../records/basisForm";
import { Facts } from "../records/facts";
import { NamesNote } from "../records/namesNote";
import { accessText, named, reasonText } from "../records/names";
import { firstName, meetingRefusal, minutesBetween, whenInText, whenText } from "../words";
import { NotFoundPage } from "./simple";
import { WaitingCard } from "./waitingCard";

type NamedContact = Contact & { readonly name: string };

export function ContactPage({ id }: { id: string }) {
  const { api, ticking, router } = useApp();
  const t = useText();
  const stop = useStop();
  const contact = useMemo(
    () => createLoader((signal) => api.contact(id, signal), stop, { ticking, everyMs: POLL_MS }),
    [api, ticking, stop, id],
  );
  const state = contact.state.value;
  switch (state.kind) {
    case "loading":
      return <Loading />;
    case "ready":
      return (
        <Record contact={named(t, state.value)} onChanged={contact.refresh} onGone={() => router.go(paths.contacts)} />
      );
    case "refused":
      if (state.refusal.code === "basis-needed") return <NeedsBasis id={id} onOpened={contact.refresh} />;
      return state.refusal.status === 404 ? <NotFoundPage /> : <Refused refusal={state.refusal} onRetry={contact.refresh} />;
  }
}

function Loading() {
  const t = useText();
  usePage(t.text("contacts.title"), "sm");
  return (
    <Frame>
      <BackLink />
      <h1 class="sr">{t.text("common.loading")}</h1>
      <Skeleton kind="title" />
      <div class="cols">
        <Skeleton kind="card" />
        <Skeleton kind="card" />
      </div>
    </Frame>
  );
}

/// A colleague's contact whose address somebody opened, or whose time is over.
function NeedsBasis({ id, onOpened }: { id: string; onOpened: () => void }) {
  const t = useText();
  const { router } = useApp();
  usePage(t.text("basis.titleUnknown"), "sm");
  return (
    <Frame>
      <BackLink />
      <PageHeading quiet>{t.text("basis.titleUnknown")}</PageHeading>
      <section class="card card__body ask-basis" aria-labelledby="basis-title">
        <BasisForm contactId={id} contact={null} onOpened={onOpened} onCancel={() => router.go(paths.contacts)} />
      </section>
    </Frame>
  );
}

function Refused({ refusal, onRetry }: { refusal: ApiRefusal; onRetry: () => void }) {
  const t = useText();
  usePage(t.text("contacts.title"), "sm");
  return (
    <Frame>
      <BackLink />
      <PageHeading quiet>{t.text("contacts.title")}</PageHeading>
      <Problem refusal={refusal} onRetry={onRetry} />
    </Frame>
  );
}

function BackLink() {
  const t = useText();
  return (
    <p class="small back">
      <Link to={paths.contacts} class="row row--nowrap g-15 fit">
        <Icon of={ArrowLeft} size="sm" />
        {t.text("contacts.title")}
      </Link>
    </p>
  );
}

function Record({ contact, onChanged, onGone }: { contact: NamedContact; onChanged: () => void; onGone: () => void }) {
  const t = useText();
  usePage(contact.name, "sm");
  const open = contact.openMeeting;
  const noAccount = !contact.hasAccount;
  const planned = usePlanned();
  const giving = useSignal(false);
  return (
    <Frame>
      <BackLink />
      <div role="status">{open?.inviteeWaiting && <WaitingCard name={contact.name} meetingId={open.id} />}</div>
      <header class="rec">
        <Avatar name={contact.name} human size="xl" />
        <div class="stack g-15">
          <PageHeading>{contact.name}</PageHeading>
          <div class="row rec__tags">
            <span class="muted small">
              {contact.birthYear === null
                ? t.text("contacts.birthUnknown")
                : t.text("contacts.born", { year: contact.birthYear.toString() })}
            </span>
            <AccessTag contact={contact} />
            {noAccount && <Tag icon={Info}>{t.text("contacts.noAccount")}</Tag>}
          </div>
        </div>
        <StartMeeting contact={contact} planned={planned} giving={giving} onRefused={onChanged} />
      </header>
      <AccessNote contact={contact} />
      <NamesNote onRetry={onChanged} />
      <div class="cols">
        <RecordPrograms contactId={contact.id} first={firstName(contact.name)} />
        <div class="stack g-5">
          <PlannedMeetings planned={planned} contactId={contact.id} />
          <MeetingFacts contact={contact} />
          <AccountCard contact={contact} giving={giving} onChanged={onChanged} />
          <Facts contact={contact} onChanged={onChanged} onGone={onGone} />
          <EarlierMeetings contact={contact} />
        </div>
      </div>
    </Frame>
  );
}

function AccessTag({ contact }: { contact: Contact }) {
  const t = useText();
  const open = accessText(t, contact.access);
  if (open === null) return <Tag>{t.text("contact.yours")}</Tag>;
  const emergency = contact.access.reason === "emergency";
  return (
    <Tag tone={emergency ? "bad" : "warn"} icon={emergency ? TriangleAlert : LockKeyholeOpen}>
      {open}
    </Tag>
  );
}

/// Another's contact says so all the time that it is open.
function AccessNote({ contact }: { contact: Contact }) {
  const t = useText();
  const { access } = contact;
  if (access.kind !== "basis" || access.until === null) return null;
  const emergency = access.reason === "emergency";
  return (
    <div class="access-note">
      <Note
        tone={emergency ? "bad" : "warn"}
        icon={emergency ? TriangleAlert : Eye}
        title={t.text("basis.note", { reason: reasonText(t, access.reason), time: t.time(access.until) })}
      >
        {t.text("basis.noteLogged")}
      </Note>
    </div>
  );
}

/// Pressing twice gives the same meeting: the server sees to it.
function StartMeeting({ contact, planned, giving, onRefused }: {
  contact: NamedContact;
  planned: Planned;
  giving: Signal<boolean>;
  onRefused: () => void;
}) {
  const t = useText();
  const { api, router, seenEnd } = useApp();
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const first = firstName(contact.name);
  const known = contact.video.refusal === null ? null : meetingRefusal(t, contact.video.refusal, first);
  const said = refusal.value ? meetingRefusal(t, refusal.value.code, first) : known;

  const start = (): void => {
    if (busy.value || !contact.video.allowed) return;
    busy.value = true;
    refusal.value = null;
    void api.startMeeting(contact.id, seenEnd.get(contact.id)).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") {
        router.go(paths.meeting(answer.value.id));
      } else {
        refusal.value = answer.refusal;
        onRefused();
      }
    });
  };

  return (
    <>
      <div class="rec__a">
        <Button
          measure="lg"
          icon={Video}
          {...(contact.openMeeting?.inviteeWaiting ? { variant: "secondary" as const } : {})}
          busy={busy.value}
          onClick={start}
          aria-disabled={contact.video.allowed ? undefined : "true"}
          aria-describedby={said === null ? undefined : "why-not"}
        >
          {busy.value ? t.text("contact.starting") : t.text("contact.start")}
        </Button>
        <InviteLater contactId={contact.id} name={contact.name} allowed={contact.video.allowed} planned={planned} />
      </div>
      {said !== null && (
        <div class="rec__why" id="why-not">
          <Note tone={refusal.value ? "bad" : "plain"} icon={refusal.value ? CircleAlert : Info} title={said}>
            {!contact.hasAccount && <HowToGive contact={contact} giving={giving} />}
          </Note>
        </div>
      )}
      {refusal.value && said === null && (
        <div class="rec__why">
          <Problem refusal={refusal.value} />
        </div>
      )}
    </>
  );
}

/// Without an account there is no meeting: the way to it stands where somebody wanted one.
function HowToGive({ contact, giving }: { contact: NamedContact; giving: Signal<boolean> }) {
  const t = useText();
  return (
    <>
      {t.text("clientAccount.how", { first: firstName(contact.name) })}
      <div class="row note__do">
        <Button
          variant="secondary"
          measure="sm"
          icon={UserCheck}
          onClick={() => {
            giving.value = true;
          }}
        >
          {t.text(contact.account === null ? "clientAccount.give" : "clientAccount.giveBack")}
        </Button>
      </div>
    </>
  );
}

function MeetingFacts({ contact }: { contact: NamedContact }) {
  const t = useText();
  const { nowMs } = useApp();
  const open = contact.openMeeting && contact.meetings.find((meeting) => meeting.id === contact.openMeeting?.id);
  return (
    <section class="card card__body stack" aria-labelledby="video">
      <h2 id="video" class="h-lg">
        {t.text("contact.meeting")}
      </h2>
      {open && (
        <div class="row row--nowrap g-3 top-aligned">
          <Icon of={CalendarClock} />
          <div class="grow">
            <p class="strong">{t.text("contact.open", { when: whenInText(t, open.createdAt, nowMs()) })}</p>
            <p class="small muted">{t.text("contact.hasInvitation", { first: firstName(contact.name) })}</p>
          </div>
        </div>
      )}
      <ul class="stack small oks">
        {contact.video.allowed && (
          <li>
            <WithIcon icon={Check} size="sm">
              {t.text("contact.oldEnough")}
            </WithIcon>
          </li>
        )}
        {contact.hasAccount && (
          <li>
            <WithIcon icon={Check} size="sm">
              {t.text("contact.hasAccount")}
            </WithIcon>
          </li>
        )}
        <li>
          <WithIcon icon={Check} size="sm">
            {t.text("contact.onlyYouTwo")}
          </WithIcon>
        </li>
      </ul>
    </section>
  );
}

function EarlierMeetings({ contact }: { contact: Contact }) {
  const t = useText();
  const { nowMs } = useApp();
  const text = (meeting: Contact["meetings"][number]): string => {
    if (meeting.state === "open") return t.text("contact.nowOpen");
    if (meeting.state === "active") return t.text("contact.nowActive");
    if (!meeting.startedAt || !meeting.endedAt) return t.text("contact.notMet");
    return t.text("contact.met", { minutes: minutesBetween(meeting.startedAt, meeting.endedAt) });
  };
  return (
    <section class="card card__body stack" aria-labelledby="earlier">
      <h2 id="earlier" class="h-lg">
        {t.text("contact.earlier")}
      </h2>
      {contact.meetings.length === 0 ? (
        <p class="small muted">{t.text("contact.noneEarlier")}</p>
      ) : (
        <ol class="tl">
          {contact.meetings.map((meeting) => (
            <li key={meeting.id} class={meeting.startedAt ? "is-meet" : ""}>
              <strong>{text(meeting)}</strong>
              <span class="muted">{whenText(t, meeting.startedAt ?? meeting.createdAt, nowMs())}</span>
              {meeting.startedAt && meeting.endedAt && <Link to={paths.meeting(meeting.id)}>{t.text("receipt.open")}</Link>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
