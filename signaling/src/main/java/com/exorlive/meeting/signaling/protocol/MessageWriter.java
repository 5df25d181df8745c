package com.exorlive.meeting.signaling.protocol;

import com.exorlive.meeting.edge.Json;
import com.exorlive.meeting.sfucontrol.Description;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes what the server sends; docs/protocol.md. Thread-safe.
public final class MessageWriter {
    private static final int E2EE_CHARS = 40_960;

    private final JsonMapper json = Json.strictMapper();

    /// @param ack the highest number received from the page without a gap
    public String write(ServerMessage.Counted message, long seq, long ack) {
        var node = body(message);
        node.put("seq", seq);
        if (ack > 0) {
            node.put("ack", ack);
        }
        return json.writeValueAsString(node);
    }

    public String write(ServerMessage.Uncounted message) {
        return json.writeValueAsString(body(message));
    }

    /// An acknowledgement alone.
    public String acknowledgement(long ack) {
        return json.writeValueAsString(body(new ServerMessage.Ack()).put("ack", ack));
    }

    private ObjectNode body(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Describe(var description) -> describe(description);
            case ServerMessage.OfferWanted(var pc) -> typed("offer-wanted").put("pc", pc.value());
            case ServerMessage.IceServers(var servers) -> iceServers(servers);
            case ServerMessage.Trickle(var candidate) ->
                    typed("candidate")
                            .put("pc", candidate.pc().value())
                            .put("mid", candidate.mid())
                            .put("candidate", candidate.line());
            case ServerMessage.DropPc(var pc) -> typed("drop-pc").put("pc", pc.value());
            case ServerMessage.Media(var pc, var isUp) ->
                    typed("media").put("pc", pc.value()).put("state", isUp ? "up" : "down");
            case ServerMessage.Relayed(var from, var data) ->
                    typed("e2ee").put("from", from.value()).put("data", data);
            case ServerMessage.PresenceChanged changed -> presence(changed);
            case ServerMessage.Ended(var ending) ->
                    typed("ended")
                            .put("by", word(ending.by()))
                            .put("reason", word(ending.reason()));
            case ServerMessage.Welcome welcome -> welcome(welcome);
            case ServerMessage.Resumed resumed -> resumed(resumed);
            case ServerMessage.Resync(var reason) -> typed("resync").put("reason", word(reason));
            case ServerMessage.Replaced _ -> typed("replaced");
            case ServerMessage.Bye(var delayMs) ->
                    typed("bye").put("reason", "restart").put("delayMs", delayMs);
            case ServerMessage.Pong(var n) -> typed("pong").put("n", n);
            case ServerMessage.Ack _ -> typed("ack");
            case ServerMessage.Problem(var code, var re) -> problem(code, re);
        };
    }

    private ObjectNode describe(Description description) {
        return typed("describe")
                .put("pc", description.pc().value())
                .put("negotiation", description.negotiation())
                .put("kind", word(description.kind()))
                .put("sdp", description.sdp());
    }

    private ObjectNode presence(ServerMessage.PresenceChanged changed) {
        var node = typed("presence").put("seat", word(changed.seat()));
        putPresence(node, changed.presence());
        return node.put("meetingState", meetingState(changed.isActive()))
                .put("endsAt", changed.endsAt().toString());
    }

    private ObjectNode welcome(ServerMessage.Welcome welcome) {
        var node =
                typed("welcome")
                        .put("sid", welcome.sid().value())
                        .put("conn", welcome.conn().value())
                        .put("resumeToken", welcome.resumeToken().value())
                        .put("seat", word(welcome.seat()));
        var people = node.putObject("people");
        for (var seat : Seat.values()) {
            var person = welcome.people().at(seat);
            people.putObject(word(seat)).put("name", person.name()).put("title", person.title());
        }
        putBoth(node, welcome.present());
        putMeeting(node, welcome.meeting());
        var timing = welcome.timing();
        node.putObject("timing")
                .put("pingMs", timing.ping().toMillis())
                .put("clientDeadMs", timing.clientDead().toMillis())
                .put("graceMs", timing.grace().toMillis());
        node.putObject("limits")
                .put("messageBytes", MessageReader.MAX_FRAME_BYTES)
                .put("e2eeChars", E2EE_CHARS);
        putIceServers(node, welcome.iceServers());
        return node.put("relayOnly", welcome.relayOnly());
    }

    private ObjectNode iceServers(List<IceServer> servers) {
        var node = typed("ice-servers");
        putIceServers(node, servers);
        return node;
    }

    private static void putIceServers(ObjectNode message, List<IceServer> servers) {
        var array = message.putArray("iceServers");
        for (var server : servers) {
            var node = array.addObject();
            var urls = node.putArray("urls");
            server.urls().forEach(urls::add);
            node.put("username", server.username()).put("credential", server.credential());
        }
    }

    private ObjectNode resumed(ServerMessage.Resumed resumed) {
        var node =
                typed("resumed")
                        .put("resumeToken", resumed.resumeToken().value())
                        .put("ack", resumed.ack());
        putBoth(node, resumed.present());
        putMeeting(node, resumed.meeting());
        return node;
    }

    private ObjectNode problem(ErrorCode code, String re) {
        var node = typed("error").put("code", word(code));
        return re.isEmpty() ? node : node.put("re", re);
    }

    private static void putBoth(ObjectNode node, Presence.OfBoth both) {
        var present = node.putObject("present");
        putPresence(present.putObject(word(Seat.HOST)), both.host());
        putPresence(present.putObject(word(Seat.INVITEE)), both.invitee());
    }

    private static void putPresence(ObjectNode node, Presence presence) {
        switch (presence) {
            case Presence.Absent _ -> node.put("state", "absent");
            case Presence.Present(var conn) ->
                    node.put("state", "present").put("conn", conn.value());
            case Presence.Lost(var conn, var graceEndsInMs) ->
                    node.put("state", "lost")
                            .put("conn", conn.value())
                            .put("graceEndsInMs", graceEndsInMs);
        }
    }

    private static void putMeeting(ObjectNode node, MeetingView meeting) {
        node.putObject("meeting")
                .put("id", meeting.id().value())
                .put("state", meetingState(meeting.isActive()))
                .put("endWhen", word(meeting.endWhen()))
                .put("endsAt", meeting.endsAt().toString());
    }

    private static String meetingState(boolean isActive) {
        return isActive ? "active" : "waiting";
    }

    private ObjectNode typed(String type) {
        return json.createObjectNode().put("t", type);
    }

    /// Wire words are the constants' names in lower case with dashes.
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
