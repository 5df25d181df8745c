package com.exorlive.meeting.core.meeting;

import java.util.Arrays;
import java.util.Optional;

/// One of the two places in a meeting. A seat belongs to a person for as long as the meeting lives.
public enum Seat {
    HOST("host"),
    INVITEE("invitee");

    private final String wireName;

    Seat(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    Seat other() {
        return this == HOST ? INVITEE : HOST;
    }

    static Optional<Seat> of(String wireName) {
        return Arrays.stream(values()).filter(seat -> seat.wireName.equals(wireName)).findFirst();
    }
}
