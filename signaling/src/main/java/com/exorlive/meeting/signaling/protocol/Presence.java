package com.exorlive.meeting.signaling.protocol;

/// Whether somebody sits on a seat, as told to a page.
public sealed interface Presence {
    /// Never here, or gone beyond the grace period.
    record Absent() implements Presence {}

    record Present(ConnectionId conn) implements Presence {}

    /// No socket; the seat is kept for so long.
    record Lost(ConnectionId conn, long graceEndsInMs) implements Presence {}

    /// Both seats at once.
    record OfBoth(Presence host, Presence invitee) {}
}
