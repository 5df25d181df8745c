package com.exorlive.meeting.core.database;

import java.sql.SQLException;

/// The database can't be opened. The message is one line for the operator, and holds nothing of
/// what is in the database.
public final class DatabaseStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseStartException(String message) {
        super(message);
    }

    private DatabaseStartException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Says in plain words what a driver says by a number.
    static DatabaseStartException of(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (isFull(cause)) {
                return new DatabaseStartException("The disk of the database is full.", failure);
            }
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return new DatabaseStartException(why(sql.getSQLState()), failure);
            }
        }
        return new DatabaseStartException("The database can't be opened.", failure);
    }

    private static boolean isFull(Throwable cause) {
        return (cause instanceof SQLException sql && "53100".equals(sql.getSQLState()))
                || String.valueOf(cause.getMessage()).contains("No space left on device");
    }

    private static String why(String sqlState) {
        return switch (sqlState) {
            case "08000", "08001", "08003", "08004", "08006", "08S01" ->
                    "The database does not answer. Is it running, and is exorlive.database.url"
                            + " right?";
            case "28000", "28P01" ->
                    "The database refuses the user or the password (exorlive.database.user,"
                            + " exorlive.database.password).";
            case "3D000", "90013", "90146" ->
                    "There is no database of that name (exorlive.database.url). Make it first.";
            case "42501", "25006" ->
                    "The user may not change the database's tables (exorlive.database.user).";
            case "53300" -> "The database takes no more connections.";
            case "57P03" -> "The database is starting or stopping. Try again in a moment.";
            case "90020" ->
                    "The database file is in use: another instance of the product runs on this"
                            + " data directory.";
            case "90048" -> "The database file was made by a newer version of the product.";
            case "90028", "90031", "90062" ->
                    "The database file can't be read or written. Look at who owns the data"
                            + " directory, and at the disk.";
            case "90030" -> "The database file is damaged. Restore a backup.";
            default -> "The database can't be opened (SQLSTATE " + sqlState + ").";
        };
    }
}
