package com.exorlive.meeting.core.backup;

import com.exorlive.meeting.core.database.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// `pg_dump` in its custom format, and `pg_restore` in one transaction. What was there before stays
/// beside it as a schema of another name, until the operator drops it.
record PostgresDump(DatabaseLogin address, PostgresTools tools) implements Dump {
    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    public String schema() {
        try (var connection = connect()) {
            return SchemaVersion.of(connection);
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    @Override
    public List<String> masterKeys() {
        try (var connection = connect()) {
            return SchemaVersion.masterKeys(connection);
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        tools.run(
                process -> process.getInputStream().transferTo(out),
                "pg_dump",
                "--format=custom",
                "--schema=public",
                "--no-owner",
                "--no-privileges",
                "--no-password");
    }

    @Override
    public boolean isEmpty() {
        return number("select count(*) from pg_tables where schemaname = 'public'") == 0;
    }

    @Override
    public String replaceBy(InputStream dump, Instant now) throws IOException {
        if (number(
                        "select count(*) from pg_stat_activity where datname = current_database()"
                                + " and application_name = '"
                                + Database.APPLICATION
                                + "'")
                > 0) {
            throw new BackupException("The database is in use. Stop the product, then restore.");
        }
        var isThere = !isEmpty();
        var before = "before_restore_" + BackupFolder.stamp(now).toLowerCase(Locale.ROOT);
        execute("alter schema public rename to " + before);
        try {
            execute("create schema public");
            tools.run(
                    process -> {
                        try (var in = process.getOutputStream()) {
                            dump.transferTo(in);
                        }
                    },
                    "pg_restore",
                    "--dbname=" + tools.environment().get("PGDATABASE"),
                    "--schema=public",
                    "--single-transaction",
                    "--exit-on-error",
                    "--no-owner",
                    "--no-privileges",
                    "--no-password");
        } catch (IOException | RuntimeException e) {
            execute("drop schema if exists public cascade");
            execute("alter schema " + before + " rename to public");
            throw e;
        }
        if (!isThere) {
            execute("drop schema " + before + " cascade");
        }
        // What the planner knows of the tables is not in a dump.
        execute("analyze");
        return isThere ? "the schema " + before : "";
    }

    private long number(String query) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    private void execute(String statement) {
        try (var connection = connect();
                var it = connection.createStatement()) {
            it.execute(statement);
        } catch (SQLException e) {
            throw new BackupException(
                    "PostgreSQL refused '" + statement + "': " + e.getSQLState(), e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    private static BackupException unreachable(SQLException e) {
        return new BackupException("PostgreSQL can't be asked: " + e.getSQLState(), e);
    }
}
