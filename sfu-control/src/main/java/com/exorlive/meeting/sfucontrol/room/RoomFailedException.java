package com.exorlive.meeting.sfucontrol.room;

/// The media server is there, and a room can't go on at it.
public abstract class RoomFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    protected RoomFailedException(String message) {
        super(message);
    }
}
