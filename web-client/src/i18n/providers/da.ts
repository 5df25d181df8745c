export const providers = {
  "providers.continue": "Fortsæt med {name}",
  "providers.or": "eller",
  "providers.busy": "Sender dig videre…",
  "providers.unavailableNamed": "{name} svarer ikke lige nu. Prøv igen om lidt, eller log ind med adgangskode.",
  "providers.unavailable": "Login-tjenesten svarer ikke lige nu. Prøv igen om lidt, eller log ind med adgangskode.",
  "providers.refused": "Login der blev afbrudt eller afvist. Prøv igen, eller vælg en anden måde.",
  "providers.wrong": "Svaret fra login-tjenesten var ikke til at stole på, så du er ikke logget ind. Prøv igen.",
  "providers.tooLow": "Din virksomhed kræver et sikrere login end det, du brugte. Prøv igen, og vælg den sikrere måde.",
  "providers.tooOld": "Det er for længe siden, du loggede ind der. Prøv igen, og log ind på ny.",
  "providers.unknown": "Du er ikke kendt her med denne konto endnu. Bed klinikken om en engangskode, og brug den én gang for at knytte dem sammen.",
  "providers.taken": "Denne konto er allerede knyttet til en anden her. Spørg administratoren.",
  "providers.codeUnknown": "Koden kan ikke bruges. Den kan være for gammel eller brugt. Bed om en ny.",
  "signInEnded.title": "Du er blevet logget ud",
  "signInEnded.body":
    "Dit login er slut: det er for længe siden, du loggede ind, eller du blev logget ud et andet sted. Log ind for at fortsætte, hvor du var.",
  "signInEnded.meeting":
    "Dit login er slut, så du har forladt mødet. Dit kamera og din mikrofon er slukket. Log ind for at komme tilbage til det.",
  "identity.vouched": "{provider}, {level} niveau",
  "identity.level.low": "lavt",
  "identity.level.substantial": "betydeligt",
  "identity.level.high": "højt",
  "identity.called": "Kaldes {name} i jeres egen navnetjeneste",
};
