package com.exorlive.meeting.sfu.room;

/// Everything that comes up from a room. `participant` is the name under which the caller joined
/// one, `pc` the name that the room gave to that leg.
public sealed interface RoomEvent {

    /// The participant's browser must answer this offer.
    record Offered(String participant, String pc, long negotiation, String sdp)
            implements RoomEvent {
        @Override
        public String toString() {
            return "Offered[" + participant + " " + pc + " " + negotiation + "]";
        }
    }

    /// The answer was not taken; the leg stays as it was.
    record AnswerRefused(String participant, String pc, long negotiation, Refusal refusal)
            implements RoomEvent {}

    /// ICE and DTLS are up.
    record Connected(String participant, String pc) implements RoomEvent {}

    /// Media can't flow any more.
    record Disconnected(String participant, String pc, Loss loss) implements RoomEvent {}

    /// Why an answer was not taken.
    enum Refusal {
        MALFORMED,
        INCOMPATIBLE
    }

    /// Why media can't flow.
    enum Loss {
        CONSENT,
        CLOSED_BY_PEER,
        HANDSHAKE,
        FINGERPRINT
    }
}
