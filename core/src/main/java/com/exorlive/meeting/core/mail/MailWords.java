package com.exorlive.meeting.core.mail;

import com.exorlive.meeting.core.notice.Notice;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// All that an e-mail of ours ever says (VM-20): that a message or an account waits. Not from whom,
/// not what about, and no link that leads to more than the product's own address.
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

    private static final Map<String, MailWords> ACCOUNT_WAITS =
            Map.of(
                    ENGLISH,
                    new MailWords(
                            "An account waits for you in ExorLive",
                            """
                            An account waits for you in ExorLive.

                            You get the code for it from the person who made it. Choose a
                            password with the code here:
                            %s/set-password

                            This e-mail was sent automatically and can't be answered.
                            """),
                    "nb",
                    new MailWords(
                            "En konto venter på deg i ExorLive",
                            """
                            En konto venter på deg i ExorLive.

                            Du får koden til den av den som laget den. Velg et passord med
                            koden her:
                            %s/set-password

                            Denne e-posten er sendt automatisk og kan ikke besvares.
                            """),
                    "sv",
                    new MailWords(
                            "Ett konto väntar på dig i ExorLive",
                            """
                            Ett konto väntar på dig i ExorLive.

                            Du får koden till det av den som skapade det. Välj ett lösenord
                            med koden här:
                            %s/set-password

                            Det här mejlet skickades automatiskt och kan inte besvaras.
                            """),
                    "da",
                    new MailWords(
                            "En konto venter på dig i ExorLive",
                            """
                            En konto venter på dig i ExorLive.

                            Du får koden til den af den, der oprettede den. Vælg en
                            adgangskode med koden her:
                            %s/set-password

                            Denne e-mail er sendt automatisk og kan ikke besvares.
                            """),
                    "fi",
                    new MailWords(
                            "Sinulle on tili ExorLivessa",
                            """
                            Sinulle on tili ExorLivessa.

                            Saat koodin tilin luojalta. Valitse salasana koodilla tässä:
                            %s/set-password

                            Tämä sähköposti on lähetetty automaattisesti, eikä siihen voi vastata.
                            """));

    /// @param product where people sign in
    static MailWords in(String language, Notice notice, URI product) {
        var all =
                switch (notice) {
                    case MESSAGE -> BY_LANGUAGE;
                    case ACCOUNT -> ACCOUNT_WAITS;
                };
        var known = all.containsKey(language) ? language : ENGLISH;
        var words = Optional.ofNullable(all.get(known)).orElseThrow();
        return new MailWords(words.subject(), words.text().formatted(product));
    }
}
