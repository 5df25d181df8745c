import type { ReportLine, ReportParty } from "../../api/reports";
import type { MessageKey } from "../../i18n/catalogue";
import type { Translator } from "../../i18n/translate";
import { minutesBetween } from "../words";

/// Words for what stands in a line of a report.

type EventKey = Extract<MessageKey, `event.${string}`>;

/// A server may know events that this page has no words for yet: their name stands as it is.
export function eventText(t: Translator, event: string): string {
  return has(t, `event.${event}`) ? t.text(`event.${event}` as EventKey as "event.sign-in") : event.replaceAll("-", " ");
}

export function roleText(t: Translator, role: string | null): string {
  if (role === null) return t.text("reports.noRole");
  return has(t, `role.${role}`) ? t.text(`role.${role}` as "role.instructor") : role;
}

export function basisText(t: Translator, reason: string): string {
  return has(t, `reason.${reason}`) ? t.text(`reason.${reason}` as "reason.consent") : reason;
}

/// A text that is not there answers with its key.
function has(t: Translator, key: string): boolean {
  return t.text(key as "reports.title") !== key;
}

export function partyText(t: Translator, party: ReportParty | null): string {
  if (party === null) return "–";
  if (party.name !== null) return party.name;
  switch (party.kind) {
    case "unknown":
      return t.text("reports.unknown");
    case "system":
      return t.text("reports.server");
    case "person":
    case "contact":
      return party.id === null ? t.text("reports.nameless") : party.id.slice(0, 8);
  }
}

export function isRefusal(line: Pick<ReportLine, "marks">): boolean {
  return line.marks.includes("refusal");
}

export function isEmergency(line: Pick<ReportLine, "marks">): boolean {
  return line.marks.includes("break-glass");
}

/// "Covering · “Per is ill today”", "26 min · code compared", "Refused"
export function detailsText(t: Translator, line: ReportLine): string {
  const parts: string[] = [];
  if (line.basis) {
    parts.push(basisText(t, line.basis.reason));
    if (line.basis.comment !== null) parts.push(t.text("reports.quote", { text: line.basis.comment }));
  }
  const { meeting } = line;
  if (line.event === "meeting-ended" && meeting?.startedAt && meeting.endedAt) {
    parts.push(t.text("reports.minutes", { n: minutesBetween(meeting.startedAt, meeting.endedAt) }));
    if (meeting.compared) parts.push(t.text("reports.compared"));
  }
  if (isRefusal(line)) parts.push(t.text("reports.refused"));
  if (line.place?.name != null) parts.push(line.place.name);
  return parts.join(" · ");
}
