import type { SectionTexts } from "../sections";

export const receipt: SectionTexts<"receipt"> = {
  "receipt.copy": "Kopier kvittering til journalen",
  "receipt.copyHint": "Ren tekst, uten helseopplysninger",
  "receipt.copied": "Kopiert",
  "receipt.copyFailed": "Nettleseren lot oss ikke kopiere. Last ned PDF i stedet.",
  "receipt.pdf": "Last ned som PDF",
  "receipt.fhir": "Last ned som FHIR",
  "receipt.signed": "Kvittering {number} · signert av serveren",
  "receipt.server": "Serveren",
  "receipt.notIdentified": "Aldri identifisert i dette møtet",
  "receipt.signedIn": "{method}, logget inn {time}",
  "receipt.encrypted": "Ende til ende",
  "receipt.same": "Ende til ende, kode sammenlignet",
  "receipt.different": "Stoppet: kodene var ulike",
  "receipt.program": "Program",
  "receipt.version": "{name} · versjon {n}, signert",
  "receipt.versionUnsigned": "{name} · versjon {n}",
  "receipt.organisation": "Virksomhet",
  "receipt.nameless": "Uten navn",
  "receipt.line": "{term}: {fact}",
  "receipt.open": "Kvittering",
};
