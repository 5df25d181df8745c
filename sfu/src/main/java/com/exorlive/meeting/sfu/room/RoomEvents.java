package com.exorlive.meeting.sfu.room;

/// Takes the events of one room, on its event loop. Must return at once.
@FunctionalInterface
public interface RoomEvents {
    void onEvent(RoomEvent event);
}
