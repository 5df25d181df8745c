package com.exorlive.meeting.core.backup;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.h2.api.ErrorCode;
import org.h2.tools.RunScript;

/// H2's `SCRIPT`, compressed: statements that make the database anew, and that later versions of
/// H2 still read.
record H2Dump(DatabaseLogin address) implements Dump {
    private static final String FILE_URL = "jdbc:h2:file:";

    @Override
    public String kind() {
        return "h2";
    }

    @Override
    public String schema() {
        try (var connection = connect(address.url())) {
            return SchemaVersion.of(connection);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public List<String> masterKeys() {
        try (var connection = connect(address.url())) {
            return SchemaVersion.masterKeys(connection);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (var connection = connect(address.url())) {
            connection.setAutoCommit(false);
            // One moment for all tables, whatever is written meanwhile.
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            var gzip = new GZIPOutputStream(out);
            var text = new BufferedWriter(new OutputStreamWriter(gzip, StandardCharsets.UTF_8));
            try (var statement = connection.createStatement();
                    var script = statement.executeQuery("script nopasswords nosettings")) {
                while (script.next()) {
                    text.write(script.getString(1));
                    text.newLine();
                }
            }
            text.flush();
            gzip.finish();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean isEmpty() {
        return !Files.exists(file());
    }

    @Override
    public String replaceBy(InputStream dump, Instant now) throws IOException {
        var file = file();
        refuseInUse(file);
        var made = restored();
        Files.deleteIfExists(withEnding(made));
        try (var connection = connect(FILE_URL + made)) {
            // Answers what its last statement did, which is nothing.
            var _ =
                    RunScript.execute(
                            connection,
                            new InputStreamReader(
                                    new GZIPInputStream(dump), StandardCharsets.UTF_8));
        } catch (SQLException e) {
            Files.deleteIfExists(withEnding(made));
            throw new BackupException("The backup could not be read in: " + e.getSQLState(), e);
        }
        var before =
                file.resolveSibling(
                        file.getFileName() + ".before-restore-" + BackupFolder.stamp(now));
        var isThere = Files.exists(file);
        if (isThere) {
            Files.move(file, before, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(withEnding(made), file, StandardCopyOption.ATOMIC_MOVE);
        return isThere ? before.toString() : "";
    }

    private static void refuseInUse(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null) {
                throw inUse();
            }
        } catch (OverlappingFileLockException _) {
            throw inUse();
        }
    }

    private static BackupException unreadable(SQLException e) {
        return e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? new BackupException(
                        "The database belongs to another process: the running product, which makes"
                                + " its own backups.",
                        e)
                : new BackupException("The database can't be read: " + e.getSQLState(), e);
    }

    private static BackupException inUse() {
        return new BackupException("The database is in use. Stop the product, then restore.");
    }

    private Path restored() {
        return Path.of(path() + ".restoring");
    }

    private Path file() {
        return withEnding(Path.of(path()));
    }

    private static Path withEnding(Path path) {
        return Path.of(path + ".mv.db");
    }

    private String path() {
        var url = address.url();
        if (!url.startsWith(FILE_URL)) {
            throw new BackupException(
                    "Restoring is for H2 in a file: exorlive.database.url = jdbc:h2:file:/….");
        }
        var end = url.indexOf(';');
        return url.substring(FILE_URL.length(), end < 0 ? url.length() : end);
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(
                url + ";TRACE_LEVEL_FILE=0", address.user(), address.password());
    }
}
