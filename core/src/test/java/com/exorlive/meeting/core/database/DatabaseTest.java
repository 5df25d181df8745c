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

class DatabaseTest {
    private static final String NAME = "Anna-the-patient";

    @TempDir Path data;
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open("jdbc:h2:file:" + data.resolve("core"), "sa", "");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aFailureSaysNothingOfTheValuesThatWereWritten() {
        var failure = insert(NAME.repeat(20));

        assertThat(Throwables.getStackTraceAsString(failure))
                .contains("SQLSTATE 22001", "DatabaseTest")
                .doesNotContain(NAME);
    }

    @Test
    void aFailureLeavesNothingOfTheValuesInAFile() throws Exception {
        insert(NAME.repeat(20));
        database.close();

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
        assertThat(insert(NAME.repeat(20)).isDuplicate()).isFalse();
    }

    private DatabaseException insert(String name) {
        return catchThrowableOfType(
                DatabaseException.class,
                () ->
                        database.run(
                                handle ->
                                        handle.createUpdate(
                                                        "insert into organisation values"
                                                                + " ('o', :name, 'UTC', true,"
                                                                + " false)")
                                                .bind("name", name)
                                                .execute()));
    }
}
