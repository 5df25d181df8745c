package com.exorlive.meeting.loadtests.media;

/// Something that an event loop does at a time, again and again. Confined to its event loop.
abstract class Task {
    /// What [#run] returns when there is no next time.
    static final long NEVER = Long.MAX_VALUE;

    long dueNanos;
    long order;
    int position = -1;

    /// @return when next, or `NEVER`
    abstract long run(long nowNanos);
}
