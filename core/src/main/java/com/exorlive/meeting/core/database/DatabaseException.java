package com.exorlive.meeting.core.database;

import com.exorlive.meeting.edge.TryAgain;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;

/// The database did not do what it was asked. Says where and with what SQLSTATE, and nothing else:
/// what Jdbi and the drivers say quotes the statement's values, and those are people's names and
/// secrets' hashes. So the cause is not kept, and this may be logged.
public final class DatabaseException extends RuntimeException implements TryAgain {
    private static final String DUPLICATE = "23505";
    private static final String NO_STATE = "none";

    /// Deadlock and serialization failures; 90131 is H2's for a row that changed meanwhile.
    private static final Set<String> CLASHES = Set.of("40001", "40P01", "90131");

    /// Another held a lock for longer than anybody waits.
    private static final Set<String> HELD = Set.of("55P03", "HYT00");

    /// H2 lost its file (no room, a failed disk) and closes, to be opened again; 57014 is a
    /// statement that took too long.
    private static final Set<String> AWAY =
            Set.of("90028", "90031", "90098", "90121", "90030", "HY000", "57014");

    /// Of the connection, of room and memory, of an administrator who stops the server.
    private static final Set<String> AWAY_CLASSES = Set.of("08", "53", "57", "58");

    private static final Later BUSY = new Later("busy", 1);
    private static final Later UNAVAILABLE = new Later("unavailable", 5);

    private final String sqlState;

    DatabaseException(JdbiException failure) {
        this(failure, sqlState(failure));
    }

    DatabaseException(SQLException failure) {
        this(new ConnectionException(failure));
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

    /// Whether the transaction was one of several that could not all go on: nothing of it happened,
    /// and it may be done again.
    boolean isClash() {
        return CLASHES.contains(sqlState);
    }

    @Override
    public Optional<Later> later() {
        if (isClash() || HELD.contains(sqlState)) {
            return Optional.of(BUSY);
        }
        boolean isAway =
                AWAY.contains(sqlState)
                        || sqlState.equals(NO_STATE)
                        || AWAY_CLASSES.contains(sqlState.substring(0, 2));
        return isAway ? Optional.of(UNAVAILABLE) : Optional.empty();
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
