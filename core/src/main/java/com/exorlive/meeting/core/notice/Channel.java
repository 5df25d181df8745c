package com.exorlive.meeting.core.notice;

import java.time.Instant;

/// One way to tell somebody that something waits. Blocks; thread-safe.
public interface Channel {
    /// At most ten letters; stays the same for ever, because the table holds it.
    String name();

    /// Tells it once more or for the first time.
    ///
    /// @param noticeId the same at each attempt, so that the other side can tell that it is one
    Delivery deliver(String noticeId, Notice notice, Receiver receiver, Instant now);
}
