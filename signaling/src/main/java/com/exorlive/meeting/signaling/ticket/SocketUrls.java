package com.exorlive.meeting.signaling.ticket;

import com.exorlive.meeting.signaling.registry.RoomRegistry.Place;
import java.util.Optional;

/// Where a page opens its socket. Thread-safe.
@FunctionalInterface
public interface SocketUrls {
    /// @param place of the meeting's room
    /// @return empty if no node may take the room now
    Optional<String> at(Place place);
}
