import type { ApiRefusal, Dose } from "../api";
import type { MessageKey } from "../i18n/catalogue";
import type { Translator } from "../i18n/translate";

/// Turns what the server says into sentences.

/// Sentences use the first name; the line and headings the whole one. "Contact 17" is nobody's name, and stays whole.
export function firstName(name: string): string {
  if (/\s\d+$/.test(name)) return name;
  return name.trim().split(/\s+/)[0] ?? name;
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.at(0) ?? "";
  const last = words.length > 1 ? (words.at(-1)?.at(0) ?? "") : "";
  return (first + last).toUpperCase();
}

type TitleKey = "physiotherapist" | "trainer" | "occupational-therapist" | "administrator" | "client";
const TITLES: readonly TitleKey[] = ["physiotherapist", "trainer", "occupational-therapist", "administrator", "client"];

function titleKey(title: string): TitleKey | null {
  return TITLES.find((known) => known === title) ?? null;
}

/// "Physiotherapist", or nothing for a title that we have no word for.
export function titleText(t: Translator, title: string): string {
  const key = titleKey(title);
  return key ? t.text(`title.${key}`) : "";
}

/// "Ola Nordmann, client"
export function nameAndTitle(t: Translator, person: { readonly name: string; readonly title: string }): string {
  const key = titleKey(person.title);
  return key ? t.text("common.nameAndTitle", { name: person.name, title: t.text(`titleIn.${key}`) }) : person.name;
}

/// "Your physiotherapist at Fjellvik"
export function yoursAt(t: Translator, title: string, organisation: string): string {
  const key = titleKey(title);
  return key ? t.text(`yours.${key}`, { organisation }) : organisation;
}

export function pictureOf(t: Translator, person: { readonly name: string; readonly title: string }): string {
  const key = titleKey(person.title);
  const title = key ? t.text(`titleIn.${key}`) : "";
  return key ? t.text("meeting.pictureOf", { name: person.name, title }) : person.name;
}

const DAY_MS = 86_400_000;

type Day = "today" | "yesterday" | "tomorrow";
const DAYS: Readonly<Record<string, Day>> = { "0": "today", "1": "yesterday", "-1": "tomorrow" };

function dayOf(at: Date, nowMs: number): Day | null {
  return DAYS[Math.round((startOfDay(new Date(nowMs)) - startOfDay(at)) / DAY_MS).toString()] ?? null;
}

/// "Today at 14:00", "12 Nov at 14:00": on its own.
export function whenText(t: Translator, at: Date, nowMs: number): string {
  const day = dayOf(at, nowMs);
  const time = t.time(at);
  return day ? t.text(`when.${day}`, { time }) : t.text("when.date", { date: t.shortDate(at), time });
}

/// "today at 14:00", "12 Nov at 14:00": within a sentence.
export function whenInText(t: Translator, at: Date, nowMs: number): string {
  const day = dayOf(at, nowMs);
  const time = t.time(at);
  return day ? t.text(`whenIn.${day}`, { time }) : t.text("when.date", { date: t.shortDate(at), time });
}

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

export function minutesBetween(from: Date, to: Date): number {
  return Math.max(1, Math.round((to.getTime() - from.getTime()) / 60_000));
}

/// "3 sets", "10 reps", "60 s rest": only what the dose says.
export function doseTexts(t: Translator, dose: Dose): readonly string[] {
  const perSide = dose.perSide === true;
  const texts: string[] = [];
  if (dose.sets !== null) texts.push(t.text("program.sets", { n: dose.sets }));
  if (dose.reps !== null) texts.push(t.text(perSide ? "program.repsPerSide" : "program.reps", { n: dose.reps }));
  if (dose.holdSeconds !== null) {
    const sideSaid = perSide && dose.reps !== null;
    texts.push(t.text(perSide && !sideSaid ? "program.holdPerSide" : "program.hold", { n: dose.holdSeconds }));
  }
  if (dose.loadKg !== null && dose.loadKg > 0) texts.push(t.text("program.load", { n: dose.loadKg }));
  if (dose.restSeconds !== null) texts.push(t.text("program.rest", { n: dose.restSeconds }));
  return texts;
}

/// Why a meeting can't be started (UI.md 8); null for what is no such reason.
export function meetingRefusal(t: Translator, code: string, first: string): string | null {
  switch (code) {
    case "not-instructor":
      return t.text("refusal.notInstructor");
    case "module-off":
      return t.text("refusal.moduleOff");
    case "contact-unknown":
      return t.text("refusal.contactUnknown");
    case "contact-not-yours":
      return t.text("refusal.contactNotYours", { first });
    case "contact-without-account":
      return t.text("refusal.noAccount", { first });
    case "contact-under-16":
      return t.text("refusal.under16");
    case "contact-age-unknown":
      return t.text("refusal.ageUnknown");
    default:
      return null;
  }
}

export interface ErrorWords {
  readonly title: string;
  readonly body: string;
  readonly caseId: string | null;
}

type Kind = "network" | "busy" | "unexpected";

const ERROR_KEYS: Readonly<Record<Kind, readonly [title: MessageKey, body: MessageKey]>> = {
  network: ["error.network", "error.networkHint"],
  busy: ["error.busy", "error.busyHint"],
  unexpected: ["error.title", "error.body"],
};

/// What to say about any other refusal: what, whose side, what to do, and the case id if the server gave one.
export function errorWords(t: Translator, refusal: ApiRefusal): ErrorWords {
  const kind: Kind =
    refusal.code === "network" ? "network" : refusal.status === 429 || refusal.status === 503 ? "busy" : "unexpected";
  const [title, body] = ERROR_KEYS[kind];
  return { title: plain(t, title), body: plain(t, body), caseId: refusal.correlationId ?? null };
}

/// For keys whose texts have no variables.
function plain(t: Translator, key: MessageKey): string {
  return t.text(key as "error.title");
}
