package com.exorlive.meeting.signaling.protocol;

/// The page broke the protocol: its socket is closed with this code. Carries nothing of what it
/// sent.
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CloseCode code;

    public ProtocolException(CloseCode code, String why) {
        super(why, null, false, false);
        this.code = code;
    }

    public CloseCode code() {
        return code;
    }
}
