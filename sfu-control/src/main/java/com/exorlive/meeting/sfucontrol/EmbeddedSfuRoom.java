package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.room.MirrorRoom;
import com.exorlive.meeting.sfu.room.MirrorSfu;
import com.exorlive.meeting.sfu.room.RoomEvent;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// One room of the SFU in this process. Thread-safe: events come up on the room's event loop, in
/// order, and only there is it known whose they are.
final class EmbeddedSfuRoom implements SfuRoom {
    private final SfuEvents events;
    private final MirrorRoom room;

    /// The newest leg that each participant was asked to have.
    private final Map<String, LegId> joining = new ConcurrentHashMap<>();

    /// The leg that each participant has. Confined to the event loop.
    private final Map<String, Present> present = new ConcurrentHashMap<>();

    private record Present(String pc, LegId leg) {}

    EmbeddedSfuRoom(MirrorSfu sfu, SfuRoomId id, SfuEvents events) {
        this.events = events;
        this.room = sfu.open(id.value(), event -> this.events.onEvent(up(event)));
    }

    @Override
    public void join(LegId leg) {
        var who = leg.who().value();
        joining.put(who, leg);
        room.join(who);
    }

    @Override
    public void describe(ParticipantId who, Description description) {
        String pc = description.pc().value();
        switch (description.kind()) {
            case ANSWER ->
                    room.answer(who.value(), pc, description.negotiation(), description.sdp());
            case OFFER -> room.refuseOffer(who.value(), pc, description.negotiation());
        }
    }

    @Override
    public void candidate(ParticipantId who, Candidate candidate) {
        // ICE-lite: the browser's checks tell where it is.
    }

    @Override
    public void restartIce(ParticipantId who, PcId pc) {
        room.restartIce(who.value(), pc.value());
    }

    @Override
    public void leave(ParticipantId who) {
        room.leave(who.value());
    }

    @Override
    public void close() {
        room.close();
    }

    private SfuEvent up(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Offered(var who, var pc, var number, var sdp) ->
                    new SfuEvent.Describe(
                            leg(who, pc),
                            new Description(new PcId(pc), number, Description.Kind.OFFER, sdp));
            case RoomEvent.Connected(var who, var pc) ->
                    new SfuEvent.MediaUp(leg(who, pc), new PcId(pc));
            case RoomEvent.Disconnected(var who, var pc, var loss) ->
                    new SfuEvent.MediaDown(leg(who, pc), new PcId(pc), reason(loss));
            case RoomEvent.AnswerRefused(var who, var pc, var number, var refusal) ->
                    new SfuEvent.Refused(leg(who, pc), new PcId(pc), number, reason(refusal));
        };
    }

    /// A leg has one peer connection, and nothing is heard of it once the next one has begun: a
    /// name not heard before is the newest leg's.
    private LegId leg(String who, String pc) {
        var known = present.get(who);
        if (known == null || !known.pc().equals(pc)) {
            known = new Present(pc, Objects.requireNonNull(joining.get(who)));
            present.put(who, known);
        }
        return known.leg();
    }

    private static SfuEvent.DownReason reason(RoomEvent.Loss loss) {
        return switch (loss) {
            case CONSENT -> SfuEvent.DownReason.CONSENT_LOST;
            case CLOSED_BY_PEER -> SfuEvent.DownReason.CLOSED_BY_PEER;
            case HANDSHAKE -> SfuEvent.DownReason.HANDSHAKE_FAILED;
            case FINGERPRINT -> SfuEvent.DownReason.FINGERPRINT_MISMATCH;
        };
    }

    private static SfuEvent.RefusalReason reason(RoomEvent.Refusal refusal) {
        return switch (refusal) {
            case MALFORMED -> SfuEvent.RefusalReason.MALFORMED;
            case INCOMPATIBLE -> SfuEvent.RefusalReason.INCOMPATIBLE;
        };
    }
}
