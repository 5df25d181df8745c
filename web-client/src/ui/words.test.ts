import { describe, expect, it } from "vitest";
import type { Dose } from "../api";
import { loadCatalogue } from "../i18n/catalogue";
import { createTranslator } from "../i18n/translate";
import { doseTexts, errorWords, firstName, initials, meetingRefusal, minutesBetween, nameAndTitle, whenInText, whenText } from "./words";

const en = createTranslator("en", await loadCatalogue("en"));
const nb = createTranslator("nb", await loadCatalogue("nb"));

const NOTHING: Dose = { sets: null, reps: null, holdSeconds: null, restSeconds: null, loadKg: null, perSide: null };
const NOON = new Date(2026, 10, 21, 12, 0);

describe("a dose", () => {
  it("says only what is there, in the order of doing it", () => {
    expect(doseTexts(en, { ...NOTHING, sets: 3, reps: 10, restSeconds: 60 })).toEqual(["3 sets", "10 reps", "60 s rest"]);
    expect(doseTexts(en, { ...NOTHING, sets: 1, reps: 8, loadKg: 4 })).toEqual(["1 set", "8 reps", "4 kg"]);
    expect(doseTexts(en, NOTHING)).toEqual([]);
  });

  it("says each side once", () => {
    expect(doseTexts(en, { ...NOTHING, sets: 2, holdSeconds: 30, perSide: true })).toEqual(["2 sets", "30 s each side"]);
    expect(doseTexts(en, { ...NOTHING, reps: 12, holdSeconds: 3, perSide: true })).toEqual(["12 reps each side", "hold 3 s"]);
  });

  it("leaves away a load of nothing", () => {
    expect(doseTexts(en, { ...NOTHING, reps: 12, loadKg: 0 })).toEqual(["12 reps"]);
  });
});

describe("a time", () => {
  it("is told by the day it lies on", () => {
    const now = NOON.getTime();
    expect(whenText(en, new Date(2026, 10, 21, 0, 5), now)).toBe("Today at 00:05");
    expect(whenText(en, new Date(2026, 10, 20, 23, 55), now)).toBe("Yesterday at 23:55");
    expect(whenInText(en, new Date(2026, 10, 22, 8, 15), now)).toBe("tomorrow at 08:15");
    expect(whenText(en, new Date(2026, 10, 12, 14, 0), now)).toBe("12 Nov at 14:00");
    expect(whenText(nb, new Date(2026, 10, 21, 14, 0), now)).toBe("I dag kl. 14.00");
  });

  it("of a meeting is at least one minute", () => {
    expect(minutesBetween(NOON, new Date(NOON.getTime() + 5000))).toBe(1);
    expect(minutesBetween(NOON, new Date(NOON.getTime() + 26 * 60_000))).toBe(26);
  });
});

describe("a person", () => {
  it("is called by first name in sentences and by initials on the avatar", () => {
    expect(firstName("  Ola Nordmann ")).toBe("Ola");
    expect(initials("Ola Nordmann")).toBe("ON");
    expect(initials("Ann-Kari von der Ley")).toBe("AL");
    expect(initials("Prince")).toBe("P");
    expect(initials("")).toBe("");
  });

  it("with a title that we have no word for is shown without one", () => {
    expect(nameAndTitle(en, { name: "Ola", title: "client" })).toBe("Ola, client");
    expect(nameAndTitle(en, { name: "Ola", title: "wizard" })).toBe("Ola");
  });
});

describe("a refusal", () => {
  it("is put into the words of the design", () => {
    expect(meetingRefusal(en, "contact-under-16", "Mia")).toBe("Video meetings are for people aged 16 or older.");
    expect(meetingRefusal(nb, "contact-without-account", "Tor")).toBe(
      "Tor må ha en konto for å møte på video.",
    );
    expect(meetingRefusal(en, "no-such-code", "Tor")).toBeNull();
  });

  it("that nobody foresaw is told with its case, never as a code", () => {
    const words = errorWords(en, { code: "boom", status: 500, correlationId: "7F3A" });
    expect(words.caseId).toBe("7F3A");
    expect(words.title + words.body).not.toContain("boom");
    expect(errorWords(en, { code: "network", status: 0 }).title).toBe("We can’t reach the server.");
    expect(errorWords(en, { code: "slow-down", status: 429 }).title).toBe("Too many tries in a short time.");
  });
});
