package com.exorlive.meeting.signaling.protocol;

/// How a meeting ended: by whom and why.
public record Ending(By by, Reason reason) {
    /// Whether somebody wanted it; else time ended it.
    public boolean isWanted() {
        return reason == Reason.ENDED || reason == Reason.ADMIN;
    }

    /// Who ended it.
    public enum By {
        HOST,
        INVITEE,
        SERVER;

        public static By seat(Seat seat) {
            return seat == Seat.HOST ? HOST : INVITEE;
        }
    }

    /// Why it ended.
    public enum Reason {
        ENDED,
        MAX_LENGTH,
        BOTH_ABSENT,
        ADMIN
    }
}
