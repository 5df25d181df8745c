package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.protocol.ClientMessage;
import com.exorlive.meeting.signaling.protocol.Seat;
import java.util.Optional;

/// What a page's message means to its room.
final class PageMessages {
    private PageMessages() {}

    /// @param id what an error about this message must repeat
    /// @return empty if the message was all about its own delivery
    static Optional<RoomEvent> event(Seat seat, ClientMessage message, String id) {
        return switch (message) {
            case ClientMessage.Describe(var description) ->
                    Optional.of(new RoomEvent.Described(seat, description));
            case ClientMessage.Trickle(var candidate) ->
                    Optional.of(new RoomEvent.Trickled(seat, candidate));
            case ClientMessage.RestartIce(var pc) ->
                    Optional.of(new RoomEvent.IceRestartWanted(seat, pc));
            case ClientMessage.Relay(var to, var data) ->
                    Optional.of(new RoomEvent.Said(seat, to, data, id));
            case ClientMessage.End _ -> Optional.of(new RoomEvent.AskedToEnd(seat, id));
            case ClientMessage.Ack _, ClientMessage.Ping _ -> Optional.empty();
            case ClientMessage.Opening _ ->
                    throw new IllegalStateException("the reader lets no second opening through");
        };
    }
}
