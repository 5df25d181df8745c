import { describe, expect, it } from "vitest";
import type { StopReason } from "../../call";
import { LANGUAGES, loadCatalogue } from "../../i18n/catalogue";
import { createTranslator } from "../../i18n/translate";
import { whyText } from "./stopped";

const REASONS: readonly StopReason[] = [
  "codesDiffer",
  "otherSawCodesDiffer",
  "otherStopped",
  "bypassed",
  "workerLost",
  "notTrusted",
  "tooManyTries",
  "identityRefused",
];

describe.each(LANGUAGES)("why a call was stopped, in %s", (language) => {
  it("is told for every reason in words of its own", async () => {
    const t = createTranslator(language, await loadCatalogue(language));
    const texts = REASONS.map((reason) => whyText(t, reason, "Ola"));
    expect(new Set(texts).size).toBe(REASONS.length);
    for (const text of texts) expect(text).not.toMatch(/\{|bypass|worker|codesDiffer/);
  });
});
