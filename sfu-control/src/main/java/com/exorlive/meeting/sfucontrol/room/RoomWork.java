package com.exorlive.meeting.sfucontrol.room;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;

/// What a driver does at its media server for one room. Confined to the room's thread, which it
/// blocks; either exception ends the room.
public interface RoomWork {
    /// First of all.
    default void begin() throws ServerGoneException, RoomFailedException {}

    /// Whoever is in already, has a new page.
    void join(LegId leg) throws ServerGoneException, RoomFailedException;

    void leave(ParticipantId who) throws ServerGoneException, RoomFailedException;

    void describe(ParticipantId who, Description description)
            throws ServerGoneException, RoomFailedException;

    void candidate(ParticipantId who, Candidate candidate)
            throws ServerGoneException, RoomFailedException;

    void restartIce(ParticipantId who, PcId pc) throws ServerGoneException, RoomFailedException;

    /// Events may have been missed: what is there now is asked for.
    void lookAround(long nowNanos) throws ServerGoneException, RoomFailedException;

    /// After whatever was done, and when nothing was for a while.
    default void onTick(long nowNanos) throws RoomFailedException {}

    /// Why the room could not go on, for counting.
    default void onFailure(RoomFailedException failure) {}

    /// Last of all: nothing of the room is left at the media server, if that can still be spoken
    /// to.
    void clearAway();
}
