package com.exorlive.meeting.core.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.ListeningPage;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whoever looks at contacts or invitations is told at once that something about them is new.
@OnBothDatabases
final class MeetingNewsTest {
    private static final String PATH = "/core/v1/me/events";

    private static CoreUnderTest core;
    private static Browser ingrid;
    private static Browser ola;
    private static Browser kari;

    private final List<ListeningPage> pages = new ArrayList<>();

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        ola = core.signedIn("ola");
        kari = core.signedIn("kari");
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    @AfterEach
    void forget() {
        pages.forEach(ListeningPage::close);
        core.database()
                .run(
                        handle -> {
                            handle.execute("delete from meeting_event");
                            handle.execute("delete from meeting");
                        });
    }

    @Test
    void theClientHearsOfAnInvitationAndTheInstructorThatTheClientCantCome() {
        var atOla = listen(ola);
        var atIngrid = listen(ingrid);

        var meeting = start("Ola Nordmann");
        atOla.next("meetings");
        atIngrid.next("meetings");
        ola.api("POST", "/invitations/" + meeting + "/decline", Map.of());

        atIngrid.next("meetings");
        atOla.next("meetings");
    }

    @Test
    void theInstructorHearsThatSomebodyWaits() {
        var meeting = start("Ola Nordmann");
        var atIngrid = listen(ingrid);

        report(meeting, "waiting", "invitee");

        atIngrid.next("meetings");
        assertThat(ingrid.api("GET", "/contacts").json().toString())
                .contains("\"inviteeWaiting\":true");
    }

    @Test
    void whoDoesNotComeBackAfterTheirNodeDiedIsNotShownAsWaiting() {
        var meeting = start("Ola Nordmann");
        report(meeting, "joined", "invitee");
        report(meeting, "joined", "host");

        // As another node says it, to which the host alone has come back.
        report(meeting, "joined", "host");
        report(meeting, "waiting", "host");

        assertThat(ingrid.api("GET", "/contacts").json().toString())
                .contains("\"inviteeWaiting\":false");
    }

    @Test
    void whoeverElseIsInvitedHearsThatTheInstructorIsInAnotherMeeting() {
        start("Kari Dahl");
        var meeting = start("Ola Nordmann");
        report(meeting, "joined", "host");
        var atKari = listen(kari);

        report(meeting, "joined", "invitee");
        atKari.next("meetings");
        report(meeting, "started", "");
        atKari.next("meetings");

        assertThat(kari.api("GET", "/invitations").json().toString()).contains("\"hostBusy\":true");
    }

    @Test
    void whoHasNoPartInItHearsNothing() {
        var atKari = listen(kari);

        var meeting = start("Ola Nordmann");
        report(meeting, "waiting", "invitee");
        start("Kari Dahl");

        // The first thing that Kari hears of comes with her own invitation.
        atKari.next("meetings");
        assertThat(kari.api("GET", "/invitations").json().toString()).contains("Ingrid Berg");
    }

    @Test
    void nothingOfAnyMeetingIsInWhatIsTold() {
        var page = ListeningPage.open(core.origin(), PATH, ola.accessToken());
        pages.add(page);

        assertThat(page.next("meetings").data()).isEmpty();
    }

    /// The median, so that one pause of the machine proves nothing; what it is, is printed.
    @Test
    void halfOfTheNewsIsThereWithinASecond() {
        var meeting = start("Ola Nordmann");
        var atIngrid = listen(ingrid);
        var took = new ArrayList<Long>();
        for (int i = 0; i < 21; i++) {
            long before = System.nanoTime();
            report(meeting, i % 2 == 0 ? "joined" : "left", "invitee");
            took.add(atIngrid.next("meetings").readAtNanos() - before);
        }
        took.sort(null);
        System.out.printf(
                "who waits is told after %.1f ms (median), %.1f ms (worst of %d)%n",
                took.get(10) / 1e6, took.getLast() / 1e6, took.size());
        assertThat(Duration.ofNanos(took.get(10))).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void onePersonListensWithEightPagesAtMost() {
        var lars = core.signedIn("lars");
        for (int i = 0; i < 8; i++) {
            listen(lars);
        }
        var ninth = ListeningPage.open(core.origin(), PATH, lars.accessToken());
        pages.add(ninth);

        assertThat(ninth.status()).isEqualTo(429);
    }

    /// A page that has heard of everything so far.
    private ListeningPage listen(Browser who) {
        var page = ListeningPage.open(core.origin(), PATH, who.accessToken());
        pages.add(page);
        page.next("meetings");
        return page;
    }

    private static String start(String contact) {
        var id =
                ingrid.api("GET", "/contacts")
                        .json()
                        .path("contacts")
                        .valueStream()
                        .filter(it -> it.path("name").asString().equals(contact))
                        .map(it -> it.path("id").asString())
                        .findFirst()
                        .orElseThrow();
        return ingrid.api("POST", "/meetings", Map.of("contactId", id)).text("id");
    }

    private static void report(String meeting, String event, String seat) {
        Map<String, String> details = seat.isEmpty() ? Map.of() : Map.of("seat", seat);
        var at = core.clock.instant().toString();
        var eventId = "event-" + System.nanoTime();
        assertThat(core.signaling().report(meeting, event, eventId, at, details).status())
                .isEqualTo(204);
    }
}
