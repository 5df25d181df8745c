package com.exorlive.meeting.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OP-01: what keeps the database from being opened is said in one line of plain words.
@OnBothDatabases
final class OP01StartErrorsTest {
    @TempDir Path folder;

    private static String whyNot(String url, String user, String password) {
        var thrown =
                catchThrowableOfType(
                        DatabaseStartException.class,
                        () -> Database.open(url, user, password).close());
        assertThat(thrown).isNotNull();
        assertThat(thrown.getMessage()).doesNotContain("\n", "Exception");
        return String.valueOf(thrown.getMessage());
    }

    @Test
    void aWrongPassword() {
        var address = TestDatabase.fresh();
        Database.open(address.url(), address.user(), address.password()).close();

        assertThat(whyNot(address.url(), address.user(), "wrong")).contains("password");
    }

    @Test
    void aDatabaseThatDoesNotAnswer() {
        assertThat(whyNot("jdbc:postgresql://127.0.0.1:1/none", "x", "x"))
                .contains("does not answer");
    }

    @Test
    void aDatabaseThatIsNotThere() {
        assumeTrue(TestDatabase.kind() == TestDatabase.Kind.POSTGRESQL);
        var address = TestDatabase.fresh();

        var url = address.url().replaceFirst("/[^/?]+(\\?|$)", "/nowhere$1");
        assertThat(whyNot(url, address.user(), address.password())).contains("no database");
    }

    @Test
    void aDatabaseOfANewerVersion() {
        var address = TestDatabase.fresh();
        try (var database = open(address)) {
            database.run(
                    handle ->
                            handle.execute(
                                    "insert into \"flyway_schema_history\" (\"installed_rank\","
                                            + " \"version\", \"description\", \"type\", \"script\","
                                            + " \"checksum\", \"installed_by\", \"execution_time\","
                                            + " \"success\") values (999, '99.1', 'x', 'SQL',"
                                            + " 'V99_1__x.sql', 1, 'x', 1, true)"));
        }

        assertThat(whyNot(address.url(), address.user(), address.password()))
                .contains("newer version", "99.1");
    }

    @Test
    void aDatabaseOfAnotherBuild() {
        var address = TestDatabase.fresh();
        try (var database = open(address)) {
            database.run(
                    handle ->
                            handle.execute(
                                    "update \"flyway_schema_history\" set \"checksum\" = 1"
                                            + " where \"version\" = '1'"));
        }

        assertThat(whyNot(address.url(), address.user(), address.password()))
                .contains("another build");
    }

    private static Database open(DatabaseAddress address) {
        return Database.open(address.url(), address.user(), address.password());
    }

    @Test
    void aFileThatAnotherInstanceHolds() throws Exception {
        assumeTrue(TestDatabase.kind() == TestDatabase.Kind.H2);
        var url = "jdbc:h2:file:" + folder.resolve("core");
        Database.open(url, "sa", "").close();

        try (var channel =
                        FileChannel.open(folder.resolve("core.mv.db"), StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            assertThat(whyNot(url, "sa", "")).contains("in use", "another instance");
        }
    }

    @Test
    void aFileThatCantBeMade() {
        assumeTrue(TestDatabase.kind() == TestDatabase.Kind.H2);

        assertThat(whyNot("jdbc:h2:file:/proc/exorlive/core", "sa", "")).contains("database");
    }
}
