package com.exorlive.meeting.signaling.protocol;

/// The two people of a meeting.
public record People(Person host, Person invitee) {
    public Person at(Seat seat) {
        return seat == Seat.HOST ? host : invitee;
    }
}
