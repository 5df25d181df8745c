package com.exorlive.meeting.signaling.protocol;

/// One of the two places in a meeting. There is no third.
public enum Seat {
    /// The instructor's.
    HOST,
    /// The client's.
    INVITEE;

    public Seat other() {
        return this == HOST ? INVITEE : HOST;
    }
}
