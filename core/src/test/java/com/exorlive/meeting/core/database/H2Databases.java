package com.exorlive.meeting.core.database;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.h2.store.fs.FileUtils;

/// H2's databases of this test run, in files as the product has them, but in H2's file system in
/// memory. Confined to the thread of the tests.
final class H2Databases {
    private static final String MEMORY = "nioMemFS:";
    private static final String SUFFIX = ".mv.db";
    private static final String USER = "sa";

    private final List<String> databases = new ArrayList<>();
    private final Map<String, byte[]> templates = new HashMap<>();

    /// A copy of what `fill` once made of an empty database: much quicker than making it again.
    ///
    /// @param template names what was made
    DatabaseAddress copyOf(String template, Consumer<DatabaseAddress> fill) {
        if (!templates.containsKey(template)) {
            templates.put(template, made(fill));
        }
        var name = name();
        try (var out = FileUtils.newOutputStream(name + SUFFIX, false)) {
            out.write(templates.get(template));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        databases.add(name);
        return address(name);
    }

    private static byte[] made(Consumer<DatabaseAddress> fill) {
        var name = name();
        fill.accept(address(name));
        // Only what is closed is whole in its file.
        execute(name, "shutdown");
        try (var in = FileUtils.newInputStream(name + SUFFIX)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            FileUtils.delete(name + SUFFIX);
        }
    }

    void dropAll() {
        for (var name : databases) {
            execute(name, "shutdown immediately");
            FileUtils.delete(name + SUFFIX);
        }
        databases.clear();
    }

    private static String name() {
        return MEMORY + UUID.randomUUID();
    }

    /// Stays open without connections: to close and open it at each restart takes time.
    private static DatabaseAddress address(String name) {
        return new DatabaseAddress("jdbc:h2:" + name + ";DB_CLOSE_DELAY=-1", USER, "");
    }

    private static void execute(String name, String statement) {
        var address = address(name);
        try (var connection = DriverManager.getConnection(address.url(), USER, "");
                var it = connection.createStatement()) {
            it.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }
}
