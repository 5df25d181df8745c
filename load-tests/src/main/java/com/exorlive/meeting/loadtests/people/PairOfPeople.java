package com.exorlive.meeting.loadtests.people;

/// Two who meet. Thread-safe.
public interface PairOfPeople {
    Person host();

    Person invitee();

    /// The id of a meeting of the two that is not over; made if there is none.
    String meeting() throws InterruptedException;

    /// This meeting has ended, and is not to be given again. The server that makes meetings may
    /// hear of it a moment after those who were in it.
    default void isOver(String meeting) {}

    /// Whether the two can meet again when a meeting is over.
    boolean canMeetAgain();
}
