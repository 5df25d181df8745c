package com.exorlive.meeting.sfucontrol;

/// Everything that comes up from a media server, for any driver.
public sealed interface SfuEvent {

    /// What is about one leg: all but the loss of the room. The owner drops what is not about the
    /// participant's present leg.
    sealed interface OfLeg extends SfuEvent {
        LegId leg();
    }

    /// The participant's browser must be given this offer or answer.
    record Describe(LegId leg, Description description) implements OfLeg {}

    /// The participant's browser must be given this candidate.
    record Trickle(LegId leg, Candidate candidate) implements OfLeg {}

    /// The media server wants the participant's browser to make an offer for `pc`.
    record OfferWanted(LegId leg, PcId pc) implements OfLeg {}

    /// ICE and DTLS of this peer connection are up: media can flow.
    record MediaUp(LegId leg, PcId pc) implements OfLeg {}

    /// Media of this peer connection can no longer flow. The leg stays until `leave` or `join`.
    record MediaDown(LegId leg, PcId pc, DownReason reason) implements OfLeg {}

    /// This peer connection is not there any more, and others take its place: the browser closes
    /// its end.
    record PcGone(LegId leg, PcId pc) implements OfLeg {}

    /// A description of the browser was not taken. The leg stays as it was before it.
    record Refused(LegId leg, PcId pc, long negotiation, RefusalReason reason) implements OfLeg {}

    /// The media server lost the room: nothing of it is left. The last event of a room.
    record RoomLost() implements SfuEvent {}

    /// Why media stopped.
    enum DownReason {
        /// RFC 7675: no consent for 30 s.
        CONSENT_LOST,
        /// The browser closed its peer connection (DTLS close_notify).
        CLOSED_BY_PEER,
        /// DTLS could not be set up.
        HANDSHAKE_FAILED,
        /// The certificate is not the one that the answer announced.
        FINGERPRINT_MISMATCH
    }

    /// Why a description was refused.
    enum RefusalReason {
        /// Not SDP, or over a limit.
        MALFORMED,
        /// SDP, but it does not answer what was offered in a way that the server can forward.
        INCOMPATIBLE
    }
}
