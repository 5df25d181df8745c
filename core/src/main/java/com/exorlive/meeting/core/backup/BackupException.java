package com.exorlive.meeting.core.backup;

/// A backup could not be made or restored; the message says to the operator why, and holds nothing
/// of what is in the database.
public final class BackupException extends RuntimeException {
    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
