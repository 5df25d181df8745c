package com.exorlive.meeting.standalone;

/// The process can't start, for a reason that the operator can mend. The message is one line.
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
