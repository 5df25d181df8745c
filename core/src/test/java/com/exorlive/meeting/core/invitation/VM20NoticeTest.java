package com.exorlive.meeting.core.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.NoticeSettings;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// VM-20, all the way: what is pressed in the product, what arrives in the mailbox, and what stands
/// in it.
@OnBothDatabases
final class VM20NoticeTest {
    private static final long PATIENCE_MILLIS = 15_000;
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private static CoreUnderTest core;
    private static Browser ingrid;
    private static Browser ola;

    @BeforeDatabase
    static void start() throws Exception {
        MAIL.start();
        var server =
                new NoticeSettings.Mail(
                        "127.0.0.1",
                        MAIL.getSmtp().getPort(),
                        NoticeSettings.Security.NONE,
                        "",
                        "",
                        "no-reply@example.org");
        core = CoreUnderTest.start(new NoticeSettings(server, null, List.of()));
        ingrid = core.signedIn("ingrid");
        ola = core.signedIn("ola");
    }

    @AfterDatabase
    static void stop() {
        core.close();
        MAIL.stop();
    }

    @BeforeEach
    void empty() throws Exception {
        MAIL.purgeEmailFromAllMailboxes();
    }

    @Test
    void theClientGetsOneMailForEachOfInvitedMovedAndCalledOff() throws Exception {
        var id = plan("2026-11-24T13:00:00Z");
        arrives(1);
        var moved =
                ingrid.api(
                                "POST",
                                "/meetings/" + id + "/reschedule",
                                Map.of("version", 1, "startsAt", "2026-11-25T13:00:00Z"))
                        .text("id");
        arrives(2);
        ingrid.api("POST", "/meetings/" + moved + "/cancel", Map.of("version", 2));
        arrives(3);

        for (var mail : MAIL.getReceivedMessages()) {
            // Not ours, and tells the time of the day.
            mail.removeHeader("Received");
            assertThat(GreenMailUtil.getWholeMessage(mail))
                    .contains("To: ola@fjellvik.example")
                    .doesNotContain("Ola Nordmann", "Ingrid", "Fjellvik fysioterapi", id, moved)
                    .doesNotContain("/meetings", "13:00", "24.");
        }
    }

    @Test
    void whoIsInvitedNowGetsOneToo() {
        ingrid.api("POST", "/meetings", Map.of("contactId", contact()));
        arrives(1);
    }

    @Test
    void theHostGetsOneWhenTheClientCantCome() throws Exception {
        var id = plan("2026-11-27T13:00:00Z");
        arrives(1);
        ola.api("POST", "/invitations/" + id + "/decline");
        arrives(2);

        assertThat(MAIL.getReceivedMessages()[1].getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("ingrid@fjellvik.example");
    }

    private static void arrives(int count) {
        assertThat(MAIL.waitForIncomingEmail(PATIENCE_MILLIS, count)).isTrue();
    }

    private static String plan(String startsAt) {
        return ingrid.api("POST", "/meetings", Map.of("contactId", contact(), "startsAt", startsAt))
                .text("id");
    }

    private static String contact() {
        return ingrid.api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString().equals("Ola Nordmann"))
                .map(it -> it.path("id").asString())
                .findFirst()
                .orElseThrow();
    }
}
