package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A room's hand on the media server. Confined to its room's thread, apart from the events that
/// come up: each is marked with how often its participant had joined, so that what an older leg had
/// to say is told apart from what the present one says.
final class MediaRoom {
    private final SfuControl control;
    private final RoomOwner owner;
    private final Map<Seat, AtomicLong> legs =
            Map.of(Seat.HOST, new AtomicLong(), Seat.INVITEE, new AtomicLong());

    private @Nullable SfuRoom room;

    MediaRoom(SfuControl control, RoomOwner owner) {
        this.control = control;
        this.owner = owner;
    }

    /// @param epoch of the room's owner: keeps a fenced owner's hands off a newer one's room
    void open(MeetingId meeting, long epoch, long incarnation) {
        close();
        var id = new SfuRoomId(meeting.value() + "-" + epoch + "-" + incarnation);
        room = control.open(id, event -> owner.onSfu(incarnation, legOf(event), event));
    }

    void join(Seat seat) {
        if (room != null) {
            count(seat).incrementAndGet();
            room.join(MediaRules.participant(seat));
        }
    }

    void leave(Seat seat) {
        if (room != null) {
            count(seat).incrementAndGet();
            room.leave(MediaRules.participant(seat));
        }
    }

    void describe(Seat seat, Description description) {
        if (room != null) {
            room.describe(MediaRules.participant(seat), description);
        }
    }

    void candidate(Seat seat, Candidate candidate) {
        if (room != null) {
            room.candidate(MediaRules.participant(seat), candidate);
        }
    }

    void restartIce(Seat seat, PcId pc) {
        if (room != null) {
            room.restartIce(MediaRules.participant(seat), pc);
        }
    }

    void close() {
        var closing = room;
        room = null;
        if (closing != null) {
            closing.close();
        }
    }

    /// Whether this was said of the participant's present leg.
    boolean isOfPresentLeg(SfuEvent event, long leg) {
        return leg == legOf(event);
    }

    private long legOf(SfuEvent event) {
        return switch (event) {
            case SfuEvent.Describe(var to, var _) -> legOf(to);
            case SfuEvent.Trickle(var to, var _) -> legOf(to);
            case SfuEvent.OfferWanted(var from, var _) -> legOf(from);
            case SfuEvent.MediaUp(var who, var _) -> legOf(who);
            case SfuEvent.MediaDown(var who, var _, var _) -> legOf(who);
            case SfuEvent.PcGone(var who, var _) -> legOf(who);
            case SfuEvent.Refused(var who, var _, var _, var _) -> legOf(who);
            case SfuEvent.RoomLost _ -> 0;
        };
    }

    private long legOf(ParticipantId participant) {
        return MediaRules.seat(participant).map(seat -> count(seat).get()).orElse(0L);
    }

    private AtomicLong count(Seat seat) {
        return Objects.requireNonNull(legs.get(seat));
    }
}
