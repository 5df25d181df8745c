import type { UpcomingMeeting } from "../../api";

/// What a date and a time of the browser's own inputs mean, and what is in their way.

export type Chosen =
  | { readonly kind: "at"; readonly at: Date }
  | { readonly kind: "missing" }
  /// The clocks are put forward over it.
  | { readonly kind: "noSuchTime" }
  | { readonly kind: "past" };

const MINUTE_MS = 60_000;
const FURTHEST_MS = 366 * 86_400_000;

/// People may come in this much before the time; the server has the same rule.
export const EARLY_MINUTES = 15;
export const LENGTHS = [15, 20, 30, 45, 60, 90] as const;
export const DEFAULT_LENGTH = 30;

/// `date` and `time` as the inputs give them: 2026-11-24 and 14:00, by the clock of this device.
export function chosen(date: string, time: string, nowMs: number): Chosen {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(time) ?? [];
  if (year === undefined || hours === undefined) return { kind: "missing" };
  const at = new Date(Number(year), Number(month) - 1, Number(day), Number(hours), Number(minutes));
  if (dateValue(at) !== date || timeValue(at) !== `${hours}:${minutes}`) return { kind: "noSuchTime" };
  const ahead = at.getTime() - nowMs;
  return ahead > 0 && ahead <= FURTHEST_MS ? { kind: "at", at } : { kind: "past" };
}

export function dateValue(at: Date): string {
  return `${at.getFullYear().toString().padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function timeValue(at: Date): string {
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

function two(value: number): string {
  return value.toString().padStart(2, "0");
}

/// Tomorrow at ten, by the calendar: a day is not always 24 hours.
export function firstProposal(nowMs: number): Date {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 10, 0);
}

export function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE_MS);
}

/// The host's other appointments at that time. One that the client declined is in nobody's way.
export function overlapping(
  planned: readonly UpcomingMeeting[],
  at: Date,
  minutes: number,
  exceptId: string | null,
): readonly UpcomingMeeting[] {
  const end = minutesAfter(at, minutes);
  return planned.filter(
    (other) =>
      other.id !== exceptId &&
      other.state !== "declined" &&
      other.startsAt < end &&
      minutesAfter(other.startsAt, other.durationMinutes) > at,
  );
}
