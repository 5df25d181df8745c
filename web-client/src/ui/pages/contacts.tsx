import { CalendarCheck, ChevronRight, Eye, Info, Search, Video } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ContactSummary } from "../../api";
import { createLoader, POLL_MS } from "../../app/loader";
import { paths } from "../../app/router";
import { Avatar, Icon, Link, Skeleton, Tag, WithIcon } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Empty, Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { WaitingCard } from "./waitingCard";

/// The instructor's own contacts, and who of them waits right now.
export function ContactsPage() {
  const t = useText();
  const { api, ticking } = useApp();
  const stop = useStop();
  const contacts = useMemo(
    () => createLoader((signal) => api.contacts(signal), stop, { ticking, everyMs: POLL_MS }),
    [api, ticking, stop],
  );
  usePage(t.text("contacts.title"), "sm");
  const state = contacts.state.value;
  const waiting = state.kind === "ready" ? state.value.filter((contact) => contact.openMeeting?.inviteeWaiting) : [];
  return (
    <Frame>
      <div class="page__head">
        <PageHeading>{t.text("contacts.title")}</PageHeading>
      </div>
      <div role="status">
        {waiting.map(
          (contact) =>
            contact.openMeeting && (
              <WaitingCard key={contact.id} name={contact.name} meetingId={contact.openMeeting.id} />
            ),
        )}
      </div>
      {state.kind === "refused" ? (
        <Problem refusal={state.refusal} onRetry={contacts.refresh} />
      ) : (
        <ContactList contacts={state.kind === "ready" ? state.value : null} />
      )}
      <p class="small muted foot">
        <WithIcon icon={Eye} size="sm">
          {t.text("contacts.note")}
        </WithIcon>
      </p>
    </Frame>
  );
}

function ContactList({ contacts }: { contacts: readonly ContactSummary[] | null }) {
  const t = useText();
  const wanted = useSignal("");
  const needle = wanted.value.trim().toLocaleLowerCase(t.language);
  const found = (contacts ?? []).filter((contact) => contact.name.toLocaleLowerCase(t.language).includes(needle));
  return (
    <section class="card" aria-labelledby="mine">
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
      <h2 class="sr" id="mine">
        {t.text("contacts.mine")}
      </h2>
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
    </section>
  );
}

function Row({ contact }: { contact: ContactSummary }) {
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
