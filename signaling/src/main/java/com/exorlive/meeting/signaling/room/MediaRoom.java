package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A room's hand on the media server. Confined to its room's thread.
///
/// Legs are numbered here, so that what an older leg had to say is told apart from what the present
/// one says.
final class MediaRoom {
    private final SfuControl control;
    private final RoomOwner owner;
    private final Map<Seat, Long> legs = new EnumMap<>(Seat.class);

    private @Nullable SfuRoom room;

    MediaRoom(SfuControl control, RoomOwner owner) {
        this.control = control;
        this.owner = owner;
    }

    /// @param epoch of the room's owner: keeps a fenced owner's hands off a newer one's room
    void open(MeetingId meeting, long epoch, long incarnation) {
        close();
        var id = new SfuRoomId(meeting.value() + "-" + epoch + "-" + incarnation);
        room = control.open(id, event -> owner.onSfu(incarnation, event));
    }

    void join(Seat seat) {
        if (room != null) {
            room.join(nextLeg(seat));
        }
    }

    void leave(Seat seat) {
        if (room != null) {
            nextLeg(seat);
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

    /// Whether this was said of a participant's present leg, or of the whole room.
    boolean isOfPresentLeg(SfuEvent event) {
        return switch (event) {
            case SfuEvent.OfLeg about ->
                    MediaRules.seat(about.leg().who())
                            .filter(seat -> about.leg().equals(leg(seat)))
                            .isPresent();
            case SfuEvent.RoomLost _ -> true;
        };
    }

    private LegId nextLeg(Seat seat) {
        legs.merge(seat, 1L, Long::sum);
        return leg(seat);
    }

    private LegId leg(Seat seat) {
        return new LegId(MediaRules.participant(seat), legs.getOrDefault(seat, 0L));
    }
}
