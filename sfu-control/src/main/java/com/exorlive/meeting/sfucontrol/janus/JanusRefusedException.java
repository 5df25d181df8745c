package com.exorlive.meeting.sfucontrol.janus;

import com.exorlive.meeting.sfucontrol.room.RoomFailedException;

/// Janus or its VideoRoom answered with an error.
final class JanusRefusedException extends RoomFailedException {
    private static final long serialVersionUID = 1L;

    /// The session is not known (any more).
    static final int NO_SUCH_SESSION = 458;

    private final int code;

    JanusRefusedException(String asked, int code, String reason) {
        super("Janus refused " + asked + ": " + code + " " + reason);
        this.code = code;
    }

    int code() {
        return code;
    }
}
