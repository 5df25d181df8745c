package com.exorlive.meeting.loadtests.compare;

import com.exorlive.meeting.loadtests.load.LoadRun;
import com.exorlive.meeting.loadtests.measure.ServerProcess;
import com.exorlive.meeting.loadtests.measure.ServerProcess.Usage;

/// One server that is measured, and the load on it. Used by one thread.
///
/// @param run whose meetings are on this server
public record Contender(String name, LoadRun run, ServerProcess process) {
    /// @throws NotComparableException if the process is gone
    Usage usage() {
        return process.usage()
                .orElseThrow(() -> new NotComparableException(name + " is not running (any more)"));
    }
}
