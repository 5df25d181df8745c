package com.exorlive.meeting.loadtests.media;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A few threads on which participants shake hands, because the DTLS library blocks. Who finds them
/// all taken waits, and that shows in the join times. Thread-safe.
public final class Handshakes implements AutoCloseable {
    private final ExecutorService pool;

    /// @param atOnce more lets a storm of joins take the processor from the media of the others
    public Handshakes(int atOnce) {
        pool =
                Executors.newFixedThreadPool(
                        atOnce, Thread.ofPlatform().name("handshake-", 0).daemon().factory());
    }

    void run(Runnable handshake) {
        pool.execute(handshake);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
