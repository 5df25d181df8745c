export const providers = {
  "providers.continue": "Fortsätt med {name}",
  "providers.or": "eller",
  "providers.busy": "Skickar dig vidare…",
  "providers.unavailableNamed": "{name} svarar inte just nu. Försök igen om en stund, eller logga in med lösenord.",
  "providers.unavailable": "Inloggningstjänsten svarar inte just nu. Försök igen om en stund, eller logga in med lösenord.",
  "providers.refused": "Inloggningen där avbröts eller nekades. Försök igen, eller välj ett annat sätt.",
  "providers.wrong": "Svaret från inloggningstjänsten gick inte att lita på, så du är inte inloggad. Försök igen.",
  "providers.tooLow": "Din verksamhet kräver en säkrare inloggning än den du använde. Försök igen och välj det säkrare sättet.",
  "providers.tooOld": "Det är för länge sedan du loggade in där. Försök igen och logga in på nytt.",
  "providers.unknown": "Du är inte känd här med det här kontot än. Be kliniken om en engångskod och använd den en gång för att koppla ihop dem.",
  "providers.taken": "Det här kontot är redan kopplat till någon annan här. Fråga administratören.",
  "providers.codeUnknown": "Koden kan inte användas. Den kan vara för gammal eller redan använd. Be om en ny.",
  "signInEnded.title": "Du har loggats ut",
  "signInEnded.body":
    "Din inloggning har avslutats: det var för länge sedan du loggade in, eller så loggades du ut någon annanstans. Logga in för att fortsätta där du var.",
  "signInEnded.meeting":
    "Din inloggning har avslutats, så du har lämnat mötet. Din kamera och mikrofon är avstängda. Logga in för att komma tillbaka till det.",
  "identity.vouched": "{provider}, {level} nivå",
  "identity.level.low": "låg",
  "identity.level.substantial": "väsentlig",
  "identity.level.high": "hög",
  "identity.called": "Kallas {name} i er egen namntjänst",
};
