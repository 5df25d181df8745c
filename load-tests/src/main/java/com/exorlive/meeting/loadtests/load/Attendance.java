package com.exorlive.meeting.loadtests.load;

/// One participant's being at a meeting, whatever server it is on. Thread-safe; what waits throws
/// [StepFailedException] if it fails or takes too long.
public interface Attendance {
    /// When this one pressed "Join meeting".
    long beganNanos();

    /// Waits for the other one's picture.
    ///
    /// @return when it came
    long awaitMedia() throws InterruptedException;

    void restartIce() throws InterruptedException;

    void loseSocket() throws InterruptedException;

    /// Ends the meeting for both, and waits until that is so.
    void end() throws InterruptedException;

    /// Vanishes: socket and media.
    void leave();
}
