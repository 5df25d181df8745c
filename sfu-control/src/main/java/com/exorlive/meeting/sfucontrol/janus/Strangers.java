package com.exorlive.meeting.sfucontrol.janus;

import com.exorlive.meeting.sfucontrol.room.ServerGoneException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Who is in a room at Janus that this server has not let in: there must be nobody, and whoever is
/// there is put out. Confined to the room's thread.
final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

    private final JanusSession session;
    private final RoomBodies bodies;
    private final Set<String> expected = new HashSet<>();

    Strangers(JanusSession session, RoomBodies bodies) {
        this.session = session;
        this.bodies = bodies;
    }

    void expect(String feed) {
        expected.add(feed);
    }

    /// @param event of the VideoRoom, of any kind
    void look(long control, JsonNode event) throws ServerGoneException {
        if (event.has("joining")) {
            judge(control, event.path("joining"));
        }
        lookAt(control, event.path("publishers"));
        lookAt(control, event.path("attendees"));
    }

    void lookAt(long control, JsonNode participants) throws ServerGoneException {
        for (var participant : participants) {
            judge(control, participant);
        }
    }

    private void judge(long control, JsonNode participant) throws ServerGoneException {
        var id = participant.path("id").asString("");
        if (id.isEmpty() || expected.contains(id)) {
            return;
        }
        LOG.atError().log("A stranger in a room at Janus is put out: who else can reach its API?");
        try {
            session.say(control, bodies.kick(id));
        } catch (JanusRefusedException e) {
            LOG.atWarn().log("The stranger could not be put out: {}", e.getMessage());
        }
    }
}
