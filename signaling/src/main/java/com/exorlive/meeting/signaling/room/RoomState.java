package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.protocol.Ending;
import com.exorlive.meeting.signaling.protocol.MeetingView;
import com.exorlive.meeting.signaling.protocol.Presence;
import com.exorlive.meeting.signaling.protocol.Seat;
import java.time.Instant;

/// Where a room is in its life.
sealed interface RoomState {

    /// Not over yet.
    sealed interface Live extends RoomState permits AtDoor, Open {
        RoomFacts facts();

        SeatState seat(Seat seat);

        boolean isActive();

        Instant endsAt();

        default Presence.OfBoth present(Instant now) {
            return new Presence.OfBoth(
                    seat(Seat.HOST).presence(now), seat(Seat.INVITEE).presence(now));
        }

        default MeetingView view() {
            return new MeetingView(facts().meeting(), isActive(), facts().endWhen(), endsAt());
        }
    }

    /// The host has not come: the invitee holds a place at the door, and nothing else is there.
    record AtDoor(RoomFacts facts, SeatState invitee) implements Live {
        @Override
        public SeatState seat(Seat seat) {
            return seat == Seat.INVITEE ? invitee : SeatState.absent();
        }

        @Override
        public boolean isActive() {
            return false;
        }

        @Override
        public Instant endsAt() {
            return facts.notAfter();
        }
    }

    /// The host has come.
    ///
    /// @param isActive both have been here
    record Open(
            RoomFacts facts,
            Instant endsAt,
            boolean isActive,
            SeatState host,
            SeatState invitee,
            MediaState media)
            implements Live {
        @Override
        public SeatState seat(Seat seat) {
            return seat == Seat.HOST ? host : invitee;
        }

        Open with(Seat seat, SeatState state) {
            return seat == Seat.HOST
                    ? new Open(facts, endsAt, isActive, state, invitee, media)
                    : new Open(facts, endsAt, isActive, host, state, media);
        }

        Open with(MediaState next) {
            return new Open(facts, endsAt, isActive, host, invitee, next);
        }

        Open active() {
            return new Open(facts, endsAt, true, host, invitee, media);
        }
    }

    /// Over for ever. Kept for a while, for a page that was away when it ended.
    ///
    /// @param last how it was just before
    record Over(Ending ending, Live last, Instant until) implements RoomState {}

    /// The invitee left the door before the host came: nothing began, so nothing is over.
    record Dissolved() implements RoomState {}
}
