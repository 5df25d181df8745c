package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.measure.ServerProcess.Usage;
import com.exorlive.meeting.loadtests.media.MediaCounts;
import java.util.Optional;

/// One second of a run.
///
/// @param atNanos since the run began
/// @param nanos how long it really was
/// @param ownCpuNanos of the whole generator
public record Sample(
        long atNanos,
        long nanos,
        int meetings,
        int setUps,
        MediaCounts media,
        double busiestLoop,
        long ownCpuNanos,
        Optional<Usage> server) {}
