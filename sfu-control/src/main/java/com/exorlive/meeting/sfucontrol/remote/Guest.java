package com.exorlive.meeting.sfucontrol.remote;

import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The media server's side of one conversation: the rooms that one driver has here. Thread-safe:
/// what the driver says is done by one thread at a time; events come from any.
final class Guest {
    private static final Logger LOG = LoggerFactory.getLogger(Guest.class);

    /// Far more than one machine carries.
    private static final int MAX_ROOMS = 10_000;

    private final String owner;
    private final long number;
    private final String prefix;
    private final SfuControl sfu;
    private final LongSupplier nanos;
    private final Conversation conversation = new Conversation();
    private final Map<Integer, SfuRoom> rooms = new ConcurrentHashMap<>();
    private final Object gate = new Object();
    private @Nullable Line line;
    private long aloneSinceNanos;
    private boolean isOver;

    /// @param prefix of the names of its rooms, unlike any other's
    Guest(String owner, long number, String prefix, SfuControl sfu, LongSupplier nanos) {
        this.owner = owner;
        this.number = number;
        this.prefix = prefix;
        this.sfu = sfu;
        this.nanos = nanos;
        this.aloneSinceNanos = nanos.getAsLong();
    }

    String owner() {
        return owner;
    }

    /// Whether the driver means this conversation, and it can go on.
    boolean canGoOn(Frame.Begin begin) {
        return begin.conversation() == number && !isOver() && conversation.onHeard(begin.heard());
    }

    long heard() {
        return conversation.heard();
    }

    Conversation conversation() {
        return conversation;
    }

    /// Goes on over this connection.
    ///
    /// @param said how much the driver has heard
    void use(Line next, long said) {
        synchronized (gate) {
            if (isOver) {
                next.close();
                return;
            }
            Optional.ofNullable(line).ifPresent(Line::close);
            line = next;
        }
        next.start(said);
    }

    /// For how long it has had no connection.
    long aloneNanos() {
        synchronized (gate) {
            if (line != null && line.isOpen()) {
                aloneSinceNanos = nanos.getAsLong();
                return 0;
            }
            return nanos.getAsLong() - aloneSinceNanos;
        }
    }

    int rooms() {
        return rooms.size();
    }

    void onContent(Frame.Content content) {
        switch (content) {
            case Frame.Open(var room) -> open(room);
            case Frame.Close(var room) ->
                    Optional.ofNullable(rooms.remove(room)).ifPresent(SfuRoom::close);
            case Frame.Join(var room, var leg) -> at(room, it -> it.join(leg));
            case Frame.Describe(var room, var who, var description) ->
                    at(room, it -> it.describe(who, description));
            case Frame.RestartIce(var room, var who, var pc) ->
                    at(room, it -> it.restartIce(who, pc));
            case Frame.Leave(var room, var who) -> at(room, it -> it.leave(who));
            case Frame.Happened _ -> LOG.atWarn().log("A driver says what only servers say");
        }
    }

    private void open(int room) {
        try {
            if (rooms.size() >= MAX_ROOMS) {
                throw new SfuUnavailableException("full");
            }
            var id = new SfuRoomId(prefix + "-" + room);
            keep(room, sfu.open(id, event -> say(room, event)));
        } catch (SfuUnavailableException | IllegalStateException e) {
            LOG.atWarn().setCause(e).log("A room could not be opened");
            say(room, new SfuEvent.RoomLost());
        }
    }

    /// A room that was opened while the conversation ended is nobody's.
    private void keep(int number, SfuRoom room) {
        synchronized (gate) {
            if (!isOver) {
                rooms.put(number, room);
                return;
            }
        }
        room.close();
    }

    private interface Deed {
        void on(SfuRoom room);
    }

    private void at(int room, Deed deed) {
        var found = rooms.get(room);
        if (found == null) {
            return;
        }
        try {
            deed.on(found);
        } catch (SfuUnavailableException | IllegalStateException e) {
            LOG.atWarn().setCause(e).log("A room is lost");
            rooms.remove(room);
            found.close();
            say(room, new SfuEvent.RoomLost());
        }
    }

    private void say(int room, SfuEvent event) {
        if (!conversation.say(new Frame.Happened(room, event), nanos.getAsLong())) {
            // The driver hears nothing any more. What it can't be told of, it must not keep.
            synchronized (gate) {
                isOver = true;
                Optional.ofNullable(line).ifPresent(Line::close);
            }
        }
    }

    private boolean isOver() {
        synchronized (gate) {
            return isOver;
        }
    }

    /// Whether nothing can come of it any more.
    boolean isDone(long graceNanos) {
        return isOver() || aloneNanos() > graceNanos;
    }

    /// Ends its rooms.
    void end() {
        synchronized (gate) {
            isOver = true;
            Optional.ofNullable(line).ifPresent(Line::close);
        }
        rooms.values().forEach(SfuRoom::close);
        rooms.clear();
    }
}
