package com.exorlive.meeting.core.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets one process at a time bring a shared database to where it can work: the tables, the keys
/// that everything is sealed and signed under, the people of the demo. Nodes that are started at
/// once on an empty database would else each make their own. PostgreSQL lets go of it when the
/// process is gone, however it went. A database of one process has none. Confined to the thread
/// that starts.
public final class StartLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartLock.class);

    /// Of this product's own among the advisory locks of its database.
    private static final long KEY = 0x45584c5374617274L;

    private final AutoCloseable connection;

    private StartLock(AutoCloseable connection) {
        this.connection = connection;
    }

    /// Waits until no other process starts on this database.
    ///
    /// @throws DatabaseStartException with one line that says what is in the way
    public static StartLock take(String url, String user, String password) {
        if (!Database.isShared(url)) {
            return new StartLock(() -> {});
        }
        try {
            var connection = DriverManager.getConnection(url, user, password);
            lock(connection);
            return new StartLock(connection);
        } catch (SQLException e) {
            throw DatabaseStartException.of(e);
        }
    }

    /// In a transaction, which stays open: behind a pooler that gives each transaction another
    /// connection, a lock of the session would be left behind for ever.
    private static void lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (var tried =
                    statement.executeQuery("select pg_try_advisory_xact_lock(" + KEY + ")")) {
                tried.next();
                if (tried.getBoolean(1)) {
                    return;
                }
            }
            LOG.atInfo().log("Another node is starting on this database; waiting for it");
            statement.execute("select pg_advisory_xact_lock(" + KEY + ")");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (Exception e) {
            LOG.atDebug().setCause(e).log("The connection that held the lock broke");
        }
    }
}
