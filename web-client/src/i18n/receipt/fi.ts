import type { SectionTexts } from "../sections";

export const receipt: SectionTexts<"receipt"> = {
  "receipt.copy": "Kopioi kuitti potilaskertomukseen",
  "receipt.copyHint": "Pelkkää tekstiä, ei terveystietoja",
  "receipt.copied": "Kopioitu",
  "receipt.copyFailed": "Selain ei sallinut kopiointia. Lataa PDF.",
  "receipt.pdf": "Lataa PDF",
  "receipt.fhir": "Lataa FHIR",
  "receipt.signed": "Kuitti {number} · palvelimen allekirjoittama",
  "receipt.server": "Palvelin",
  "receipt.notIdentified": "Ei tunnistettu tässä tapaamisessa",
  "receipt.signedIn": "{method}, kirjautui klo {time}",
  "receipt.encrypted": "Päästä päähän",
  "receipt.same": "Päästä päähän, koodi verrattu",
  "receipt.different": "Pysäytetty: koodit erosivat",
  "receipt.program": "Ohjelma",
  "receipt.version": "{name} · versio {n}, allekirjoitettu",
  "receipt.versionUnsigned": "{name} · versio {n}",
  "receipt.organisation": "Organisaatio",
  "receipt.nameless": "Nimetön",
  "receipt.line": "{term}: {fact}",
  "receipt.open": "Kuitti",
};
