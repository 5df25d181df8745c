import { filled, nameOthers } from "./named";
import type { Answer, Core } from "./coreApi";
import { nothing } from "./coreApi";
import { type StartedMeeting, startedMeetingShape, type UpcomingMeeting, upcomingShape } from "./shapes";

/// Meetings for later: what the host plans, moves and calls off, and the entry for a calendar.

export interface Wish {
  readonly startsAt: Date;
  readonly durationMinutes: number;
  /// The host has been told of the other appointment at that time.
  readonly overlapAccepted: boolean;
}

export interface PlanningApi {
  upcoming(signal?: AbortSignal): Answer<readonly UpcomingMeeting[]>;
  plan(contactId: string, wish: Wish): Answer<StartedMeeting>;
  move(meeting: Pick<UpcomingMeeting, "id" | "version">, wish: Wish): Answer<StartedMeeting>;
  cancel(meeting: Pick<UpcomingMeeting, "id" | "version">): Answer<null>;
  calendar(meetingId: string): Answer<Blob>;
}

export function planningApi(core: Core): PlanningApi {
  const at = (id: string): string => `/meetings/${encodeURIComponent(id)}`;
  return {
    upcoming: (signal) =>
      filled(
        core.ask({ method: "GET", path: "/meetings", parse: (value, where) => upcomingShape(value, where).meetings, signal }),
        (all) => nameOthers(core.names, all),
      ),
    plan: (contactId, wish) =>
      core.ask({ method: "POST", path: "/meetings", body: { contactId, ...wish }, parse: startedMeetingShape }),
    move: ({ id, version }, wish) =>
      core.ask({ method: "POST", path: `${at(id)}/reschedule`, body: { version, ...wish }, parse: startedMeetingShape }),
    cancel: ({ id, version }) => core.ask({ method: "POST", path: `${at(id)}/cancel`, body: { version }, parse: nothing }),
    calendar: (id) => core.file({ path: `${at(id)}/calendar`, accept: "text/calendar" }),
  };
}
