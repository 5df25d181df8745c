package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.protocol.ConnectionId;
import com.exorlive.meeting.signaling.protocol.Presence;
import java.time.Duration;
import java.time.Instant;

/// Whether somebody sits on a seat.
sealed interface SeatState {
    record Absent() implements SeatState {}

    record Present(ConnectionId conn) implements SeatState {}

    /// No socket; the seat is kept until then.
    record Lost(ConnectionId conn, Instant until) implements SeatState {}

    static SeatState absent() {
        return new Absent();
    }

    default boolean isAbsent() {
        return this instanceof Absent;
    }

    default boolean isPresent() {
        return this instanceof Present;
    }

    /// Whether this connection sits here, with or without a socket.
    default boolean isHeldBy(ConnectionId candidate) {
        return switch (this) {
            case Absent _ -> false;
            case Present(var conn) -> conn.equals(candidate);
            case Lost(var conn, var _) -> conn.equals(candidate);
        };
    }

    default Presence presence(Instant now) {
        return switch (this) {
            case Absent _ -> new Presence.Absent();
            case Present(var conn) -> new Presence.Present(conn);
            case Lost(var conn, var until) ->
                    new Presence.Lost(conn, Math.max(0, Duration.between(now, until).toMillis()));
        };
    }
}
