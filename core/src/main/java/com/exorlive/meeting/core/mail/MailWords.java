package com.exorlive.meeting.core.mail;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// All that an e-mail of ours ever says (VM-20): that a message waits. Not from whom, not what
/// about, and no link that leads to more than the product's own address.
record MailWords(String subject, String text) {
    private static final String ENGLISH = "en";
    private static final Map<String, MailWords> BY_LANGUAGE =
            Map.of(
                    ENGLISH,
                    new MailWords(
                            "A message waits for you in ExorLive",
                            """
                            A message waits for you in ExorLive.

                            Sign in to read it:
                            %s

                            This e-mail was sent automatically and can't be answered.
                            """),
                    "nb",
                    new MailWords(
                            "En melding venter på deg i ExorLive",
                            """
                            En melding venter på deg i ExorLive.

                            Logg inn for å lese den:
                            %s

                            Denne e-posten er sendt automatisk og kan ikke besvares.
                            """),
                    "sv",
                    new MailWords(
                            "Ett meddelande väntar på dig i ExorLive",
                            """
                            Ett meddelande väntar på dig i ExorLive.

                            Logga in för att läsa det:
                            %s

                            Det här mejlet skickades automatiskt och kan inte besvaras.
                            """),
                    "da",
                    new MailWords(
                            "En besked venter på dig i ExorLive",
                            """
                            En besked venter på dig i ExorLive.

                            Log ind for at læse den:
                            %s

                            Denne e-mail er sendt automatisk og kan ikke besvares.
                            """),
                    "fi",
                    new MailWords(
                            "Sinulle on viesti ExorLivessa",
                            """
                            Sinulle on viesti ExorLivessa.

                            Lue se kirjautumalla sisään:
                            %s

                            Tämä sähköposti on lähetetty automaattisesti, eikä siihen voi vastata.
                            """));

    /// @param product where people sign in
    static MailWords in(String language, URI product) {
        var known = BY_LANGUAGE.containsKey(language) ? language : ENGLISH;
        var words = Optional.ofNullable(BY_LANGUAGE.get(known)).orElseThrow();
        return new MailWords(words.subject(), words.text().formatted(product));
    }
}
