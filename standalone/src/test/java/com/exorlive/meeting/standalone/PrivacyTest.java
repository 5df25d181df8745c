package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.demo.DemoAccount;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.HttpCookie;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a whole meeting leaves behind (S-70, S-71): nothing in the log at its most talkative, and
/// nothing in the files that was said or secret.
class PrivacyTest {
    private static final String SAID = "c2FpZC1lbmQtdG8tZW5k";

    @TempDir Path data;
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<String> secrets = new ArrayList<>();
    private final List<String> personal = new ArrayList<>();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void listenNoMore() {
        System.setErr(before);
    }

    @Test
    void aMeetingLeavesNoSecretInLogOrFileAndNobodysNameOrAddressInTheLog() throws Exception {
        try (var product = TestStandalone.start(data, Map.of("exorlive.log.level", "trace"));
                var ingrid = new Caller(product.origin(), 1);
                var ola = new Caller(product.origin(), 2);
                var kari = new Caller(product.origin(), 3)) {
            meet(ingrid, ola, kari);
        }

        var written = log.toString(StandardCharsets.UTF_8);
        assertThat(written).contains("Joined", "answer breaks the mirror");
        for (var secret : secrets) {
            assertThat(written).doesNotContain(secret);
        }
        for (var word : personal) {
            assertThat(written).doesNotContain(word);
        }
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var content = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (var secret : secrets) {
                    assertThat(content).as(file.toString()).doesNotContain(secret);
                }
            }
        }
    }

    private void meet(Caller ingrid, Caller ola, Caller kari) throws Exception {
        for (var person : Map.of("ingrid", ingrid, "ola", ola, "kari", kari).entrySet()) {
            person.getValue().signIn(person.getKey());
        }
        var meeting = ingrid.startMeeting("Ola Nordmann");
        ingrid.join(meeting);
        ola.join(meeting);
        assertThat(kari.askForTicket(meeting).statusCode()).isEqualTo(404);
        // One broken answer, one that is no answer, then good ones.
        ola.answerOffer(sdp -> sdp.replace("a=rtcp-mux\r\n", ""));
        ola.next("error");
        ingrid.answerOffer(UnaryOperator.identity());
        ingrid.media.awaitConnected();
        var olasConnection = ingrid.next("presence").get("conn").stringValue();
        ingrid.say(Map.of("t", "e2ee", "to", olasConnection, "data", SAID));
        ola.next("e2ee");
        ola.text(Map.of("t", "nonsense", "seq", 7, "data", SAID));
        note(ingrid);
        note(ola);
        note(kari);
        ingrid.say(Map.of("t", "end"));
        ingrid.next("ended");
    }

    private void note(Caller person) {
        secrets.addAll(List.of(DemoAccount.PASSWORD, Caller.VERIFIER, SAID));
        secrets.add(person.accessToken);
        person.cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::getValue)
                .forEach(secrets::add);
        List.of(person.ticket, person.resumeToken).stream()
                .filter(it -> !it.isEmpty())
                .forEach(secrets::add);
        if (!person.answer.isEmpty()) {
            var offer = person.media.lastOffer().credentials();
            secrets.addAll(List.of(offer.password(), "a=fingerprint:", "a=ice-"));
        }
        for (var account : DemoAccount.ALL) {
            personal.addAll(List.of(account.name().split(" ")));
        }
        personal.addAll(List.of("127.0.0.1", "0:0:0:0:0:0:0:1", "example.org"));
    }
}
