package com.exorlive.meeting.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Throwables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the database says when a statement fails, on either of them.
@OnBothDatabases
final class DatabaseTest {
    private static final String NAME = "Anna-the-patient";

    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabase.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aFailureSaysNothingOfTheValuesThatWereWritten() {
        var failure = insert(database, NAME.repeat(20));

        assertThat(Throwables.getStackTraceAsString(failure))
                .contains("SQLSTATE 22001", "DatabaseTest")
                .doesNotContain(NAME);
    }

    @Test
    void aFailureLeavesNothingOfTheValuesInAFile(@TempDir Path data) throws Exception {
        try (var inFile = Database.open("jdbc:h2:file:" + data.resolve("core"), "sa", "")) {
            insert(inFile, NAME.repeat(20));
        }

        try (var files = Files.list(data)) {
            for (var file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(NAME);
            }
        }
    }

    @Test
    void aRowThatIsThereAlreadyIsKnownAsSuch() {
        database.run(handle -> handle.execute("insert into login_slowdown values (1, 0, now())"));

        var again =
                catchThrowableOfType(
                        DatabaseException.class,
                        () ->
                                database.run(
                                        handle ->
                                                handle.execute(
                                                        "insert into login_slowdown values (1, 0,"
                                                                + " now())")));

        assertThat(again.isDuplicate()).isTrue();
        assertThat(insert(database, NAME.repeat(20)).isDuplicate()).isFalse();
    }

    private static DatabaseException insert(Database database, String name) {
        return catchThrowableOfType(
                DatabaseException.class,
                () ->
                        database.run(
                                handle ->
                                        handle.createUpdate(
                                                        "insert into organisation"
                                                                + " (id, name, time_zone, video, demo)"
                                                                + " values ('o', :name, 'UTC', true,"
                                                                + " false)")
                                                .bind("name", name)
                                                .execute()));
    }
}
