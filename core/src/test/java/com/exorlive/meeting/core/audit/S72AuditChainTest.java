package com.exorlive.meeting.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import com.exorlive.meeting.core.TestClock;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.DatabaseException;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// S-72: what is done to the audit log behind core's back is found, by line.
@OnBothDatabases
final class S72AuditChainTest {
    private static final byte[] SEAL_KEY = new byte[32];

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private final AuditLog audit = new AuditLog(clock, "node-1");
    private final DatabaseAddress address = TestDatabase.fresh();
    private Database database;
    private AuditKeeper keeper;

    @TempDir private Path heads;

    @BeforeEach
    void open() {
        database = TestDatabase.open(address);
        keeper =
                new AuditKeeper(
                        database,
                        clock,
                        "exorlive-core/test",
                        SEAL_KEY,
                        new AuditBuffer(audit, clock),
                        HeadExport.nowhere().toDirectory(heads));
    }

    @AfterEach
    void close() {
        keeper.close();
        database.close();
    }

    @Test
    void anUntouchedLogIsGood() {
        write(600);
        head();
        write(7);
        head();

        assertThat(verify()).isEqualTo("0 good: 607 lines agree with one another and 2 heads\n");
    }

    @Test
    void aFlippedWordIsFound() {
        write(20);
        head();
        behindCoresBack("update audit_line set outcome = 'refused' where seq = 13");

        assertThat(verify())
                .isEqualTo("1 BAD from line 13: it does not have its hash: it was changed\n");
    }

    @Test
    void everyColumnOfALineIsUnderItsHash() {
        write(3);
        for (var change :
                List.of(
                        "happened_at = happened_at + interval '1' second",
                        "node = 'x'",
                        "event = 'x'",
                        "actor = 'x'",
                        "target = 'x'",
                        "outcome = 'x'",
                        "about = 'x'",
                        "organisation = 'x'",
                        "unit = 'x'",
                        "reference = 'x'",
                        "role_name = 'x'")) {
            database.run(
                    handle -> {
                        handle.savepoint("before");
                        handle.execute("update audit_line set " + change + " where seq = 2");
                        assertThat(AuditVerifier.verify(new StoredLines(handle), List.of()))
                                .as(change)
                                .isInstanceOfSatisfying(
                                        AuditVerifier.Verdict.Bad.class,
                                        bad -> assertThat(bad.line()).isEqualTo(2));
                        handle.rollbackToSavepoint("before");
                    });
        }
        assertThat(verify()).startsWith("0 ");
    }

    @Test
    void aDeletedLineIsFound() {
        write(20);
        behindCoresBack("delete from audit_line where seq = 5");

        assertThat(verify()).isEqualTo("1 BAD from line 5: it is missing: after 4 comes 6\n");
    }

    @Test
    void twoLinesThatChangePlacesAreFound() {
        write(20);
        behindCoresBack("update audit_line set seq = -1 where seq = 8");
        behindCoresBack("update audit_line set seq = 8 where seq = 9");
        behindCoresBack("update audit_line set seq = 9 where seq = -1");

        assertThat(verify())
                .isEqualTo("1 BAD from line 8: it does not follow the line before it\n");
    }

    @Test
    void anInsertedLineIsFound() {
        write(20);
        behindCoresBack("update audit_line set seq = seq + 1000 where seq > 10");
        behindCoresBack(
                "insert into audit_line select 11, happened_at, node, event, 'someone-else', target,"
                        + " outcome, about, organisation, unit, reference, role_name, happened_hour,"
                        + " is_refusal, is_break_glass, hash, hash from audit_line where seq = 10");
        behindCoresBack("update audit_line set seq = seq - 999 where seq > 1000");

        assertThat(verify())
                .isEqualTo("1 BAD from line 11: it does not have its hash: it was changed\n");
    }

    @Test
    void aLogThatWasCutOffIsFoundByTheHeadThatWasTakenElsewhere() {
        write(20);
        head();
        behindCoresBack("delete from audit_line where seq > 15");
        assertThat(verify())
                .isEqualTo(
                        "1 BAD from line 16: the log was cut off:"
                                + " the head of 2026-11-21T12:00:00Z knows 20 lines\n");
    }

    @Test
    void aLogThatWasWrittenAnewWithRightHashesIsFoundByTheHeads() {
        write(20);
        head();
        write(20);
        head();
        // Whoever has the whole database can make a chain that agrees with itself.
        behindCoresBack("update audit_line set actor = 'someone-else' where seq = 30");
        behindCoresBack(
                "insert into audit_pending (happened_at, node, event, actor, target, outcome, about,"
                        + " organisation, unit, reference, role_name)"
                        + " select happened_at, node, event, actor, target, outcome, about,"
                        + " organisation, unit, reference, role_name from audit_line order by seq");
        behindCoresBack("delete from audit_line");
        behindCoresBack("delete from audit_tile");
        behindCoresBack(
                "update audit_chain set length = 0, frontier = '', hash = '" + LineHash.NONE + "'");
        keeper.seal();

        assertThat(verify())
                .isEqualTo(
                        "1 BAD from line 21: the chain was written anew here or later,"
                                + " before the head of 2026-11-21T13:00:00Z at line 40\n");
    }

    @Test
    void aHeadThatWasSpoiledOrSignedByAnotherIsFound() throws Exception {
        write(5);
        head();
        write(5);
        head();
        try (var files = Files.list(heads)) {
            var first = files.sorted().findFirst().orElseThrow();
            Files.writeString(first, Files.readString(first).replace("\\n5\\n", "\\n4\\n"));
            assertThat(verify())
                    .startsWith("1 " + first.getFileName() + " is not a head signed by the key\n");
        }
    }

    @Test
    void headsAreHeldAgainstOneAnotherWithoutTheLog() {
        for (var i = 0; i < 6; i++) {
            write(150);
            head();
        }
        assertThat(command("--key", keeper.verifierKey(), "--heads", heads.toString()))
                .isEqualTo("0 6 heads, 0 faults\n");
    }

    @Test
    void aHeadIsSignedEachHourAndGetsOffTheHostAfterAnOutageToo() throws Exception {
        Files.delete(heads);
        Files.writeString(heads, "a file where the directory was");
        head();
        keeper.exportHeads();
        assertThat(keeper.status().isExporting()).isFalse();
        assertThat(keeper.head(false)).isPresent();
        assertThat(keeper.head(false)).as("within the hour").isEmpty();

        Files.delete(heads);
        keeper.exportHeads();
        assertThat(keeper.status().isExporting()).isTrue();
        try (var files = Files.list(heads)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void whatIsRolledBackLeavesNoLineAndNoGap() {
        write(1);
        try {
            database.run(
                    handle -> {
                        audit.write(handle, line("contact-change"));
                        handle.execute("select nothing from nowhere");
                    });
        } catch (DatabaseException _) {
            // as intended
        }
        write(1);

        assertThat(verify()).isEqualTo("0 good: 2 lines agree with one another and 0 heads\n");
    }

    @Test
    void manyWritersAndSealersMakeOneChainWithoutGaps() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var writer = 0; writer < 8; writer++) {
                var _ =
                        threads.submit(
                                () -> {
                                    for (var i = 0; i < 100; i++) {
                                        database.run(
                                                handle ->
                                                        audit.write(handle, line("contact-open")));
                                    }
                                });
            }
            for (var sealer = 0; sealer < 3; sealer++) {
                var _ =
                        threads.submit(
                                () -> {
                                    for (var i = 0; i < 30; i++) {
                                        keeper.seal();
                                    }
                                });
            }
        }
        assertThat(verify()).isEqualTo("0 good: 800 lines agree with one another and 0 heads\n");
    }

    @Test
    void theKeyOutlivesARestartAndOpensWithNoOtherSecret() {
        var before = keeper.verifierKey();
        var same =
                database.inTransaction(
                        handle ->
                                HeadKey.load(
                                        handle, "exorlive-core/test", SEAL_KEY, clock.instant()));
        assertThat(same.verifier().text()).isEqualTo(before);
        assertThat(HeadVerifierKey.parse(before).text()).isEqualTo(before);
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () ->
                                        database.inTransaction(
                                                handle ->
                                                        HeadKey.load(
                                                                handle,
                                                                "exorlive-core/test",
                                                                "another secret of 32 characters."
                                                                        .getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8),
                                                                clock.instant()))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theProofOfALineHoldsWithoutTheLogAndNoneThatWasAltered() throws Exception {
        write(300);
        head();
        write(5);
        var proof = proof(137);
        assertThat(checked(proof))
                .isEqualTo(
                        "0 good: line 137 (2026-11-21T12:00:00Z, contact-open) is under the head of"
                                + " 2026-11-21T12:00:00Z at line 300\n");
        assertThat(checked(proof.replace("ingrid", "jonas")))
                .isEqualTo("1 BAD proof: line 137 does not have its hash: it was changed\n");
        assertThat(checked(proof.replace("\\n300\\n", "\\n301\\n")))
                .isEqualTo("1 BAD proof: its head is not signed by the key\n");
        var other = JsonMapper.shared().readTree(proof(138)).path("inclusion").toString();
        var own = JsonMapper.shared().readTree(proof).path("inclusion").toString();
        assertThat(checked(proof.replace(own, other)))
                .isEqualTo("1 BAD proof: line 137 is not under its head\n");
        assertThat(checked("{}")).startsWith("1 BAD proof");
        var uncovered = database.inTransaction(handle -> AuditProof.of(handle, 301));
        assertThat(uncovered).as("no head covers it yet").isEmpty();
    }

    private String proof(long seq) {
        return database.inTransaction(
                handle ->
                        JsonMapper.shared()
                                .writeValueAsString(
                                        AuditProof.of(handle, seq).orElseThrow().json()));
    }

    private String checked(String proof) throws Exception {
        var file = Files.writeString(heads.resolve("proof.json"), proof);
        return command("--key", keeper.verifierKey(), "--proof", file.toString());
    }

    @Test
    void totalsThatWereAlteredAreFound() {
        write(3);
        behindCoresBack("update audit_hour set lines = lines + 1");

        assertThat(verify())
                .startsWith("1 good: 3 lines")
                .endsWith("BAD totals: audit_hour does not say what the lines come to (2 rows)\n");
    }

    @Test
    void theCommandSaysHowItIsUsed() {
        assertThat(command("--nonsense", "x")).startsWith("2 usage: ./audit-verify");
        assertThat(command("--key", "nonsense+x+y", "--heads", "/nowhere"))
                .startsWith("2 can't read");
    }

    private void write(int count) {
        for (var i = 0; i < count; i++) {
            database.run(handle -> audit.write(handle, line("contact-open")));
        }
        keeper.seal();
    }

    private static AuditLine line(String event) {
        return new AuditLine(event, "ingrid", "c-1", "ok").about("c-1").at("fjellvik", "north");
    }

    /// The clock goes on by an hour each time.
    private void head() {
        assertThat(keeper.head(true)).isPresent();
        keeper.exportHeads();
        clock.advance(Duration.ofHours(1));
    }

    private void behindCoresBack(String sql) {
        database.run(handle -> handle.execute(sql));
    }

    private String verify() {
        keeper.seal();
        return command(
                "--key",
                keeper.verifierKey(),
                "--heads",
                heads.toString(),
                "--database",
                address.url(),
                "--user",
                address.user());
    }

    private String command(String... arguments) {
        var out = new ByteArrayOutputStream();
        var code =
                AuditVerify.run(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        address.password(),
                        arguments);
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }
}
