package com.exorlive.meeting.sfucontrol.pool;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuCapabilities;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuEvents;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Several media servers as one. A room lives on one of them; when it is lost there, its owner is
/// told and opens it again, and it goes to another. Thread-safe.
public final class SfuPool implements SfuControl {
    private static final Logger LOG = LoggerFactory.getLogger(SfuPool.class);

    /// @param name as operators call it
    public record Server(String name, SfuControl control) {}

    /// What operators see of one media server.
    ///
    /// @param isReady whether it is there
    /// @param isDraining whether it gets no new rooms: this process was told so, or it itself
    /// @param rooms that it has for this process
    /// @param otherRooms that it has for others, as far as is known
    /// @param lost rooms that it has lost
    public record Look(
            String name,
            boolean isReady,
            boolean isDraining,
            int rooms,
            int otherRooms,
            int lost) {}

    private final InstantSource clock;
    private final List<Member> members;
    private final Map<SfuRoomId, PooledRoom> rooms = new ConcurrentHashMap<>();

    private static final class Member {
        private final Server server;
        private final AtomicInteger rooms = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();
        private volatile boolean isDraining;
        private volatile @Nullable Instant suspectedSince;

        Member(Server server) {
            this.server = server;
        }
    }

    /// @param servers in the order of preference
    public SfuPool(List<Server> servers, InstantSource clock) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("a pool of no media server");
        }
        this.members = servers.stream().map(Member::new).toList();
        this.clock = clock;
    }

    @Override
    public SfuRoom open(SfuRoomId id, SfuEvents events) {
        for (var choice : PoolRules.order(states(), clock.instant())) {
            var member = members.get(choice.position());
            try {
                return open(member, id, events);
            } catch (SfuUnavailableException e) {
                LOG.atWarn()
                        .addKeyValue("server", member.server.name())
                        .setCause(e)
                        .log("A media server refused a room");
                member.suspectedSince = clock.instant();
            }
        }
        throw new SfuUnavailableException("none of the media servers is there");
    }

    private SfuRoom open(Member member, SfuRoomId id, SfuEvents events) {
        var room = new PooledRoom(member, id, events);
        if (rooms.putIfAbsent(id, room) != null) {
            throw new IllegalStateException("there is a room of this name");
        }
        member.rooms.incrementAndGet();
        try {
            return room.begin();
        } catch (RuntimeException e) {
            room.letGo();
            throw e;
        }
    }

    private List<PoolRules.Member> states() {
        return IntStream.range(0, members.size())
                .mapToObj(
                        position -> {
                            var member = members.get(position);
                            return new PoolRules.Member(
                                    position,
                                    member.server.control().isReady(),
                                    member.isDraining,
                                    member.rooms.get() + member.server.control().otherRooms(),
                                    Optional.ofNullable(member.suspectedSince));
                        })
                .toList();
    }

    /// Gives no more rooms to this one, or gives it rooms again. What it has goes on.
    ///
    /// @return false if there is none of this name
    public boolean drain(String name, boolean isDraining) {
        var found = members.stream().filter(it -> it.server.name().equals(name)).findFirst();
        found.ifPresent(member -> member.isDraining = isDraining);
        return found.isPresent();
    }

    /// In the order of the configuration.
    public List<Look> look() {
        return members.stream().map(SfuPool::look).toList();
    }

    private static Look look(Member member) {
        var control = member.server.control();
        boolean drainsItself = control.isDraining();
        return new Look(
                member.server.name(),
                control.isReady() || drainsItself,
                member.isDraining || drainsItself,
                member.rooms.get(),
                control.otherRooms(),
                member.lost.get());
    }

    @Override
    public boolean isReady() {
        return !PoolRules.order(states(), clock.instant()).isEmpty();
    }

    /// Of the preferred one.
    @Override
    public SfuCapabilities capabilities() {
        return members.getFirst().server.control().capabilities();
    }

    @Override
    public void close() {
        members.forEach(member -> member.server.control().close());
    }

    /// Counts the room for as long as its member has it.
    private final class PooledRoom implements SfuEvents {
        private final Member member;
        private final SfuRoomId id;
        private final SfuEvents events;
        private final AtomicBoolean isGone = new AtomicBoolean();

        PooledRoom(Member member, SfuRoomId id, SfuEvents events) {
            this.member = member;
            this.id = id;
            this.events = events;
        }

        SfuRoom begin() {
            return new Counted(member.server.control().open(id, this), this);
        }

        @Override
        public void onEvent(SfuEvent event) {
            if (event instanceof SfuEvent.RoomLost) {
                member.suspectedSince = clock.instant();
                member.lost.incrementAndGet();
                letGo();
            }
            events.onEvent(event);
        }

        void letGo() {
            if (isGone.compareAndSet(false, true)) {
                rooms.remove(id, this);
                member.rooms.decrementAndGet();
            }
        }
    }

    private record Counted(SfuRoom room, PooledRoom pooled) implements SfuRoom {
        @Override
        public void join(LegId leg) {
            room.join(leg);
        }

        @Override
        public void describe(ParticipantId who, Description description) {
            room.describe(who, description);
        }

        @Override
        public void candidate(ParticipantId who, Candidate candidate) {
            room.candidate(who, candidate);
        }

        @Override
        public void restartIce(ParticipantId who, PcId pc) {
            room.restartIce(who, pc);
        }

        @Override
        public void leave(ParticipantId who) {
            room.leave(who);
        }

        @Override
        public void close() {
            room.close();
            pooled.letGo();
        }
    }
}
