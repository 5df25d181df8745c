package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.signaling.protocol.Seat;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a room has at the media server.
///
/// `incarnation` counts the rooms made there, so that events of a lost one are told apart.
/// `failures` counts failures in a row.
sealed interface MediaState {
    long incarnation();

    int failures();

    record On(long incarnation, int failures, Instant since, Map<Seat, Leg> legs)
            implements MediaState {
        public On {
            legs = Map.copyOf(legs);
        }

        Optional<Leg> leg(Seat seat) {
            return Optional.ofNullable(legs.get(seat));
        }

        On with(Seat seat, Leg leg) {
            var more = new EnumMap<Seat, Leg>(Seat.class);
            more.putAll(legs);
            more.put(seat, leg);
            return new On(incarnation, failures, since, more);
        }

        On without(Seat seat) {
            var fewer = new EnumMap<Seat, Leg>(Seat.class);
            fewer.putAll(legs);
            fewer.remove(seat);
            return new On(incarnation, failures, since, fewer);
        }
    }

    /// No media server could be had.
    record Off(long incarnation, int failures, Instant retryAt) implements MediaState {}

    /// One participant at the media server.
    ///
    /// @param pcs the peer connections that its page knows
    /// @param rejoins how often it was set up again because its handshake failed
    record Leg(Set<PcId> pcs, int rejoins) {
        public Leg {
            pcs = Set.copyOf(pcs);
        }

        static Leg fresh() {
            return new Leg(Set.of(), 0);
        }

        Leg with(PcId pc) {
            var more = new HashSet<>(pcs);
            more.add(pc);
            return new Leg(more, rejoins);
        }

        Leg without(PcId pc) {
            var fewer = new HashSet<>(pcs);
            fewer.remove(pc);
            return new Leg(fewer, rejoins);
        }
    }
}
