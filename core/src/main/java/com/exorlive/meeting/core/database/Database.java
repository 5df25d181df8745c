package com.exorlive.meeting.core.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// The connection pool and the schema. Thread-safe: the pool is.
///
/// Everything that reads or writes gets its `Handle` from here, so that each transaction begins and
/// ends in one visible place.
public final class Database implements AutoCloseable {
    /// More connections let more requests wait on the disk at once; fewer keep a flood out of it.
    private static final int CONNECTIONS = 10;

    /// Kept open while nobody asks. A request that needs more than these waits for a new
    /// connection.
    private static final int IDLE_CONNECTIONS = 2;

    /// What PostgreSQL's administrator sees of us, and restoring asks for.
    public static final String APPLICATION = "exorlive-core";

    /// A request that waits longer than this for a lock or an answer fails, and what it holds is
    /// let go: one stuck statement must not take all connections. Reports take less than a tenth.
    private static final String POSTGRESQL_LIMITS =
            "-c statement_timeout=30s -c lock_timeout=10s"
                    + " -c idle_in_transaction_session_timeout=60s";

    /// How often a transaction that clashes is tried. More keep a request waiting for longer.
    static final int ATTEMPTS = 4;

    private static final long REST_MILLIS = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final H2File file = new H2File();

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /// Opens the pool and brings the schema up to this version.
    ///
    /// @throws DatabaseStartException with one line that says what is in the way
    public static Database open(String url, String user, String password) {
        var address = withoutSurprises(url);
        // Once without the pool, which would ask again and again, and log each time.
        try (var _ = DriverManager.getConnection(address, user, password)) {
            migrate(address, user, password);
            return new Database(pool(address, user, password));
        } catch (SQLException | RuntimeException e) {
            throw e instanceof DatabaseStartException it ? it : DatabaseStartException.of(e);
        }
    }

    private static HikariDataSource pool(String url, String user, String password) {
        var config = new HikariConfig();
        config.setPoolName("core");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(IDLE_CONNECTIONS);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setExceptionOverride(new LostDatabase());
        if (isShared(url)) {
            config.addDataSourceProperty("ApplicationName", APPLICATION);
            config.addDataSourceProperty("options", POSTGRESQL_LIMITS);
            config.addDataSourceProperty("tcpKeepAlive", "true");
        }
        return new HikariDataSource(config);
    }

    /// Not by the pool: a migration of large tables may take longer than a request.
    private static void migrate(String url, String user, String password) {
        var flyway =
                Flyway.configure(Database.class.getClassLoader())
                        .dataSource(url, user, password)
                        .locations("classpath:core-migrations")
                        .load();
        for (var migration : flyway.info().applied()) {
            if (!migration.getState().isResolved()) {
                throw new DatabaseStartException(
                        "The database was brought up by a newer version of the product (schema "
                                + migration.getVersion()
                                + "). Start that version, or restore a backup from before it.");
            }
        }
        try {
            flyway.migrate();
        } catch (FlywayValidateException _) {
            throw new DatabaseStartException(
                    "The database was made by another build of the product: the migrations it went"
                            + " through are not those of this one.");
        }
    }

    private static String withoutSurprises(String url) {
        return url.startsWith("jdbc:h2:") ? url + H2File.OPTIONS : url;
    }

    /// Keeps the file of an H2 database small: once a minute is enough. With PostgreSQL nothing.
    ///
    /// @throws DatabaseException if the database fails
    public void tidyFile() {
        if (isShared()) {
            return;
        }
        try (var connection = pool.getConnection()) {
            var _ = file.tidy(connection);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /// Gives every handle of this database something of a feature's own.
    public <C extends JdbiConfig<C>> void configure(Class<C> type, Consumer<C> how) {
        jdbi.configure(type, how);
    }

    /// Runs `work` in one transaction: all of it happens, or nothing.
    ///
    /// Where it meets another so that one of them has to give way (a deadlock), it is done again
    /// from its beginning, a few times. So `work` reads and writes the database and nothing else:
    /// what others must be told comes after it.
    ///
    /// @throws DatabaseException if the database fails
    public <T> T inTransaction(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::with);
            } catch (JdbiException e) {
                var failure = new DatabaseException(e);
                if (!failure.isClash() || attempt == ATTEMPTS || !isRested(attempt)) {
                    throw failure;
                }
            }
        }
    }

    /// @throws DatabaseException if the database fails
    public void run(Action action) {
        inTransaction(
                handle -> {
                    action.with(handle);
                    return true;
                });
    }

    /// Not all at the same moment again.
    private static boolean isRested(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(REST_MILLIS * attempt));
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Whether other processes may be on it too.
    public boolean isShared() {
        return isShared(pool.getJdbcUrl());
    }

    static boolean isShared(String url) {
        return url.startsWith(POSTGRESQL);
    }

    /// A connection that is none of the pool's, for whoever keeps it. Close it.
    public Connection connection() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", pool.getUsername());
        properties.setProperty("password", pool.getPassword());
        properties.setProperty("ApplicationName", APPLICATION);
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(pool.getJdbcUrl(), properties);
    }

    /// Whether a statement gets through: what readiness asks.
    public boolean answers() {
        try {
            return inTransaction(
                            handle -> handle.createQuery("select 1").mapTo(Integer.class).one())
                    == 1;
        } catch (RuntimeException _) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    @FunctionalInterface
    public interface Work<T> {
        T with(Handle handle);
    }

    @FunctionalInterface
    public interface Action {
        void with(Handle handle);
    }
}
