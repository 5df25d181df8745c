package com.exorlive.meeting.core.database;

import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/// The database did not do what it was asked. Says where and with what SQLSTATE, and nothing else:
/// what Jdbi and the drivers say quotes the statement's values, and those are people's names and
/// secrets' hashes. So the cause is not kept, and this may be logged.
public final class DatabaseException extends RuntimeException {
    private static final String DUPLICATE = "23505";
    private static final String NO_STATE = "none";

    private final String sqlState;

    DatabaseException(JdbiException failure) {
        this(failure, sqlState(failure));
    }

    private DatabaseException(JdbiException failure, String sqlState) {
        super(failure.getClass().getSimpleName() + ", SQLSTATE " + sqlState);
        this.sqlState = sqlState;
        setStackTrace(failure.getStackTrace());
    }

    /// Whether the row was there already (both databases say so alike).
    public boolean isDuplicate() {
        return sqlState.equals(DUPLICATE);
    }

    private static String sqlState(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return NO_STATE;
    }
}
