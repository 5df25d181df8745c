package com.exorlive.meeting.sfucontrol.janus;

import com.exorlive.meeting.sfucontrol.room.ServerGoneException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Rooms live at Janus for ever, also when the session that made them has ended: what an earlier
/// life of this node left there is destroyed.
record LeftRooms(JanusSession session, JanusSettings settings, String prefix) {
    private static final Logger LOG = LoggerFactory.getLogger(LeftRooms.class);

    void destroy() throws ServerGoneException, JanusRefusedException {
        long handle = session.attach("exorlive-control", (_, _) -> {});
        var all = session.say(handle, Map.of("request", "list", "admin_key", settings.adminKey()));
        for (JsonNode room : all.plugin().path("list")) {
            var name = room.path("room").asString("");
            if (name.startsWith(prefix)) {
                destroy(handle, name);
            }
        }
        session.detach(handle);
    }

    private void destroy(long handle, String name) throws ServerGoneException {
        try {
            session.say(handle, RoomBodies.of(name, settings).destroy());
            LOG.atInfo().log("Destroyed a room that was left at Janus");
        } catch (JanusRefusedException e) {
            LOG.atWarn().log("A room left at Janus stays: {}", e.getMessage());
        }
    }
}
