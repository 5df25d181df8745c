import type { ReportFilters, ReportKind } from "../../api/reports";

/// What a report asks for, as it stands in the address: so it can be kept, sent and gone back to.
export interface Asked {
  readonly kind: ReportKind;
  /// Days until now; null: from `fromDay` to `toDay`.
  readonly days: number | null;
  /// 2026-11-21, or empty.
  readonly fromDay: string;
  readonly toDay: string;
  readonly name: string;
  readonly place: string;
  readonly role: string;
  readonly event: string;
  readonly marked: "" | "refusal" | "break-glass";
  /// Of whom and about whom, by id.
  readonly of: string;
  readonly about: string;
}

export const PERIODS: readonly number[] = [1, 7, 14, 30, 90, 365];
const USUAL_DAYS = 14;
const DAY_MS = 86_400_000;
/// More is no filter of ours, and the server takes no more.
const MAX_LENGTH = 80;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function readAsked(query: string): Asked {
  const asked = new URLSearchParams(query);
  const text = (name: string): string => (asked.get(name) ?? "").slice(0, MAX_LENGTH);
  const day = (name: string): string => (DAY.test(text(name)) ? text(name) : "");
  const days = Number(asked.get("days") ?? USUAL_DAYS);
  const marked = text("marked");
  return {
    kind: asked.get("report") === "activity" ? "activity" : "access",
    days: day("from") !== "" || day("to") !== "" ? null : PERIODS.includes(days) ? days : USUAL_DAYS,
    fromDay: day("from"),
    toDay: day("to"),
    name: text("name"),
    place: text("place"),
    role: text("role"),
    event: text("event"),
    marked: marked === "refusal" || marked === "break-glass" ? marked : "",
    of: text("of"),
    about: text("about"),
  };
}

/// Only what is not as usual.
export function writeAsked(asked: Asked): string {
  const query = new URLSearchParams();
  if (asked.kind === "activity") query.set("report", "activity");
  if (asked.days !== null && asked.days !== USUAL_DAYS) query.set("days", asked.days.toString());
  const rest = {
    from: asked.days === null ? asked.fromDay : "",
    to: asked.days === null ? asked.toDay : "",
    name: asked.name.trim(),
    place: asked.place,
    role: asked.role,
    event: asked.event,
    marked: asked.marked,
    of: asked.of,
    about: asked.about,
  };
  for (const [name, value] of Object.entries(rest)) if (value !== "") query.set(name, value);
  return query.toString();
}

/// As the API wants it: moments, and nothing empty. Days begin where the reader is.
export function filtersOf(asked: Asked, nowMs: number): ReportFilters {
  const dayStart = (day: string, add: number): string | undefined => {
    if (day === "") return undefined;
    const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
    const start = new Date(year, month - 1, date + add);
    return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
  };
  const from = asked.days === null ? dayStart(asked.fromDay, 0) : new Date(nowMs - asked.days * DAY_MS).toISOString();
  const all = {
    from,
    to: asked.days === null ? dayStart(asked.toDay, 1) : undefined,
    name: asked.name.trim(),
    place: asked.place,
    role: asked.role,
    event: asked.event,
    marked: asked.marked,
    of: asked.of,
    about: asked.about,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ""));
}
