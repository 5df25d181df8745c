package com.exorlive.meeting.edge;

import java.time.Duration;

/// Where the events of one reader come from (server-sent events, HTML Living Standard 9.2). The
/// thread that answers the request asks it for one event after another, and closes it when the
/// reader has gone. It may be asked to end by another thread: by making `next` answer [Next.End].
public interface EventSource extends AutoCloseable {
    /// What there is to tell.
    sealed interface Next {
        /// @param id what the reader gives back as `Last-Event-ID`; empty for none
        /// @param data one line of text
        record Event(String id, String name, String data) implements Next {}

        /// Nothing yet: the reader gets a comment, so that both ends notice a dead line.
        record Quiet() implements Next {}

        /// Nothing more comes. The last event before it says why.
        record End() implements Next {}
    }

    /// Waits for what is next, for at most so long.
    Next next(Duration patience) throws InterruptedException;

    /// Called by the source's own side when its reader is too slow to be waited for: cuts the line.
    /// Called at most once, before the first `next`.
    void onCut(Runnable cut);

    @Override
    void close();
}
