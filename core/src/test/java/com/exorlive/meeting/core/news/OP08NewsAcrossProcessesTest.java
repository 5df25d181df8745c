package com.exorlive.meeting.core.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.ListeningPage;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two processes of core on one PostgreSQL: whoever listens to one of them hears what happens at
/// the other. By themselves these pages would never ask for it.
@OnBothDatabases
final class OP08NewsAcrossProcessesTest {
    private static CoreUnderTest north;
    private static CoreUnderTest south;
    private static Browser ingridAtNorth;
    private static Browser olaAtSouth;

    private final List<ListeningPage> pages = new ArrayList<>();

    @BeforeDatabase
    static void start() throws Exception {
        var database = TestDatabase.fresh();
        north = CoreUnderTest.startOn(database);
        south = CoreUnderTest.startOn(database);
        ingridAtNorth = north.signedIn("ingrid");
        olaAtSouth = south.signedIn("ola");
    }

    @AfterDatabase
    static void stop() {
        north.close();
        south.close();
    }

    @BeforeEach
    void onlyPostgresql() {
        assumeTrue(TestDatabase.kind() == TestDatabase.Kind.POSTGRESQL, "H2 has one process");
    }

    @AfterEach
    void forget() {
        pages.forEach(ListeningPage::close);
    }

    @Test
    void theClientAtOneHearsOfAnInvitationThatWasMadeAtTheOther() {
        var atOla = listen(olaAtSouth, south, "/core/v1/me/events");
        atOla.next("meetings");

        var answer =
                ingridAtNorth.api(
                        "POST", "/meetings", Map.of("contactId", contact("Ola Nordmann")));

        assertThat(answer.status()).isEqualTo(201);
        atOla.next("meetings");
        assertThat(olaAtSouth.api("GET", "/invitations").json().toString()).contains("Ingrid Berg");
    }

    @Test
    void theInstructorAtOneSeesTheSetThatTheClientDidAtTheOther() {
        var program = olaAtSouth.api("GET", "/me/program").json();
        var id = program.path("id").asString();
        var entry = program.path("exercises").path(0);
        var atIngrid = listen(ingridAtNorth, north, "/core/v1/programs/" + id + "/events");
        atIngrid.next("step");

        var done =
                olaAtSouth.api(
                        "POST",
                        "/me/training",
                        Map.of(
                                "id",
                                "a-set-of-this-test-1",
                                "program",
                                id,
                                "entry",
                                entry.path("id").asString(),
                                "set",
                                1,
                                "reps",
                                10,
                                "doneAt",
                                south.clock.instant().toString(),
                                "inMeeting",
                                true));

        assertThat(done.status()).isEqualTo(201);
        assertThat(atIngrid.next("training").data().path("id").asString())
                .isEqualTo("a-set-of-this-test-1");
    }

    @Test
    void whatIsToldIsNotReadableInTheDatabase() {
        var sealed = new SealedNews(new byte[32]);

        var text = sealed.seal("meeting AWkg0oBpIiRA");

        assertThat(text).doesNotContain("meeting");
        assertThat(sealed.open(text)).contains("meeting AWkg0oBpIiRA");
        assertThat(sealed.open(text.substring(4))).isEmpty();
        assertThat(sealed.open("no base64 at all!")).isEmpty();
        var another = new byte[32];
        another[0] = 1;
        assertThat(new SealedNews(another).open(text)).isEmpty();
    }

    private ListeningPage listen(Browser person, CoreUnderTest core, String path) {
        var page = ListeningPage.open(core.origin(), path, person.accessToken());
        pages.add(page);
        return page;
    }

    private static String contact(String name) {
        for (var contact : ingridAtNorth.api("GET", "/contacts").json().path("contacts")) {
            if (contact.path("name").asString("").equals(name)) {
                return contact.path("id").asString();
            }
        }
        throw new AssertionError("no contact " + name);
    }
}
