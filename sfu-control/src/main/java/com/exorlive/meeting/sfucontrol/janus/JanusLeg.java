package com.exorlive.meeting.sfucontrol.janus;

import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One participant's peer connections at Janus. Confined to its room's thread.
final class JanusLeg {
    final LegId id;
    final ParticipantId who;

    /// What this participant's pictures and sound are called in the room; never used again.
    String feed;

    Connection outgoing;
    long privateId;
    boolean hasPublished;
    @Nullable Connection incoming;

    JanusLeg(LegId id, String feed, Connection outgoing) {
        this.id = id;
        this.who = id.who();
        this.feed = feed;
        this.outgoing = outgoing;
    }

    Optional<Connection> connection(long handle) {
        return connections().filter(it -> it.handle == handle).findFirst();
    }

    Optional<Connection> connection(PcId pc) {
        return connections().filter(it -> it.pc.equals(pc)).findFirst();
    }

    private Stream<Connection> connections() {
        return Stream.concat(Stream.of(outgoing), Stream.ofNullable(incoming));
    }

    /// One peer connection.
    static final class Connection {
        final long handle;
        final PcId pc;

        /// Of the newest offer, whoever made it.
        long negotiation;

        boolean isAnswered;
        boolean isUp;

        Connection(long handle, PcId pc) {
            this.handle = handle;
            this.pc = pc;
        }
    }
}
