package com.exorlive.meeting.sfucontrol.kurento;

/// The media of a room must end.
final class FatalFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FatalFault fault;

    FatalFaultException(FatalFault fault) {
        super(fault.name(), null, false, false);
        this.fault = fault;
    }

    FatalFault fault() {
        return fault;
    }
}
