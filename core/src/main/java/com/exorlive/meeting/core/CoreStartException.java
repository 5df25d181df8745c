package com.exorlive.meeting.core;

/// Core can't start; the message says what the operator must change.
public final class CoreStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CoreStartException(String message) {
        super(message);
    }

    CoreStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
