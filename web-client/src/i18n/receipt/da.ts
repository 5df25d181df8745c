import type { SectionTexts } from "../sections";

export const receipt: SectionTexts<"receipt"> = {
  "receipt.copy": "Kopiér kvitteringen til journalen",
  "receipt.copyHint": "Ren tekst uden helbredsoplysninger",
  "receipt.copied": "Kopieret",
  "receipt.copyFailed": "Browseren lod os ikke kopiere. Hent PDF i stedet.",
  "receipt.pdf": "Hent som PDF",
  "receipt.fhir": "Hent som FHIR",
  "receipt.signed": "Kvittering {number} · signeret af serveren",
  "receipt.server": "Serveren",
  "receipt.notIdentified": "Aldrig identificeret i dette møde",
  "receipt.signedIn": "{method}, logget ind {time}",
  "receipt.encrypted": "Ende til ende",
  "receipt.same": "Ende til ende, kode sammenlignet",
  "receipt.different": "Stoppet: koderne var forskellige",
  "receipt.program": "Program",
  "receipt.version": "{name} · version {n}, signeret",
  "receipt.versionUnsigned": "{name} · version {n}",
  "receipt.organisation": "Virksomhed",
  "receipt.nameless": "Uden navn",
  "receipt.line": "{term}: {fact}",
  "receipt.open": "Kvittering",
};
