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
    NOT_PROVED("not proved", "ikke bekreftet", "inte styrkt", "ikke bekræftet", "ei vahvistettu"),
    START("Start (UTC)", "Start (UTC)", "Start (UTC)", "Start (UTC)", "Alku (UTC)"),
    END("End (UTC)", "Slutt (UTC)", "Slut (UTC)", "Slut (UTC)", "Loppu (UTC)"),
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
            "Program signed, version",
            "Program signert, versjon",
            "Program signerat, version",
            "Program underskrevet, version",
            "Ohjelma allekirjoitettu, versio"),
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
