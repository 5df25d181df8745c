package com.exorlive.meeting.sfucontrol;

/// One offer or answer (RFC 9429), in either direction. The text is opaque above this module.
///
/// @param negotiation counts the offers of this peer connection from 1; an answer carries the
///     number of the offer that it answers, so that a late one can be told from a fresh one
public record Description(PcId pc, long negotiation, Kind kind, String sdp) {
    /// Who speaks: the one who offers or the one who answers.
    public enum Kind {
        OFFER,
        ANSWER
    }

    @Override
    public String toString() {
        return "Description[" + pc + " " + kind + " " + negotiation + "]";
    }
}
