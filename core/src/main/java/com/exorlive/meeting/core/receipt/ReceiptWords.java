package com.exorlive.meeting.core.receipt;

/// The words of a printed receipt, in the languages of the product.
enum ReceiptWords {
    TITLE("Meeting receipt", "Møtekvittering", "Möteskvitto", "Mødekvittering", "Tapaamiskuitti"),
    INSTRUCTOR("Instructor", "Instruktør", "Instruktör", "Instruktør", "Ohjaaja"),
    CLIENT("Client", "Utøver", "Klient", "Klient", "Asiakas"),
    IDENTIFIED(
            "identified by",
            "identifisert med",
            "identifierad med",
            "identificeret med",
            "tunnistettu"),
    NOT_PROVED(
            "identity not proved",
            "identiteten er ikke bekreftet",
            "identiteten är inte styrkt",
            "identiteten er ikke bekræftet",
            "henkilöllisyyttä ei vahvistettu"),
    PASSWORD("a password", "passord", "lösenord", "adgangskode", "salasanalla"),
    LOW("low", "lavt nivå", "låg nivå", "lavt niveau", "matala taso"),
    SUBSTANTIAL(
            "substantial",
            "betydelig nivå",
            "väsentlig nivå",
            "betydeligt niveau",
            "korotettu taso"),
    HIGH("high", "høyt nivå", "hög nivå", "højt niveau", "korkea taso"),
    START("Start", "Start", "Start", "Start", "Alku"),
    END("End", "Slutt", "Slut", "Slut", "Loppu"),
    ENCRYPTION("Encryption", "Kryptering", "Kryptering", "Kryptering", "Salaus"),
    END_TO_END(
            "end to end",
            "ende til ende",
            "från ände till ände",
            "fra ende til ende",
            "päästä päähän"),
    SAME(
            "code compared",
            "kode sammenlignet",
            "kod jämförd",
            "kode sammenlignet",
            "koodi verrattu"),
    NO(
            "code not compared",
            "kode ikke sammenlignet",
            "kod inte jämförd",
            "kode ikke sammenlignet",
            "koodia ei verrattu"),
    DIFFERENT(
            "the code differed",
            "koden var ulik",
            "koden skilde sig",
            "koden var forskellig",
            "koodi oli eri"),
    RECORDED("Recorded", "Tatt opp", "Inspelat", "Optaget", "Tallennettu"),
    NOTHING("nothing", "ingenting", "ingenting", "intet", "ei mitään"),
    PROGRAM(
            "Program signed",
            "Program signert",
            "Program signerat",
            "Program underskrevet",
            "Ohjelma allekirjoitettu"),
    VERSION("version", "versjon", "version", "version", "versio"),
    SEALED(
            "This page is signed electronically: a reader of PDF shows whether it was changed.",
            "Denne siden er signert elektronisk: en PDF-leser viser om den er endret.",
            "Den här sidan är elektroniskt signerad: en PDF-läsare visar om den har ändrats.",
            "Denne side er signeret elektronisk: en PDF-læser viser, om den er ændret.",
            "Tämä sivu on allekirjoitettu sähköisesti: PDF-lukija näyttää, onko sitä muutettu."),
    RECEIPT("Receipt", "Kvittering", "Kvitto", "Kvittering", "Kuitti");

    private final String english;
    private final String norwegian;
    private final String swedish;
    private final String danish;
    private final String finnish;

    ReceiptWords(String english, String norwegian, String swedish, String danish, String finnish) {
        this.english = english;
        this.norwegian = norwegian;
        this.swedish = swedish;
        this.danish = danish;
        this.finnish = finnish;
    }

    /// How surely somebody was identified, by its word in eIDAS.
    static ReceiptWords level(String wireName) {
        return switch (wireName) {
            case "low" -> LOW;
            case "substantial" -> SUBSTANTIAL;
            case "high" -> HIGH;
            default -> throw new IllegalStateException("no level of eIDAS: " + wireName);
        };
    }

    /// @param language as `Accept-Language` names it; English for any other
    String in(String language) {
        return switch (language) {
            case "nb" -> norwegian;
            case "sv" -> swedish;
            case "da" -> danish;
            case "fi" -> finnish;
            default -> english;
        };
    }
}
