package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kurento.client.WebRtcEndpoint;

/// One participant's peer connections. Confined to its room's thread.
final class KurentoLeg {
    final LegId id;
    final ParticipantId who;
    private final Map<Purpose, Connection> connections = new EnumMap<>(Purpose.class);

    KurentoLeg(LegId id) {
        this.id = id;
        this.who = id.who();
    }

    Optional<Connection> connection(PcId pc) {
        return connections.values().stream().filter(it -> it.pc.equals(pc)).findFirst();
    }

    Optional<Connection> connection(Purpose purpose) {
        return Optional.ofNullable(connections.get(purpose));
    }

    Collection<Connection> connections() {
        return connections.values();
    }

    void put(Connection connection) {
        connections.put(connection.purpose, connection);
    }

    /// One endpoint, and so one peer connection: an endpoint negotiates once in its life.
    static final class Connection {
        /// The only one.
        static final long NEGOTIATION = 1;

        final Purpose purpose;
        final PcId pc;
        final WebRtcEndpoint endpoint;
        final Flows flows = new Flows();

        /// Kept until the answer is there, because Kurento knows nothing of the page before.
        final List<Candidate> early = new ArrayList<>();

        KurentoOffer offer = KurentoOffer.NONE;
        int candidates;
        boolean isAnswered;
        boolean isUp;
        boolean hasFailed;
        long upSinceNanos;

        Connection(Purpose purpose, PcId pc, WebRtcEndpoint endpoint) {
            this.purpose = purpose;
            this.pc = pc;
            this.endpoint = endpoint;
        }
    }
}
