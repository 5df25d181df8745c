package com.exorlive.meeting.core.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.SmallDisk;
import com.exorlive.meeting.core.database.TestDatabase;
import com.exorlive.meeting.core.exercise.SamplePictures;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// S-73 on a disk that is really full: what would change something is told to come back, a running
/// meeting is let go on, and all is well when there is room again. Root alone can make such a disk;
/// without it this is left out, and `S73AuditUnavailableTest` shows the rules.
@OnBothDatabases
final class S73FullDiskTest {
    /// More than fits, by far.
    private static final int UPLOADS = 400;

    /// As the pool has, and one more.
    private static final int CONNECTIONS = 11;

    @Test
    void aFullDiskStopsChangesAndNoMeeting() throws Exception {
        var mounted = SmallDisk.mounted(96);
        assumeTrue(mounted.isPresent(), "only root can mount a small disk");
        try (var disk = mounted.orElseThrow()) {
            var address = TestDatabase.in(Files.createDirectory(disk.folder().resolve("db")));
            try (var core = CoreUnderTest.startOn(address)) {
                tell(core, disk);
            } finally {
                TestDatabase.dropIn(address);
            }
        }
    }

    private static void tell(CoreUnderTest core, SmallDisk disk) throws Exception {
        var ingrid = core.signedIn("ingrid");
        var ola = core.signedIn("ola");
        var subject = ola.api("GET", "/me").text("sub");
        var signaling = core.signaling();
        var meeting = meeting(ingrid);
        var exercise = exercise(ingrid);
        var at = core.clock.instant().toString();
        signaling.report(meeting, "started", "s", at, Map.of());

        disk.fill();
        var refused = uploadUntilRefused(core, ingrid, exercise);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isIn("unavailable", "busy");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        if (TestDatabase.kind() == TestDatabase.Kind.POSTGRESQL) {
            // H2 closes its file until there is room, so that who comes again waits as well.
            assertThat(signaling.admit(meeting, subject).status()).isEqualTo(200);
        }

        disk.free();
        uploadUntilTaken(core, ingrid, exercise);
        assertThat(signaling.admit(meeting, subject).status()).isEqualTo(200);
        assertThat(ola.api("GET", "/me").status()).isEqualTo(200);
    }

    private static Http.Answer uploadUntilRefused(
            CoreUnderTest core, Browser who, String exercise) {
        for (int i = 0; i < UPLOADS; i++) {
            var answer = upload(core, who, exercise);
            if (answer.status() != 200) {
                return answer;
            }
        }
        throw new AssertionError("the disk is not full");
    }

    /// Each connection that lost its database is found out by who uses it.
    private static void uploadUntilTaken(CoreUnderTest core, Browser who, String exercise) {
        for (int i = 0; i < CONNECTIONS; i++) {
            if (upload(core, who, exercise).status() == 200) {
                return;
            }
        }
        throw new AssertionError("nothing is taken although there is room");
    }

    private static Http.Answer upload(CoreUnderTest core, Browser who, String exercise) {
        return Http.sendBytes(
                core.origin().resolve("/core/v1/exercises/" + exercise + "/video?responsible=true"),
                Map.of("Authorization", "Bearer " + who.accessToken()),
                SamplePictures.webm(1_000_000));
    }

    private static String exercise(Browser ingrid) {
        var body =
                Map.of(
                        "name", "Stretch",
                        "area", "knee",
                        "equipment", "mat",
                        "dose", Map.of("sets", 3, "perSide", false),
                        "sharing", "me");
        return ingrid.api("POST", "/exercises", body).json().path("exercise").path("id").asString();
    }

    private static String meeting(Browser ingrid) {
        var id =
                ingrid.api("GET", "/contacts")
                        .json()
                        .path("contacts")
                        .valueStream()
                        .filter(it -> it.path("name").asString("").equals("Ola Nordmann"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        return ingrid.api("POST", "/meetings", Map.of("contactId", id)).text("id");
    }
}
