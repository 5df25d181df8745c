package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.room.RoomFailedException;

/// Kurento answered, and would not.
final class KurentoRefusedException extends RoomFailedException {
    private static final long serialVersionUID = 1L;

    /// Threads or file descriptors are used up to `exceptionLimit`.
    private static final int NOT_ENOUGH_RESOURCES = 40009;

    private static final int MEDIA_OBJECT_NOT_FOUND = 40101;
    private static final int FIRST_OF_SDP = 40200;
    private static final int LAST_OF_SDP = 40299;

    private final int code;

    KurentoRefusedException(String asked, int code) {
        super("Kurento refuses " + asked + " (" + code + ")");
        this.code = code;
    }

    boolean isForLackOfResources() {
        return code == NOT_ENOUGH_RESOURCES;
    }

    /// What it was about is not there any more.
    boolean isAboutNothing() {
        return code == MEDIA_OBJECT_NOT_FOUND;
    }

    /// It is about a description: nothing else of the room is touched.
    boolean isAboutSdp() {
        return code >= FIRST_OF_SDP && code <= LAST_OF_SDP;
    }
}
