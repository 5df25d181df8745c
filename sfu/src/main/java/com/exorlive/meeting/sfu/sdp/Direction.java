package com.exorlive.meeting.sfu.sdp;

/// What every section of an offer asks for, in the server's own words (RFC 8866 section 6.7): a
/// browser that is offered `sendonly` receives only.
public enum Direction {
    /// There was never anybody to talk to. A sender without a receiver has its bandwidth estimate
    /// fall to the floor, so it does not send.
    INACTIVE("inactive"),

    /// Who was there has lost the connection. The browser need not send; what it receives with is
    /// kept: Chromium shows no picture of an SSRC that it was told is gone and then is back.
    SENDONLY("sendonly"),

    SENDRECV("sendrecv");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
