package com.exorlive.meeting.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.TestClock;
import com.exorlive.meeting.core.database.Database;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// S-72: `./audit-verify` as an operator runs it: a database in a file, heads in a directory, and
/// what it ends with. As a process of its own where all is well and where something is not.
final class S72AuditVerifyCommandTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final String PASSWORD = "secret";

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");

    @TempDir private Path folder;
    private String url;
    private String key;

    @BeforeEach
    void writeALogOfFortyLinesUnderTwoHeads() throws Exception {
        url = "jdbc:h2:file:" + folder.resolve("core");
        try (var database = Database.open(url, "sa", PASSWORD);
                var keeper = keeper(database, "heads")) {
            key = keeper.verifierKey();
            for (var hour = 0; hour < 2; hour++) {
                write(database, 20);
                keeper.head(true);
                keeper.exportHeads();
                clock.advance(Duration.ofHours(1));
            }
            var proof = database.inTransaction(handle -> AuditProof.of(handle, 13)).orElseThrow();
            Files.writeString(
                    folder.resolve("proof.json"),
                    JsonMapper.shared().writeValueAsString(proof.json()));
        }
    }

    @Test
    void aGoodLogIsGood() throws Exception {
        assertThat(asProcess(ofTheDatabase()))
                .isEqualTo("0 good: 40 lines agree with one another and 2 heads");
    }

    @Test
    void theFirstAlteredLineIsNamed() throws Exception {
        behindCoresBack("update audit_line set actor = 'nobody-at-all' where seq in (13, 31)");
        assertThat(asProcess(ofTheDatabase()))
                .isEqualTo("1 BAD from line 13: it does not have its hash: it was changed");
    }

    @Test
    void aTailThatWasCutOffIsFound() throws Exception {
        behindCoresBack("delete from audit_line where seq > 36");
        assertThat(run(ofTheDatabase()))
                .isEqualTo(
                        "1 BAD from line 37: the log was cut off: the head of"
                                + " 2026-11-21T13:00:00Z knows 40 lines");
    }

    @Test
    void aHeadByAnotherKeyIsNamed() throws Exception {
        var other = "jdbc:h2:file:" + folder.resolve("other");
        try (var database = Database.open(other, "sa", PASSWORD);
                var keeper = keeper(database, "heads")) {
            keeper.head(true);
            keeper.exportHeads();
        }
        assertThat(run(ofTheDatabase()))
                .startsWith("1 audit-head-20261121T140000Z-000000000000.json")
                .contains("is not a head signed by the key");
    }

    @Test
    void aProofHoldsByTheKeyAloneAndAnAlteredOneDoesNot() throws Exception {
        var file = folder.resolve("proof.json");
        assertThat(run("--key", key, "--proof", file.toString()))
                .startsWith("0 good: line 13 ")
                .endsWith("is under the head of 2026-11-21T12:00:00Z at line 20");
        Files.writeString(file, Files.readString(file).replace("contact-open", "contact-list"));
        assertThat(run("--key", key, "--proof", file.toString()))
                .isEqualTo("1 BAD proof: line 13 does not have its hash: it was changed");
    }

    private AuditKeeper keeper(Database database, String directory) {
        return new AuditKeeper(
                database,
                clock,
                "exorlive-core/test",
                new byte[32],
                new AuditBuffer(new AuditLog(clock), clock),
                HeadExport.nowhere().toDirectory(folder.resolve(directory)));
    }

    private void write(Database database, int count) {
        var audit = new AuditLog(clock, "node-1");
        for (var i = 0; i < count; i++) {
            var line = new AuditLine("contact-open", "ingrid", "c-" + i, "ok");
            database.run(handle -> audit.write(handle, line));
        }
    }

    private void behindCoresBack(String sql) {
        try (var database = Database.open(url, "sa", PASSWORD)) {
            database.run(handle -> handle.execute(sql));
        }
    }

    private String[] ofTheDatabase() {
        return new String[] {
            "--key",
            key,
            "--heads",
            folder.resolve("heads").toString(),
            "--database",
            url,
            "--user",
            "sa"
        };
    }

    /// The exit code, then what was said.
    private static String run(String... arguments) {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        var code = AuditVerify.run(out, PASSWORD, arguments);
        return code + " " + said.toString(StandardCharsets.UTF_8).strip();
    }

    private static String asProcess(String... arguments) throws Exception {
        var command =
                new ArrayList<>(List.of("bash", REPOSITORY.resolve("audit-verify").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("EXORLIVE_DATABASE_PASSWORD", PASSWORD);
        builder.environment().put("EXORLIVE_CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said.strip();
    }
}
