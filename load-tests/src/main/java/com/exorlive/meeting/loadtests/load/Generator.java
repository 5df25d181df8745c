package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.measure.Timings;
import com.exorlive.meeting.loadtests.media.MediaLoop;
import com.exorlive.meeting.loadtests.media.PeerContext;
import com.exorlive.meeting.loadtests.page.SignalingCounts;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/// What makes the load, for whatever server. Thread-safe.
public record Generator(
        PeerContext peers,
        List<MediaLoop> loops,
        AtomicInteger turn,
        ScheduledExecutorService timers,
        SignalingCounts signaling,
        Timings timings) {
    public Generator {
        loops = List.copyOf(loops);
    }

    public MediaLoop nextLoop() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }
}
