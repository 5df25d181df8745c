package com.exorlive.meeting.signaling.protocol;

/// Why the server closes a socket; docs/protocol.md section 8.
public enum CloseCode {
    OVER(1000, "over"),
    TOO_BIG(1009, "too-big"),
    RESTART(1012, "restart"),
    TOO_BUSY(1013, "too-busy"),
    PROTOCOL_ERROR(4000, "protocol-error"),
    NOT_ACCEPTED(4001, "not-accepted"),
    NOT_OPEN(4004, "not-open"),
    TOO_SLOW(4008, "too-slow"),
    REPLACED(4009, "replaced"),
    MEETING_OVER(4010, "meeting-over"),
    TOO_MANY(4029, "too-many");

    private final int number;
    private final String word;

    CloseCode(int number, String word) {
        this.number = number;
        this.word = word;
    }

    public int number() {
        return number;
    }

    public String word() {
        return word;
    }
}
