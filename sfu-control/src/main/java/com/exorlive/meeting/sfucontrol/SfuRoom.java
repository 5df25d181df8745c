package com.exorlive.meeting.sfucontrol;

/// One room at the media server. At most two participants; a third `join` is an
/// `IllegalStateException`, because the room's owner has let somebody in whom it should not.
///
/// Calls are made by the room's owner, one at a time. Whatever a browser sends (an answer that does
/// not parse, an old negotiation number, an unknown peer connection) never throws: it is dropped or
/// comes up as [SfuEvent.Refused]. Calls after `close` do nothing.
public interface SfuRoom extends AutoCloseable {

    /// Gives the participant a fresh leg. A participant who already has one loses it silently
    /// first: that is how a reloaded page or a second device comes in. Every peer connection of the
    /// new leg has a [PcId] never used in this room before.
    ///
    /// Events of the older leg may still come up after this returns; they say that they are its.
    ///
    /// @param leg numbered higher than any of this participant's before, in this room
    /// @throws SfuUnavailableException if the media server can't be reached or refuses
    void join(LegId leg);

    /// Hands over the browser's offer or answer.
    void describe(ParticipantId who, Description description);

    /// Hands over a candidate of the browser. A driver in front of an ICE-lite server ignores it.
    void candidate(ParticipantId who, Candidate candidate);

    /// Begins an ICE restart of one peer connection: a new description comes up, DTLS goes on.
    void restartIce(ParticipantId who, PcId pc);

    /// Ends the participant's leg. The other one's goes on, with nothing to receive. Unknown
    /// participants are ignored.
    void leave(ParticipantId who);

    /// Ends both legs and forgets the room. No event comes up after this returns. Idempotent.
    @Override
    void close();
}
