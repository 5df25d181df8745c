package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.audit.AuditVerify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// everything is killed in the middle of a meeting, and started again. A meeting that had
/// ended stays dead, the other one goes on, and the audit log is whole.
class R32KilledTest {
    private static final int TRIES = 200;

    @TempDir Path data;
    @TempDir Path heads;
    @TempDir Path logs;

    @Test
    void whatHadEndedStaysDeadWhatHadNotGoesOnAndTheAuditLogIsWhole() throws Exception {
        var settings = Map.of("exorlive.audit.heads-directory", heads.toString());
        String over;
        String running;
        try (var product = new KillableProduct(data, logs.resolve("1"), settings);
                var ingrid = new Caller(product.origin, 1);
                var ola = new Caller(product.origin, 2)) {
            ingrid.signIn("ingrid");
            ola.signIn("ola");
            over = meet(ingrid, ola);
            ingrid.say(Map.of("t", "end"));
            ingrid.next("ended");
            running = awaitAnother(ingrid, over);
            ola.join(running);
            product.kill();
        }
        try (var again = new KillableProduct(data, logs.resolve("2"), settings);
                var ingrid = new Caller(again.origin, 3);
                var ola = new Caller(again.origin, 4)) {
            System.out.println("figure R-32 ready-ms " + again.readyAfterMillis + " max 5000");
            ingrid.signIn("ingrid");
            ola.signIn("ola");

            assertThat(ingrid.askForTicket(over).statusCode()).isEqualTo(404);
            assertThat(ola.askForTicket(over).statusCode()).isEqualTo(404);
            ingrid.join(running);
            ola.join(running);
            ingrid.answerOffer(UnaryOperator.identity());
            ingrid.media.awaitConnected();
            again.kill();
        }
        assertThat(verify()).isZero();
    }

    private static String meet(Caller ingrid, Caller ola) throws Exception {
        var meeting = ingrid.startMeeting("Ola Nordmann");
        ingrid.join(meeting);
        ola.join(meeting);
        return meeting;
    }

    /// Core hears a moment later that the first is over.
    private static String awaitAnother(Caller ingrid, String over) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            var meeting = ingrid.startMeeting("Ola Nordmann");
            if (!meeting.equals(over)) {
                return meeting;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("the meeting that ended is found again and again");
    }

    private int verify() throws IOException, InterruptedException {
        try (var files = Files.list(heads)) {
            var head = Files.readString(files.sorted().findFirst().orElseThrow());
            var key = head.replaceFirst("(?s).*\"key\"\\s*:\\s*\"([^\"]+)\".*", "$1");
            var process =
                    new ProcessBuilder(
                                    List.of(
                                            Path.of(System.getProperty("java.home"), "bin", "java")
                                                    .toString(),
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            AuditVerify.class.getName(),
                                            "--key",
                                            key,
                                            "--heads",
                                            heads.toString(),
                                            "--database",
                                            "jdbc:h2:file:" + data.resolve("core"),
                                            "--user",
                                            ""))
                            .inheritIO()
                            .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }
    }
}
