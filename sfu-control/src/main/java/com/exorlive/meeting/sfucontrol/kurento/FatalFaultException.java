package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.room.RoomFailedException;

/// The media of a room must end.
final class FatalFaultException extends RoomFailedException {
    private static final long serialVersionUID = 1L;

    private final FatalFault fault;

    FatalFaultException(FatalFault fault) {
        super("media were stopped: " + fault);
        this.fault = fault;
    }

    FatalFault fault() {
        return fault;
    }
}
