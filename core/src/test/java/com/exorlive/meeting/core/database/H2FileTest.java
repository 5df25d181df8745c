package com.exorlive.meeting.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What H2's file is promised to hold, and how large it may become.
final class H2FileTest {
    private static final int COMMITS = 300;

    @TempDir Path data;

    @Test
    void whatWasCommittedIsInTheFileAtOnce() throws Exception {
        try (var database = Database.open(url("core"), "sa", "")) {
            database.run(it -> it.execute("create table seen (id int primary key)"));
            database.run(it -> it.execute("insert into seen values (7)"));
            // As a process that is killed at this moment leaves it.
            Files.copy(data.resolve("core.mv.db"), data.resolve("killed.mv.db"));
        }

        try (var after = Database.open(url("killed"), "sa", "")) {
            assertThat(count(after)).isEqualTo(1);
        }
    }

    @Test
    void noThreadOfH2WakesUpByItself() {
        try (var database = Database.open(url("core"), "sa", "")) {
            database.run(it -> it.execute("create table seen (id int primary key)"));

            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(it -> it.getName().toLowerCase(Locale.ROOT))
                    .noneMatch(it -> it.contains(data.toString().toLowerCase(Locale.ROOT)));
        }
    }

    @Test
    void whatIsOutdatedIsWrittenAnewAndItsPlaceUsedAgain() throws Exception {
        try (var _ = Database.open(url("core"), "sa", "");
                // So that what is outdated may go at once, not after 45 seconds.
                var connection =
                        DriverManager.getConnection(url("core") + H2File.OPTIONS, "sa", "");
                var statement = connection.createStatement()) {
            statement.execute("set retention_time 0");
            statement.execute("create table seen (id int primary key, what varchar(4000))");
            var file = new H2File();
            fill(connection);
            assertThat(file.tidy(connection)).isTrue();
            assertThat(file.tidy(connection)).as("nothing was written since").isFalse();
            long first = Files.size(data.resolve("core.mv.db"));
            for (int i = 0; i < 4; i++) {
                fill(connection);
                file.tidy(connection);
            }
            assertThat(Files.size(data.resolve("core.mv.db"))).isLessThan(2 * first);
        }
    }

    private static void fill(Connection connection) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "merge into seen key (id) values (?, repeat('x', ?))")) {
            for (int i = 0; i < COMMITS; i++) {
                statement.setInt(1, i % 100);
                statement.setInt(2, 1000 + i);
                statement.executeUpdate();
            }
        }
    }

    private static int count(Database database) {
        return database.inTransaction(
                it -> it.createQuery("select count(*) from seen").mapTo(Integer.class).one());
    }

    private String url(String name) {
        return "jdbc:h2:file:" + data.resolve(name);
    }
}
