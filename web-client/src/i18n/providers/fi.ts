export const providers = {
  "providers.continue": "Jatka: {name}",
  "providers.or": "tai",
  "providers.busy": "Siirrytään palveluun…",
  "providers.unavailableNamed": "{name} ei vastaa juuri nyt. Yritä hetken kuluttua uudelleen tai kirjaudu salasanalla.",
  "providers.unavailable": "Tunnistuspalvelu ei vastaa juuri nyt. Yritä hetken kuluttua uudelleen tai kirjaudu salasanalla.",
  "providers.refused": "Tunnistautuminen keskeytyi tai se hylättiin. Yritä uudelleen tai valitse toinen tapa.",
  "providers.wrong": "Tunnistuspalvelun vastaukseen ei voitu luottaa, joten et ole kirjautunut. Yritä uudelleen.",
  "providers.tooLow": "Organisaatiosi vaatii vahvemman tunnistautumisen kuin käytit. Yritä uudelleen ja valitse vahvempi tapa.",
  "providers.tooOld": "Tunnistautumisestasi on liian kauan. Yritä uudelleen ja tunnistaudu uudestaan.",
  "providers.unknown": "Sinua ei vielä tunneta täällä tällä tilillä. Pyydä vastaanotolta kertakoodi ja yhdistä tilit sillä kerran.",
  "providers.taken": "Tämä tili on jo yhdistetty toiseen henkilöön. Kysy ylläpitäjältä.",
  "providers.codeUnknown": "Koodia ei voi käyttää. Se voi olla vanhentunut tai jo käytetty. Pyydä uusi.",
  "signInEnded.title": "Sinut on kirjattu ulos",
  "signInEnded.body":
    "Kirjautumisesi on päättynyt: kirjautumisesta on liian kauan, tai sinut kirjattiin ulos muualla. Kirjaudu sisään, niin voit jatkaa siitä, missä olit.",
  "signInEnded.meeting":
    "Kirjautumisesi on päättynyt, joten olet poistunut tapaamisesta. Kamerasi ja mikrofonisi ovat pois päältä. Kirjaudu sisään palataksesi siihen.",
  "identity.vouched": "{provider}, {level} taso",
  "identity.level.low": "matala",
  "identity.level.substantial": "korotettu",
  "identity.level.high": "korkea",
  "identity.called": "Oman nimipalvelunne mukaan {name}",
};
