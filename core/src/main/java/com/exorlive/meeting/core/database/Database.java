package com.exorlive.meeting.core.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
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

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /// Opens the pool and brings the schema up to this version.
    public static Database open(String url, String user, String password) {
        var config = new HikariConfig();
        config.setPoolName("core");
        config.setJdbcUrl(withoutTrace(url));
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(IDLE_CONNECTIONS);
        config.setConnectionTimeout(PATIENCE.toMillis());
        if (url.startsWith("jdbc:postgresql:")) {
            config.addDataSourceProperty("ApplicationName", APPLICATION);
            config.addDataSourceProperty("options", POSTGRESQL_LIMITS);
            config.addDataSourceProperty("tcpKeepAlive", "true");
        }
        var pool = new HikariDataSource(config);
        try {
            Flyway.configure(Database.class.getClassLoader())
                    // Not from the pool: a migration of large tables may take longer than a
                    // request.
                    .dataSource(config.getJdbcUrl(), user, password)
                    .locations("classpath:core-migrations")
                    .load()
                    .migrate();
            return new Database(pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /// H2 writes what fails into a file beside the database, with the values.
    private static String withoutTrace(String url) {
        return url.startsWith("jdbc:h2:") ? url + ";TRACE_LEVEL_FILE=0" : url;
    }

    /// Gives every handle of this database something of a feature's own.
    public <C extends JdbiConfig<C>> void configure(Class<C> type, Consumer<C> how) {
        jdbi.configure(type, how);
    }

    /// Runs `work` in one transaction: all of it happens, or nothing.
    ///
    /// @throws DatabaseException if the database fails
    public <T> T inTransaction(Work<T> work) {
        try {
            return jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::with);
        } catch (JdbiException e) {
            throw new DatabaseException(e);
        }
    }

    /// @throws DatabaseException if the database fails
    public void run(Action action) {
        try {
            jdbi.useTransaction(TransactionIsolationLevel.READ_COMMITTED, action::with);
        } catch (JdbiException e) {
            throw new DatabaseException(e);
        }
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
