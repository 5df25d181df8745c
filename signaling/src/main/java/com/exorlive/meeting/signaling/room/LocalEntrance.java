package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.ClientMessage;
import com.exorlive.meeting.signaling.protocol.Decoded;
import com.exorlive.meeting.signaling.session.Line;
import java.util.Optional;

/// To the rooms of this node. Thread-safe.
public record LocalEntrance(Rooms rooms) implements Entrance {
    @Override
    public Way hello(SeatGrant grant, Line line, String node) {
        return way(rooms.hello(grant, line), line, new Way.Busy());
    }

    @Override
    public Way resume(ClientMessage.Resume message, Line line, String node) {
        return way(rooms.resume(message, line), line, new Way.Unknown());
    }

    private static Way way(Optional<RoomThread> room, Line line, Way otherwise) {
        return room.<Way>map(found -> new Way.Open(new Local(found, line))).orElse(otherwise);
    }

    private record Local(RoomThread room, Line line) implements Doorway {
        @Override
        public void onFrame(String text, Decoded decoded) {
            room.onFrame(line, decoded);
        }

        @Override
        public void onLost() {
            room.onLost(line);
        }
    }
}
