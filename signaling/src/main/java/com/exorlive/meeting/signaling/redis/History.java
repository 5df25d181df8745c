package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was decided about a meeting, at level DEBUG: from when it was asked to when it was
/// answered, by the one clock of the machine. So a test can hold the accounts of all nodes against
/// each other. Nobody is named. Thread-safe.
final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    private final String incarnation;
    private final LongSupplier nanos;

    History(String incarnation, LongSupplier nanos) {
        this.incarnation = incarnation;
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    /// @param who a pseudonym; empty if it is about nobody
    void add(String what, MeetingId meeting, long epoch, String who, String answer, long asked) {
        LOG.atDebug()
                .addKeyValue("what", what)
                .addKeyValue("meeting", meeting)
                .addKeyValue("epoch", epoch)
                .addKeyValue("who", who)
                .addKeyValue("answer", answer)
                .addKeyValue("asked", asked)
                .addKeyValue("answered", nanos.getAsLong())
                .addKeyValue("by", incarnation)
                .log("Decided");
    }
}
