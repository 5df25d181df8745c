import { filled } from "./named";
import type { Names } from "./names";
import { array, boolean, instant, integer, nullable, object, oneOf, type Parsed, string } from "../json/parse";
import type { Answer, Core } from "./coreApi";
import { nothing } from "./coreApi";

/// Reports for administrators, "who looked" for clients, and receipts of meetings.

const id = string({ min: 1, max: 200 });
const text = string({ max: 2000 });
const word = string({ max: 100 });
const basis = nullable(object({ reason: word, comment: nullable(text) }));
const party = object({ kind: oneOf("person", "contact", "system", "unknown"), id: nullable(id), name: nullable(text), title: nullable(word) });

const reportShape = object({
  lines: array(
    object({
      seq: integer(),
      at: instant,
      event: word,
      outcome: word,
      marks: array(word, 10),
      actor: party,
      role: nullable(word),
      about: nullable(party),
      target: nullable(text),
      place: nullable(object({ id, name: nullable(text) })),
      basis,
      meeting: nullable(object({ id, startedAt: nullable(instant), endedAt: nullable(instant), compared: boolean })),
    }),
    500,
  ),
  next: nullable(word),
  timeline: nullable(
    object({
      step: oneOf("hour", "day"),
      counts: array(object({ at: instant, lines: integer(), refusals: integer(), breakGlass: integer() }), 10_000),
    }),
  ),
  from: instant,
  to: instant,
  total: nullable(integer()),
});

const looksShape = object({
  looks: array(
    object({
      at: instant,
      who: object({ name: nullable(text), title: nullable(word) }),
      what: word,
      allowed: boolean,
      breakGlass: boolean,
      basis,
    }),
    500,
  ),
  next: nullable(word),
});

const receiptPerson = object({
  name: nullable(text),
  title: word,
  role: word,
  identifiedBy: array(word, 20),
  provider: nullable(text),
  level: nullable(oneOf("low", "substantial", "high")),
  signedInAt: nullable(instant),
});

const receiptShape = object({
  number: word,
  organisation: text,
  host: receiptPerson,
  invitee: receiptPerson,
  startedAt: instant,
  endedAt: instant,
  seconds: integer(),
  endedBy: word,
  encryption: object({ protocol: word, codeCompared: oneOf("no", "same", "different") }),
  program: nullable(object({ name: text, version: integer(), signedAt: nullable(instant) })),
  signature: nullable(string({ max: 10_000 })),
});

export type Report = Parsed<typeof reportShape>;
export type ReportLine = Report["lines"][number];
export type ReportParty = Parsed<typeof party>;
export type Looks = Parsed<typeof looksShape>;
export type Look = Looks["looks"][number];
export type Receipt = Parsed<typeof receiptShape>;
export type ReceiptPerson = Parsed<typeof receiptPerson>;

/// `access`: what people did. `activity`: what happened to people's data.
export type ReportKind = "access" | "activity";

/// By the names of the API; none empty.
export type ReportFilters = Readonly<Partial<Record<"about" | "of" | "from" | "to" | "place" | "role" | "event" | "name" | "marked" | "cursor", string>>>;

export interface ReportsApi {
  report(kind: ReportKind, filters: ReportFilters, signal?: AbortSignal): Answer<Report>;
  csv(kind: ReportKind, filters: ReportFilters): Answer<Blob>;
  looks(cursor: string | null, signal?: AbortSignal): Answer<Looks>;
  /// Null while core does not know that the meeting is over.
  receipt(meetingId: string, signal?: AbortSignal): Answer<Receipt | null>;
  receiptPdf(meetingId: string, language: string): Answer<Blob>;
  receiptFhir(meetingId: string): Answer<Blob>;
  compared(meetingId: string, same: boolean): Answer<null>;
}

async function nameParties(names: Names, report: Report): Promise<Report> {
  const nameless = (one: ReportParty | null): one is ReportParty & { readonly id: string } => one?.kind === "contact" && one.id !== null && one.name === null;
  const persons = await names.persons(report.lines.flatMap(({ actor, about }) => [actor, about].filter(nameless).map(({ id }) => id)));
  const named = <P extends ReportParty | null>(one: P): P => (nameless(one) ? { ...one, name: persons.get(one.id)?.name ?? null } : one);
  return { ...report, lines: report.lines.map((line) => ({ ...line, actor: named(line.actor), about: named(line.about) })) };
}

export function reportsApi(core: Core): ReportsApi {
  const query = (filters: ReportFilters): string => new URLSearchParams(filters).toString();
  const meeting = (meetingId: string, what: string): string => `/meetings/${encodeURIComponent(meetingId)}/${what}`;
  return {
    report: (kind, filters, signal) =>
      filled(core.ask({ method: "GET", path: `/reports/${kind}?${query(filters)}`, parse: reportShape, signal }), (report) =>
        nameParties(core.names, report),
      ),
    csv: (kind, filters) => core.file({ path: `/reports/${kind}.csv?${query(filters)}`, accept: "text/csv" }),
    looks: (cursor, signal) =>
      core.ask({ method: "GET", path: `/me/looks${cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`}`, parse: looksShape, signal }),
    receipt: (meetingId, signal) => core.ask({ method: "GET", path: meeting(meetingId, "receipt"), parse: nullable(receiptShape), signal }),
    receiptPdf: (meetingId, language) =>
      core.file({ path: `${meeting(meetingId, "receipt.pdf")}?language=${language}`, accept: "application/pdf" }),
    receiptFhir: (meetingId) => core.file({ path: meeting(meetingId, "receipt.fhir"), accept: "application/fhir+json" }),
    compared: (meetingId, same) =>
      core.ask({ method: "POST", path: meeting(meetingId, "compared"), body: { same }, parse: nothing }),
  };
}
