import { CalendarPlus, ChevronRight } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ApiRefusal, Meeting } from "../../api";
import { type Receipt as SignedReceipt, reportsApi } from "../../api/reports";
import { paths } from "../../app/router";
import type { Call, LockState } from "../../call";
import { Avatar, ButtonLink, Icon } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { firstName, minutesBetween, titleText } from "../words";
import { CopyReceipt } from "./copyReceipt";
import { methodOf } from "./identity";
import { isKeyed } from "./lockState";
import { ReceiptCard } from "./receiptCard";
import { useReceipt } from "./useReceipt";

interface EndedProps {
  readonly meeting: Meeting;
  readonly call: Call | null;
  /// The last that the lock said in this page; null: there was no call here.
  readonly lock: LockState | null;
}

/// It is over: why, by whom, and the receipt. Old links come here too.
export function EndedPage({ meeting, call, lock }: EndedProps) {
  const t = useText();
  const { api } = useApp();
  const reports = useMemo(() => reportsApi(api), [api]);
  const asSigned = useReceipt(reports, meeting.id, meeting.startedAt !== null).value;
  // A host knows the client's name, core perhaps not (docs/pds.md); what is signed stays as it is.
  const signed = asSigned && meeting.seat === "host" ? { ...asSigned, invitee: { ...asSigned.invitee, name: meeting.other.name } } : asSigned;
  usePage(t.text("ended.title"), meeting.seat === "invitee" ? "md" : "sm");
  // The devices are let go of as soon as the page says that it is over.
  useEffect(() => call?.dispose(), [call]);
  return (
    <Frame size={meeting.seat === "invitee" ? "md" : "sm"}>
      <div class="en">
        <div class="stack g-5">
          <div class="stack g-2" role="alert">
            <PageHeading>{t.text("ended.title")}</PageHeading>
            <p class="muted en__why">
              {whyText(t, meeting, call)} {t.text("ended.gone")}
            </p>
          </div>
          <Next meeting={meeting} receipt={signed} />
        </div>
        {signed && <ReceiptCard meeting={meeting} receipt={signed} reports={reports} />}
        {!signed && meeting.startedAt && <Receipt meeting={meeting} startedAt={meeting.startedAt} lock={lock} />}
      </div>
    </Frame>
  );
}

function whyText(t: ReturnType<typeof useText>, meeting: Meeting, call: Call | null): string {
  const state = call?.state.value;
  const ended = state?.kind === "ended" ? state : { reason: meeting.endReason, by: meeting.endedBy };
  const byYou = ended.by === meeting.seat;
  const { name } = meeting.other;
  switch (ended.reason) {
    case "ended":
      return byYou ? t.text("ended.byYou") : ended.by === "server" ? t.text("ended.server") : t.text("ended.byOther", { name });
    case "declined":
      return meeting.seat === "invitee" ? t.text("ended.declinedYou") : t.text("ended.declined", { name });
    case "cancelled":
      return byYou ? t.text("ended.cancelledYou") : t.text("ended.cancelled", { name });
    case "max-length":
      return t.text("ended.maxLength");
    case "both-absent":
      return t.text("ended.bothAbsent");
    case "admin":
      return t.text("ended.admin");
    case null:
      return meeting.state === "expired" ? t.text("ended.expired") : "";
    default:
      return meeting.state === "expired" ? t.text("ended.expired") : t.text("ended.server");
  }
}

function Next({ meeting, receipt }: { meeting: Meeting; receipt: SignedReceipt | null }) {
  const t = useText();
  const first = firstName(meeting.other.name);
  if (meeting.seat === "invitee") {
    return (
      <div class="row en__a">
        <ButtonLink to={paths.inbox}>{t.text("ended.toInbox")}</ButtonLink>
      </div>
    );
  }
  return (
    <>
      <section aria-label={t.text("ended.next")} class="next">
        {receipt && <CopyReceipt receipt={receipt} />}
        {meeting.contactId !== null && <InviteAgain contactId={meeting.contactId} over={meeting.id} first={first} />}
      </section>
      <div class="row en__a">
        {meeting.contactId === null ? (
          <ButtonLink to={paths.contacts}>{t.text("ended.toContacts")}</ButtonLink>
        ) : (
          <ButtonLink to={paths.contact(meeting.contactId)}>{t.text("ended.toRecord", { first })}</ButtonLink>
        )}
      </div>
    </>
  );
}

function InviteAgain({ contactId, over, first }: { contactId: string; over: string; first: string }) {
  const t = useText();
  const { api, router } = useApp();
  const refusal = useSignal<ApiRefusal | null>(null);
  const again = (): void => {
    void api.startMeeting(contactId, over).then((answer) => {
      if (answer.kind === "ok") router.go(paths.meeting(answer.value.id));
      else refusal.value = answer.refusal;
    });
  };
  return (
    <>
      {refusal.value && <Problem refusal={refusal.value} />}
      <button type="button" class="item" onClick={again}>
        <Icon of={CalendarPlus} />
        <span class="lines">
          <span class="item__t">{t.text("ended.again", { first })}</span>
          <span class="item__s">{t.text("ended.againHint")}</span>
        </span>
        <Icon of={ChevronRight} />
      </button>
    </>
  );
}

/// Until core's receipt is there: facts about the meeting, never its content. Of the encryption it says only what this page has seen itself.
function Receipt({ meeting, startedAt, lock }: { meeting: Meeting; startedAt: Date; lock: LockState | null }) {
  const t = useText();
  const { auth } = useApp();
  const state = auth.state.value;
  const me = state.kind === "signedIn" ? state.me : null;
  const host = meeting.seat === "host" ? me : meeting.other;
  const invitee = meeting.seat === "host" ? meeting.other : me;
  const end = meeting.endedAt ?? startedAt;
  const endedBy = meeting.endedBy === "host" ? host?.name : meeting.endedBy === "invitee" ? invitee?.name : null;
  const protection = protectionText(t, lock);
  const other = lock && isKeyed(lock) ? `${lock.peer.name} · ${methodOf(t, lock.peer).text}` : meeting.other.name;
  return (
    <section class="card rcp" aria-labelledby="receipt">
      <h2 id="receipt" class="h-lg">
        {t.text("ended.receipt")}
      </h2>
      <div class="two" aria-hidden="true">
        <Avatar name={host?.name ?? ""} />
        <i />
        <Avatar name={invitee?.name ?? ""} human />
      </div>
      <dl class="kv">
        {host && <Row term={titleText(t, host.title)}>{meeting.seat === "host" ? host.name : other}</Row>}
        {invitee && <Row term={titleText(t, invitee.title)}>{meeting.seat === "invitee" ? invitee.name : other}</Row>}
      </dl>
      <hr />
      <dl class="kv num">
        <Row term={t.text("ended.date")}>{t.date(startedAt)}</Row>
        <Row term={t.text("ended.time")}>
          {t.text("when.range", { from: t.time(startedAt), to: t.time(end), minutes: minutesBetween(startedAt, end) })}
        </Row>
        {endedBy && <Row term={t.text("ended.endedBy")}>{endedBy}</Row>}
        {protection !== null && <Row term={t.text("ended.encryption")}>{protection}</Row>}
        <Row term={t.text("ended.recorded")}>{t.text("ended.nothing")}</Row>
      </dl>
    </section>
  );
}

/// There is no unencrypted call: what ran was encrypted, or it was stopped.
export function protectionText(t: ReturnType<typeof useText>, lock: LockState | null): string | null {
  switch (lock?.kind) {
    case "secure":
    case "again":
      return t.text("ended.encrypted");
    case "verified":
      return t.text("ended.compared");
    case "broken":
      return t.text("ended.stopped");
    default:
      return null;
  }
}

function Row({ term, children }: { term: string; children: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}
