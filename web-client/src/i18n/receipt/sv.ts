import type { SectionTexts } from "../sections";

export const receipt: SectionTexts<"receipt"> = {
  "receipt.copy": "Kopiera kvittot till journalen",
  "receipt.copyHint": "Ren text, utan hälsouppgifter",
  "receipt.copied": "Kopierat",
  "receipt.copyFailed": "Webbläsaren lät oss inte kopiera. Ladda ner PDF i stället.",
  "receipt.pdf": "Ladda ner som PDF",
  "receipt.fhir": "Ladda ner som FHIR",
  "receipt.signed": "Kvitto {number} · signerat av servern",
  "receipt.server": "Servern",
  "receipt.notIdentified": "Aldrig identifierad i detta möte",
  "receipt.signedIn": "{method}, loggade in {time}",
  "receipt.encrypted": "Ände till ände",
  "receipt.same": "Ände till ände, kod jämförd",
  "receipt.different": "Stoppat: koderna skilde sig",
  "receipt.program": "Program",
  "receipt.version": "{name} · version {n}, signerad",
  "receipt.versionUnsigned": "{name} · version {n}",
  "receipt.organisation": "Verksamhet",
  "receipt.nameless": "Utan namn",
  "receipt.line": "{term}: {fact}",
  "receipt.open": "Kvitto",
};
