package com.exorlive.meeting.signaling.protocol;

/// How a meeting ended: by whom and why.
public record Ending(By by, Reason reason) {
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
