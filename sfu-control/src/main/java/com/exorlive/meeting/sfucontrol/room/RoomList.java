package com.exorlive.meeting.sfucontrol.room;

import com.exorlive.meeting.sfucontrol.SfuEvents;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The rooms of one driver, by name, each with a thread of its own. Thread-safe.
public final class RoomList {
    private final String threadName;
    private final Map<SfuRoomId, WorkedRoom> rooms = new ConcurrentHashMap<>();

    /// @param threadName of the rooms' threads
    public RoomList(String threadName) {
        this.threadName = threadName;
    }

    /// @param work what is done in it; makes nothing at the media server before it is asked to
    /// @param isLost whether the session that it is for has been lost meanwhile: whoever tells all
    ///     rooms of that may just have missed this one
    /// @throws IllegalStateException if there is one of this name
    public SfuRoom open(
            SfuRoomId id,
            SfuEvents events,
            Function<RoomInside, RoomWork> work,
            BooleanSupplier isLost) {
        var room = new WorkedRoom(events, work, gone -> rooms.remove(id, gone));
        if (rooms.putIfAbsent(id, room) != null) {
            throw taken();
        }
        room.start(threadName);
        if (isLost.getAsBoolean()) {
            room.onLost();
        }
        return room;
    }

    /// For drivers that make something at the media server before the room is opened.
    ///
    /// @throws IllegalStateException if there is one of this name
    public void checkIsFree(SfuRoomId id) {
        if (rooms.containsKey(id)) {
            throw taken();
        }
    }

    private static IllegalStateException taken() {
        return new IllegalStateException("there is a room of this name");
    }

    public int size() {
        return rooms.size();
    }

    /// Nothing of any is left at the media server, or nothing can be said of them any more.
    public void onLost() {
        List.copyOf(rooms.values()).forEach(WorkedRoom::onLost);
    }

    /// Events may have been missed.
    public void onBack() {
        rooms.values().forEach(WorkedRoom::onBack);
    }

    /// Returns when nothing of them is left at the media server, or the time is over.
    public void close(Duration within) throws InterruptedException {
        var left = List.copyOf(rooms.values());
        left.forEach(WorkedRoom::close);
        long endNanos = System.nanoTime() + within.toNanos();
        for (var room : left) {
            room.awaitEnd(Duration.ofNanos(Math.max(0, endNanos - System.nanoTime())));
        }
    }
}
