package com.exorlive.meeting.core.database;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import com.exorlive.meeting.core.seal.MasterKey;
import com.exorlive.meeting.core.seal.Seals;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// An empty database of the test's own, of the kind that [OnBothDatabases] says; of H2 in classes
/// without it. Tests run one after another, so the kind in use is one for the whole JVM.
public final class TestDatabase {
    private static final String MIGRATED = "migrated";
    private static final H2Databases H2 = new H2Databases();

    private static Kind kind = Kind.H2;

    private TestDatabase() {}

    /// The databases that the product runs on.
    public enum Kind {
        H2,
        POSTGRESQL
    }

    static void use(Kind next) {
        kind = next;
    }

    /// Forgets what the class has opened, and goes back to what classes without the annotation get.
    static void dropAll() {
        switch (kind) {
            case H2 -> H2.dropAll();
            case POSTGRESQL -> PostgresServer.running().dropAll();
        }
        kind = Kind.H2;
    }

    /// Which one the test runs on, for the rare test that must know.
    public static Kind kind() {
        return kind;
    }

    /// The address of a new database. It lives until the class's tests have run.
    public static DatabaseAddress fresh() {
        return copyOf(MIGRATED, address -> open(address).close());
    }

    /// The address of a new database: a copy of what `fill` made of an empty one, once in a test
    /// run. It lives until the class's tests have run.
    ///
    /// @param template names what was made
    public static DatabaseAddress copyOf(String template, Consumer<DatabaseAddress> fill) {
        return switch (kind) {
            case H2 -> H2.copyOf(template, fill);
            case POSTGRESQL -> PostgresServer.running().copyOf(template, fill);
        };
    }

    /// A database without a table: what a backup is restored to.
    public static DatabaseAddress empty(Path folder) {
        return switch (kind) {
            case H2 -> new DatabaseAddress("jdbc:h2:file:" + folder.resolve("empty"), "sa", "");
            case POSTGRESQL -> PostgresServer.running().emptyDatabase();
        };
    }

    /// A database whose files are in this folder. To be dropped by `dropIn`.
    public static DatabaseAddress in(Path folder) throws IOException {
        return switch (kind) {
            case H2 -> new DatabaseAddress("jdbc:h2:file:" + folder.resolve("small"), "sa", "");
            case POSTGRESQL -> PostgresServer.running().databaseIn(folder);
        };
    }

    public static void dropIn(DatabaseAddress address) {
        if (kind == Kind.POSTGRESQL) {
            PostgresServer.running().dropWithFolder(address);
        }
    }

    /// A new database, opened and migrated.
    public static Database open() {
        return open(fresh());
    }

    /// Every value of every row of every table, with the tables' names: for tests of what may not
    /// be in there, and of what must be there again.
    public static String everything(Database database) {
        return database.inTransaction(
                handle ->
                        tables(handle).stream()
                                .map(table -> table + "\n" + rows(handle, table))
                                .collect(Collectors.joining("\n")));
    }

    private static List<String> tables(Handle handle) {
        return handle.createQuery(
                        "select lower(table_name) as name from information_schema.tables"
                                + " where lower(table_schema) = 'public' order by name")
                .mapTo(String.class)
                .list();
    }

    private static String rows(Handle handle, String table) {
        return handle
                .createQuery("select * from \"" + inItsCase(table) + "\"")
                .map((row, _) -> line(row))
                .list()
                .stream()
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String line(ResultSet row) throws SQLException {
        var line = new StringJoiner(" | ");
        for (var column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            line.add(
                    row.getObject(column) instanceof byte[] bytes
                            ? HexFormat.of().formatHex(bytes)
                            : String.valueOf(row.getString(column)));
        }
        return line.toString();
    }

    /// H2 writes names in capitals, except Flyway's, which are quoted.
    private static String inItsCase(String table) {
        return kind == Kind.POSTGRESQL || table.startsWith("flyway")
                ? table
                : table.toUpperCase(Locale.ROOT);
    }

    /// Sealed under a key that all tests have.
    public static Database open(DatabaseAddress address) {
        var database = Database.open(address.url(), address.user(), address.password());
        Seals.on(database, MasterKey.of(new byte[32]));
        return database;
    }
}
