package com.exorlive.meeting.sfucontrol.room;

import com.exorlive.meeting.sfucontrol.SfuEvent;

/// What the work in a room has of its room. Thread-safe.
public interface RoomInside {
    /// Tells the owner, unless the room is over.
    void emit(SfuEvent event);

    /// Has the room's thread do this in its turn. Returns at once.
    void post(Step step);

    /// One thing to be done at the media server.
    @FunctionalInterface
    interface Step {
        void run(long nowNanos) throws ServerGoneException, RoomFailedException;
    }
}
