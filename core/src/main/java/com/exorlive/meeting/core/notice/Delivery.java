package com.exorlive.meeting.core.notice;

/// What became of an attempt.
public sealed interface Delivery {
    /// The other side has taken it.
    record Sent() implements Delivery {}

    /// Worth trying again.
    ///
    /// @param why a word for the log, never an address
    record Later(String why) implements Delivery {}

    /// Trying again would not help.
    record Never(String why) implements Delivery {}

    /// This way leads nowhere for this receiver, and that is in order.
    record NotReachable() implements Delivery {}
}
