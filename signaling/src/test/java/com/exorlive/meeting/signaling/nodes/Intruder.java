package com.exorlive.meeting.signaling.nodes;

import com.exorlive.meeting.signaling.FakeCore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A third person with a good token, whom core lets in by mistake, and who never stops trying.
final class Intruder implements AutoCloseable {
    private final AtomicInteger tries = new AtomicInteger();
    private final AtomicInteger welcomes = new AtomicInteger();
    private final Thread thread;

    private volatile boolean closed;

    Intruder(FakeCore core, String subject, String meeting, List<ChildNode> nodes) {
        thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("intruder")
                        .start(
                                () -> {
                                    while (!closed) {
                                        tryOnce(core, subject, meeting, nodes);
                                    }
                                });
    }

    private void tryOnce(FakeCore core, String subject, String meeting, List<ChildNode> nodes) {
        int first = tries.getAndIncrement();
        try (var person = new Person(core, subject, meeting, nodes, first)) {
            Person.await(
                    java.time.Duration.ofMillis(1500),
                    () -> closed || person.isTurnedAway || person.isOver || person.welcomes > 0);
            welcomes.addAndGet(person.welcomes);
        }
    }

    int tries() {
        return tries.get();
    }

    int welcomes() {
        return welcomes.get();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
