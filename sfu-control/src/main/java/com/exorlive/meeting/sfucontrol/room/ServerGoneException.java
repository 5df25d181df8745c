package com.exorlive.meeting.sfucontrol.room;

/// The media server can't be reached, does not answer in time, or has forgotten the session.
public final class ServerGoneException extends Exception {
    private static final long serialVersionUID = 1L;

    public ServerGoneException(String message) {
        super(message);
    }

    public ServerGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
