package com.exorlive.meeting.sfucontrol;

/// The media server can't be reached, or refuses for reasons of its own.
public final class SfuUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SfuUnavailableException(String message) {
        super(message);
    }

    public SfuUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
