package com.exorlive.meeting.sfucontrol.kurento.fake;

import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuEvents;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Endpoints that are connected to each other: a room of the embedded media server, which does
/// what a real Kurento would do with packets.
final class FakePair implements SfuEvents {
    private final Map<ParticipantId, FakeEndpoint> endpoints = new ConcurrentHashMap<>();
    private final SfuRoom room;

    FakePair(SfuControl media) {
        room = media.open(new SfuRoomId("pair-" + UUID.randomUUID()), this);
    }

    void join(FakeEndpoint endpoint) {
        endpoints.put(endpoint.name(), endpoint);
        // An endpoint joins once.
        room.join(new LegId(endpoint.name(), 1));
    }

    void leave(FakeEndpoint endpoint) {
        endpoints.remove(endpoint.name());
        room.leave(endpoint.name());
        if (endpoints.isEmpty()) {
            room.close();
        }
    }

    void answer(FakeEndpoint endpoint, PcId pc, long number, String sdp) {
        room.describe(endpoint.name(), new Description(pc, number, Description.Kind.ANSWER, sdp));
    }

    @Override
    public void onEvent(SfuEvent event) {
        switch (event) {
            case SfuEvent.Describe(var to, var description) ->
                    to(to.who(), it -> it.offered(description));
            case SfuEvent.MediaUp(var who, var _) -> to(who.who(), FakeEndpoint::isUp);
            case SfuEvent.MediaDown(var who, var _, var why) -> to(who.who(), it -> it.isDown(why));
            case SfuEvent.Refused(var who, var _, var _, var why) ->
                    to(who.who(), it -> it.refused(why));
            case SfuEvent.Trickle _,
                    SfuEvent.OfferWanted _,
                    SfuEvent.PcGone _,
                    SfuEvent.RoomLost _ -> {}
        }
    }

    private void to(ParticipantId who, java.util.function.Consumer<FakeEndpoint> what) {
        var endpoint = endpoints.get(who);
        if (endpoint != null) {
            what.accept(endpoint);
        }
    }
}
