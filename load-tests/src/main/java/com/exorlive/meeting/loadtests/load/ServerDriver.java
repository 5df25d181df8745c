package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.people.Person;

/// How participants come into meetings on the thing under test. Thread-safe.
public interface ServerDriver extends AutoCloseable {
    /// Blocks until this one is in; the media may take longer.
    ///
    /// @throws StepFailedException if it fails or takes too long
    Attendance join(Person person, String meeting, boolean isHost, long seed)
            throws InterruptedException;

    @Override
    default void close() {}

    /// Made when the generator is there.
    @FunctionalInterface
    interface Factory {
        ServerDriver on(Generator generator) throws InterruptedException;
    }
}
