package com.exorlive.meeting.signaling.protocol;

/// Who may end the meeting for both.
public enum EndWhen {
    EITHER,
    HOST,
    INVITEE;

    public boolean allows(Seat seat) {
        return switch (this) {
            case EITHER -> true;
            case HOST -> seat == Seat.HOST;
            case INVITEE -> seat == Seat.INVITEE;
        };
    }
}
