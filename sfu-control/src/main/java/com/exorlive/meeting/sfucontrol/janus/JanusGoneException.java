package com.exorlive.meeting.sfucontrol.janus;

/// Janus does not answer, or has forgotten the session.
final class JanusGoneException extends Exception {
    private static final long serialVersionUID = 1L;

    JanusGoneException(String message) {
        super(message);
    }

    JanusGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
