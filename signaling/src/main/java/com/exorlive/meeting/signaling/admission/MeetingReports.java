package com.exorlive.meeting.signaling.admission;

/// Takes reports to core, in order, in its own time. Must not block. Thread-safe.
@FunctionalInterface
public interface MeetingReports {
    void report(MeetingReport report);
}
