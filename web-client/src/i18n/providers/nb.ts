export const providers = {
  "providers.continue": "Fortsett med {name}",
  "providers.or": "eller",
  "providers.busy": "Sender deg videre…",
  "providers.unavailableNamed": "{name} svarer ikke akkurat nå. Prøv igjen om litt, eller logg inn med passord.",
  "providers.unavailable": "Innloggingstjenesten svarer ikke akkurat nå. Prøv igjen om litt, eller logg inn med passord.",
  "providers.refused": "Innloggingen der ble avbrutt eller avvist. Prøv igjen, eller velg en annen måte.",
  "providers.wrong": "Svaret fra innloggingstjenesten var ikke til å stole på, så du er ikke logget inn. Prøv igjen.",
  "providers.tooLow": "Virksomheten din krever en sikrere innlogging enn den du brukte. Prøv igjen og velg den sikrere måten.",
  "providers.tooOld": "Det er for lenge siden du logget inn der. Prøv igjen og logg inn på nytt.",
  "providers.unknown": "Du er ikke kjent her med denne kontoen ennå. Be klinikken om en engangskode, og bruk den én gang for å knytte dem sammen.",
  "providers.taken": "Denne kontoen er alt knyttet til noen andre her. Spør administratoren.",
  "providers.codeUnknown": "Denne koden kan ikke brukes. Den kan være for gammel eller brukt alt. Be om en ny.",
  "signInEnded.title": "Du er logget ut",
  "signInEnded.body":
    "Innloggingen din er avsluttet: Det er for lenge siden du logget inn, eller du ble logget ut et annet sted. Logg inn for å fortsette der du var.",
  "signInEnded.meeting":
    "Innloggingen din er avsluttet, så du har forlatt møtet. Kameraet og mikrofonen er slått av. Logg inn for å komme tilbake til det.",
  "identity.vouched": "{provider}, {level} nivå",
  "identity.level.low": "lavt",
  "identity.level.substantial": "betydelig",
  "identity.level.high": "høyt",
  "identity.called": "Kalles {name} i deres egen navnetjeneste",
};
