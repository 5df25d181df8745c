package com.exorlive.meeting.signaling.room;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A media server of nothing but its contract: offers when somebody joins, and says that media are
/// up when the answer comes.
public final class FakeSfu implements SfuControl {
    public final List<String> log = new CopyOnWriteArrayList<>();
    public final Map<String, FakeRoom> rooms = new ConcurrentHashMap<>();
    public volatile boolean isUnavailable;

    /// Has the bug that a test wants.
    public volatile Runnable atCandidate = () -> {};

    private final AtomicInteger pcs = new AtomicInteger();

    @Override
    public SfuRoom open(SfuRoomId id, SfuEvents events) {
        if (isUnavailable) {
            log.add("refused");
            throw new SfuUnavailableException("none here", new IllegalStateException());
        }
        var room = new FakeRoom(id.value(), events);
        rooms.put(id.value(), room);
        log.add("open");
        return room;
    }

    @Override
    public boolean isReady() {
        return !isUnavailable;
    }

    @Override
    public SfuCapabilities capabilities() {
        return SfuCapabilities.EMBEDDED;
    }

    /// The one room that is there.
    public FakeRoom onlyRoom() {
        if (rooms.size() != 1) {
            throw new AssertionError("rooms: " + rooms.size());
        }
        return rooms.values().iterator().next();
    }

    @Override
    public void close() {
        rooms.clear();
    }

    public final class FakeRoom implements SfuRoom {
        private final String id;
        private final SfuEvents events;
        private final Map<ParticipantId, PcId> legs = new ConcurrentHashMap<>();
        private final Map<ParticipantId, LegId> ids = new ConcurrentHashMap<>();
        private volatile boolean isClosed;

        private FakeRoom(String id, SfuEvents events) {
            this.id = id;
            this.events = events;
        }

        public PcId pc(String participant) {
            return java.util.Objects.requireNonNull(legs.get(new ParticipantId(participant)));
        }

        public void emit(SfuEvent event) {
            if (!isClosed) {
                events.onEvent(event);
            }
        }

        @Override
        public void join(LegId leg) {
            var who = leg.who();
            if (isClosed) {
                return;
            }
            if (!legs.containsKey(who) && legs.size() == 2) {
                throw new IllegalStateException("a third participant");
            }
            log.add("join " + who);
            var pc = new PcId("p" + pcs.incrementAndGet());
            legs.put(who, pc);
            ids.put(who, leg);
            emit(offer(leg, pc, 1));
        }

        private static SfuEvent offer(LegId leg, PcId pc, long negotiation) {
            return new SfuEvent.Describe(
                    leg,
                    new Description(pc, negotiation, Description.Kind.OFFER, "offer of " + pc));
        }

        @Override
        public void describe(ParticipantId who, Description description) {
            log.add("describe " + who + " " + description.pc());
            if (!description.pc().equals(legs.get(who))) {
                return;
            }
            var leg = leg(who);
            emit(
                    description.sdp().contains("bad")
                            ? new SfuEvent.Refused(
                                    leg,
                                    description.pc(),
                                    description.negotiation(),
                                    SfuEvent.RefusalReason.MALFORMED)
                            : new SfuEvent.MediaUp(leg, description.pc()));
        }

        @Override
        public void candidate(ParticipantId who, Candidate candidate) {
            log.add("candidate " + who);
            atCandidate.run();
        }

        @Override
        public void restartIce(ParticipantId who, PcId pc) {
            log.add("restart-ice " + who + " " + pc);
            emit(offer(leg(who), pc, 2));
        }

        private LegId leg(ParticipantId who) {
            return java.util.Objects.requireNonNull(ids.get(who));
        }

        @Override
        public void leave(ParticipantId who) {
            log.add("leave " + who);
            legs.remove(who);
        }

        @Override
        public void close() {
            if (!isClosed) {
                isClosed = true;
                log.add("close");
                rooms.remove(id);
            }
        }
    }
}
