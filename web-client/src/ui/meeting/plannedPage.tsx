import { CalendarClock } from "lucide-preact";
import { useEffect } from "preact/hooks";
import type { Meeting } from "../../api";
import { paths } from "../../app/router";
import { ButtonLink, Icon } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { useApp, useText } from "../context";
import { CalendarButton } from "../invitations/calendarButton";
import { whenInText } from "../words";

/// The address of a meeting before its time. It opens by itself.
export function PlannedPage({ meeting, onOpen }: { meeting: Meeting; onOpen: () => void }) {
  const t = useText();
  const { nowMs } = useApp();
  const isClient = meeting.seat === "invitee";
  usePage(t.text("planned.title"), isClient ? "md" : "sm");
  const when = whenInText(t, meeting.startsAt ?? meeting.notBefore, nowMs());
  const opensInMs = meeting.notBefore.getTime() - nowMs();
  useEffect(() => {
    // A longer wait than timers can count is for another look at the page.
    if (opensInMs > 2 ** 31 - 1) return undefined;
    const timer = setTimeout(onOpen, Math.max(1000, opensInMs + 500));
    return () => clearTimeout(timer);
  }, [opensInMs, onOpen]);
  return (
    <Frame size={isClient ? "md" : "sm"}>
      <div class="one">
        <span class="one__i">
          <Icon of={CalendarClock} size="lg" />
        </span>
        <PageHeading>{t.text("planned.title")}</PageHeading>
        <p>{t.text("planned.when", { when, opens: whenInText(t, meeting.notBefore, nowMs()) })}</p>
        <p class="muted">{t.text("planned.here")}</p>
        <div class="row one__a one__a--two">
          <ButtonLink to={isClient ? paths.inbox : paths.contacts} variant="secondary">
            {isClient ? t.text("ended.toInbox") : t.text("ended.toContacts")}
          </ButtonLink>
          <CalendarButton meetingId={meeting.id} when={when} />
        </div>
      </div>
    </Frame>
  );
}

/// The address of a meeting that was moved: old links lead on.
export function MovedMeetingPage({ meeting, to }: { meeting: Meeting; to: string }) {
  const t = useText();
  const isClient = meeting.seat === "invitee";
  usePage(t.text("newTime.title"), isClient ? "md" : "sm");
  return (
    <Frame size={isClient ? "md" : "sm"}>
      <div class="one">
        <span class="one__i">
          <Icon of={CalendarClock} size="lg" />
        </span>
        <PageHeading>{t.text("newTime.title")}</PageHeading>
        <p>{t.text("newTime.body")}</p>
        <div class="row one__a one__a--two">
          <ButtonLink to={paths.meeting(to)}>{t.text("newTime.go")}</ButtonLink>
        </div>
      </div>
    </Frame>
  );
}
