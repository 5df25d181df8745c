package com.exorlive.meeting.loadtests;

/// How the program ends, for scripts.
final class ExitCode {
    static final int PASSED = 0;

    /// The load was as asked for, and a threshold is broken.
    static final int THRESHOLD_BROKEN = 1;

    static final int USAGE = 2;

    /// The load could not be made: no server, no people, meetings that did not come about.
    static final int SET_UP_FAILED = 3;

    /// The generator did not keep up: there is nothing to report.
    static final int GENERATOR_TOO_SLOW = 4;

    private ExitCode() {}
}
