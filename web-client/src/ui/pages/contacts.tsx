import { CalendarCheck, ChevronRight, Eye, Info, LockKeyholeOpen, Plus, Search, Video } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ContactSummary } from "../../api";
import { createLoader, POLL_MS } from "../../app/loader";
import { paths } from "../../app/router";
import { Avatar, Button, Icon, Link, Skeleton, Tag, WithIcon } from "../components/basics";
import { Dialog } from "../components/dialog";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Empty, Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { PlannedMeetings } from "../invitations/plannedMeetings";
import { usePlanned } from "../invitations/usePlanned";
import { accessText, contactName, named } from "../records/names";
import { NamesNote } from "../records/namesNote";
import { PersonForm } from "../records/personForm";
import { WholeUnit } from "../records/wholeUnit";
import { WaitingCard } from "./waitingCard";

type NamedSummary = ContactSummary & { readonly name: string };
type Shown = "mine" | "unit";

/// The instructor's own contacts, and who of them waits right now; the unit's others by search.
export function ContactsPage() {
  const t = useText();
  const { api, ticking, router } = useApp();
  const shown = useSignal<Shown>("mine");
  const making = useSignal(false);
  const stop = useStop();
  const contacts = useMemo(
    () => createLoader((signal) => api.contacts(signal), stop, { ticking, everyMs: POLL_MS }),
    [api, ticking, stop],
  );
  const planned = usePlanned();
  usePage(t.text("contacts.title"), "sm");
  const state = contacts.state.value;
  const waiting = state.kind === "ready" ? state.value.filter((contact) => contact.openMeeting?.inviteeWaiting) : [];
  return (
    <Frame>
      <div class="page__head">
        <PageHeading>{t.text("contacts.title")}</PageHeading>
        <Button
          variant="secondary"
          icon={Plus}
          onClick={() => {
            making.value = true;
          }}
        >
          {t.text("records.new")}
        </Button>
      </div>
      <div role="status">
        {waiting.map(
          (contact) =>
            contact.openMeeting && (
              <WaitingCard key={contact.id} name={contactName(t, contact)} meetingId={contact.openMeeting.id} />
            ),
        )}
      </div>
      <NamesNote onRetry={contacts.refresh} />
      <PlannedMeetings planned={planned} />
      <section class="card" aria-labelledby="whose">
        <h2 class="sr" id="whose">
          {shown.value === "mine" ? t.text("contacts.mine") : t.text("records.wholeUnit")}
        </h2>
        <div class="card__head">
          <Whose
            shown={shown.value}
            count={state.kind === "ready" ? state.value.length : null}
            choose={(whose) => {
              shown.value = whose;
            }}
          />
        </div>
        {shown.value === "unit" ? (
          <WholeUnit />
        ) : state.kind === "refused" ? (
          <div class="card__body">
            <Problem refusal={state.refusal} onRetry={contacts.refresh} />
          </div>
        ) : (
          <ContactList contacts={state.kind === "ready" ? state.value.map((contact) => named(t, contact)) : null} />
        )}
      </section>
      {making.value && (
        <Dialog
          labelledBy="person-title"
          onClose={() => {
            making.value = false;
          }}
        >
          <PersonForm
            contact={null}
            onSaved={(contact) => router.go(paths.contact(contact.id))}
            onCancel={() => {
              making.value = false;
            }}
          />
        </Dialog>
      )}
      <p class="small muted foot">
        <WithIcon icon={Eye} size="sm">
          {t.text("contacts.note")} {t.text("records.note")}
        </WithIcon>
      </p>
    </Frame>
  );
}

function Whose({ shown, count, choose }: { shown: Shown; count: number | null; choose: (shown: Shown) => void }) {
  const t = useText();
  const option = (value: Shown, label: string) => (
    <label>
      <input type="radio" name="whose" checked={shown === value} onChange={() => choose(value)} />
      {label}
      {value === "mine" && count !== null && <span class="num muted">{count}</span>}
    </label>
  );
  return (
    <div class="seg" role="group" aria-label={t.text("records.show")}>
      {option("mine", t.text("records.mine"))}
      {option("unit", t.text("records.wholeUnit"))}
    </div>
  );
}

function ContactList({ contacts }: { contacts: readonly NamedSummary[] | null }) {
  const t = useText();
  const wanted = useSignal("");
  const needle = wanted.value.trim().toLocaleLowerCase(t.language);
  const found = (contacts ?? []).filter((contact) => contact.name.toLocaleLowerCase(t.language).includes(needle));
  return (
    <>
      <div class="tools">
        <div class="with-icon">
          <Icon of={Search} />
          <input
            class="ds-input"
            type="search"
            aria-label={t.text("contacts.search")}
            placeholder={t.text("contacts.search")}
            onInput={(event) => {
              wanted.value = event.currentTarget.value;
            }}
          />
        </div>
        <p class="small muted num tools__n" role="status">
          {contacts && t.text("contacts.found", { n: found.length })}
        </p>
      </div>
      <div class="cl__h" aria-hidden="true">
        <span />
        <span>{t.text("contacts.name")}</span>
        <span>{t.text("contacts.program")}</span>
        <span>{t.text("contacts.video")}</span>
        <span />
      </div>
      {contacts === null && <Skeleton kind="row" count={5} />}
      {contacts?.length === 0 && <Empty title={t.text("contacts.noneYet")} />}
      {contacts !== null && contacts.length > 0 && found.length === 0 && (
        <p class="muted none">{t.text("contacts.noneFound")}</p>
      )}
      <ul class="list cl">
        {found.map((contact) => (
          <Row key={contact.id} contact={contact} />
        ))}
      </ul>
    </>
  );
}

function Row({ contact }: { contact: NamedSummary }) {
  const t = useText();
  const below = contact.hasAccount
    ? contact.birthYear === null
      ? t.text("contacts.birthUnknown")
      : t.text("contacts.born", { year: contact.birthYear.toString() })
    : t.text("contacts.noAccount");
  return (
    <li>
      <Link class="item" to={paths.contact(contact.id)}>
        <Avatar name={contact.name} human />
        <span class="lines">
          <span class="item__t">{contact.name}</span>
          <span class="item__s">{below}</span>
        </span>
        <span class="c2">{contact.program?.name ?? <span class="muted">{t.text("contacts.noProgram")}</span>}</span>
        <span class="c2">
          {contact.access.kind === "basis" && (
            <Tag tone="warn" icon={LockKeyholeOpen}>
              {accessText(t, contact.access)}
            </Tag>
          )}{" "}
          <MeetingTag contact={contact} />
        </span>
        <Icon of={ChevronRight} />
      </Link>
    </li>
  );
}

/// Whoever turns 16 this year is left to the server, which knows the day.
const VIDEO_FROM_AGE = 16;

function MeetingTag({ contact }: { contact: ContactSummary }) {
  const t = useText();
  const { nowMs } = useApp();
  const thisYear = new Date(nowMs()).getFullYear();
  if (contact.openMeeting) {
    return (
      <Tag tone="accent" icon={Video}>
        {contact.openMeeting.inviteeWaiting ? t.text("contacts.isWaiting") : t.text("contacts.invited")}
      </Tag>
    );
  }
  if (!contact.hasAccount) return <Tag icon={Info}>{t.text("contacts.needsAccount")}</Tag>;
  if (contact.birthYear !== null && thisYear - contact.birthYear < VIDEO_FROM_AGE) {
    return <Tag icon={Info}>{t.text("refusal.short16")}</Tag>;
  }
  if (contact.birthYear === null) return <Tag icon={Info}>{t.text("refusal.shortAge")}</Tag>;
  if (contact.lastMeetingAt) {
    return <Tag icon={CalendarCheck}>{t.text("contacts.lastMeeting", { date: t.shortDate(contact.lastMeetingAt) })}</Tag>;
  }
  return null;
}
