package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.admission.AccessEnd;
import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.ClientMessage;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.SessionId;
import com.exorlive.meeting.signaling.session.Line;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rooms of this node, by meeting and by session. Thread-safe.
public final class Rooms implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

    /// Each room is a virtual thread and two sessions; beyond this a node needs a neighbour.
    private static final int MAX_ROOMS = 20_000;

    /// A room can finish while somebody is at its door; it can't do so again and again.
    private static final int ATTEMPTS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RoomPorts ports;
    private final InstantSource clock;
    private final Map<MeetingId, RoomThread> byMeeting = new ConcurrentHashMap<>();
    private final Map<SessionId, RoomThread> bySession = new ConcurrentHashMap<>();

    public Rooms(RoomPorts ports, InstantSource clock) {
        this.ports = ports;
        this.clock = clock;
        ports.registry().onLoss(this::onLost);
    }

    private void onLost(MeetingId meeting, long epoch, boolean isOver) {
        var room = byMeeting.get(meeting);
        if (room != null) {
            room.lose(epoch, isOver);
        }
    }

    /// Brings a page with a good ticket to its room. What comes of it is told over the line.
    ///
    /// @return the room that gets what the page sends; empty if the node is full
    public Optional<RoomThread> hello(SeatGrant grant, Line line) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var room = byMeeting.get(grant.meeting());
            if (room == null && byMeeting.size() >= MAX_ROOMS) {
                return Optional.empty();
            }
            var found = byMeeting.computeIfAbsent(grant.meeting(), _ -> begin(grant));
            found.onComing(grant.subject());
            if (found.post(new RoomInput.Hello(grant, line))) {
                return Optional.of(found);
            }
            byMeeting.remove(grant.meeting(), found);
        }
        return Optional.empty();
    }

    private RoomThread begin(SeatGrant grant) {
        var room = new RoomThread(grant, ports, this, clock);
        ports.metrics().onRoom(1);
        room.start();
        return room;
    }

    /// Brings a page that lost its socket back to its room.
    ///
    /// @return empty if this node does not know the session
    public Optional<RoomThread> resume(ClientMessage.Resume message, Line line) {
        return Optional.ofNullable(bySession.get(message.sid()))
                .filter(room -> room.post(new RoomInput.Resume(message, line)));
    }

    /// Ends a meeting on somebody's order. Nothing happens if it is not here.
    ///
    /// @return whether it is here
    public boolean end(MeetingId meeting) {
        var room = byMeeting.get(meeting);
        return room != null && room.post(new RoomInput.EndByAdmin());
    }

    /// Shuts somebody out of every room.
    public void evict(AccessEnd end) {
        for (var room : byMeeting.values()) {
            if (end.subject().map(room::knows).orElse(true)) {
                room.post(new RoomInput.AccessEnded(end));
            }
        }
    }

    /// How many rooms have a meeting that is not over.
    public long running() {
        return byMeeting.values().stream().filter(room -> !room.isOver()).count();
    }

    /// Lets go of every room, one after the other within the window, so that other nodes may have
    /// them.
    public void handOver(Duration window) throws InterruptedException {
        var leaving = List.copyOf(byMeeting.values());
        for (var room : leaving) {
            room.stop();
            Thread.sleep(window.dividedBy(leaving.size()));
        }
    }

    void onSessionBegan(SessionId sid, RoomThread room) {
        bySession.put(sid, room);
    }

    void onSessionGone(SessionId sid) {
        bySession.remove(sid);
    }

    void onFinished(RoomThread room) {
        ports.metrics().onRoom(-1);
        byMeeting.remove(room.meeting(), room);
    }

    /// Lets go of every room, without ending its meeting, and waits a little for their threads.
    @Override
    public void close() {
        var leaving = List.copyOf(byMeeting.values());
        leaving.forEach(RoomThread::stop);
        try {
            var until = clock.instant().plus(PATIENCE);
            for (var room : leaving) {
                var left = Duration.between(clock.instant(), until);
                if (!room.awaitGone(left)) {
                    LOG.atWarn().addKeyValue("meeting", room.meeting()).log("A room hangs");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
